"""What is known about each supporter, in columns that can be searched."""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Executable

from sms_line.core.states import Person
from sms_line.store.database import Database, Insert
from sms_line.store.tables import supporters

_COLUMNS = ("language", "name", "prefix", "street", "email", "zip", "city", "state", "district")


def remember(database: Database, tx: Connection, phone: str, person: Person, now: datetime) -> None:
    """Write down what a conversation has learnt about somebody."""
    facts = {name: str(getattr(person, name)) for name in _COLUMNS}
    row = {"phone": phone, "created_at": now, "updated_at": now, **facts}
    tx.execute(_remember(database.insert), row)


@cache
def _remember(insert: Insert) -> Executable:
    new = insert(supporters)
    learnt = {name: new.excluded[name] for name in (*_COLUMNS, "updated_at")}
    return new.on_conflict_do_update(index_elements=["phone"], set_=learnt).inline()
