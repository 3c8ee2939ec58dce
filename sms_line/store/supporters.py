"""What is known about each supporter, in columns that can be searched."""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Executable, bindparam, case, func, select

from sms_line.core.people import Language
from sms_line.core.states import Person
from sms_line.store.database import Database, Insert
from sms_line.store.tables import letters, supporters

_ASKED = ("name", "prefix", "street", "email")
_PLACE = ("zip", "city", "state", "district")
_COLUMNS = ("language", *_ASKED, *_PLACE)


def remember(database: Database, tx: Connection, phone: str, person: Person, now: datetime) -> None:
    """Write down what a conversation has learnt about somebody."""
    row = {"phone": phone, "created_at": now, "updated_at": now, **facts(person)}
    tx.execute(_remember(database.insert), row)


def facts(person: Person) -> dict[str, str]:
    """What of a person has a column here; where it is unchanged, there is nothing to write."""
    return {name: str(getattr(person, name)) for name in _COLUMNS}


def enrol(database: Database, tx: Connection, phone: str, now: datetime) -> None:
    """Have a row for somebody who agrees to be texted; nothing changes where there is one."""
    row = {"phone": phone, "created_at": now, "updated_at": now, **facts(Person())}
    tx.execute(_enrol(database.insert), row)


def recall(tx: Connection, phone: str) -> Person | None:
    """What is known about somebody, None if nothing."""
    row = tx.execute(_RECALL, {"whose": phone}).first()
    if row is None:
        return None
    stored: dict[str, str] = dict(zip(_COLUMNS, row, strict=True))
    known = {**stored, "language": Language(stored["language"]), "acted": written(tx, phone)}
    return Person(**known)  # type: ignore[arg-type]


def written(tx: Connection, phone: str) -> tuple[str, ...]:
    """The slugs of the actions in which somebody has written, by text or by telephone."""
    return tuple(tx.execute(_WRITTEN, {"whose": phone}).scalars())


_RECALL = select(*(supporters.c[name] for name in _COLUMNS)).where(
    supporters.c.phone == bindparam("whose")
)
_WRITTEN = (
    select(letters.c.action)
    .where(letters.c.phone == bindparam("whose"))
    .distinct()
    .order_by(letters.c.action)
)


@cache
def _remember(insert: Insert) -> Executable:
    new = insert(supporters)
    # What an import knows, and this conversation has not asked yet, stays.
    kept = {
        name: func.coalesce(func.nullif(new.excluded[name], ""), supporters.c[name])
        for name in _ASKED
    }
    place = {
        name: case((new.excluded.zip == "", supporters.c[name]), else_=new.excluded[name])
        for name in _PLACE
    }
    learnt = {**kept, **place, **{n: new.excluded[n] for n in ("language", "updated_at")}}
    return new.on_conflict_do_update(index_elements=["phone"], set_=learnt).inline()


@cache
def _enrol(insert: Insert) -> Executable:
    return insert(supporters).on_conflict_do_nothing(index_elements=["phone"]).inline()
