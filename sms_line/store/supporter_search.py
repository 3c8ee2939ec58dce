"""Supporters as organizers look for them: by number, name, ZIP, state, tag or an audience.

The newest first, page by page by key; a million of them are never read for one page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, literal_column, or_, select

from sms_line.core.broadcasts.audience import Audience
from sms_line.store.audience import these
from sms_line.store.broadcast_tables import tags
from sms_line.store.database import Database
from sms_line.store.people_tables import notes
from sms_line.store.supporter_list import Listed, described
from sms_line.store.tables import calls, consents, deliveries, legs, letters, supporters, texts

_NAME = "lower(supporters.name)"
_LAST = (
    "lower(substr(supporters.name,"
    " length(rtrim(supporters.name, replace(supporters.name, ' ', ''))) + 1))"
)
"""As migration 0015 indexes them: an index on an expression is found by its very words."""
_NEWEST = 4_000
"""Whose names are looked at one by one: some milliseconds, and enough for a page of a name that one
in a hundred has."""
_MOST = 50
"""Rows of each kind on one person's page."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whom an organizer looks for; all that is given must be true of them."""

    phone: str = ""
    """E.164."""
    name: str = ""
    """The beginning of a name, or of its last word."""
    zip: str = ""
    state: str = ""
    tag: str = ""
    meant: ColumnElement[bool] | None = None
    """An audience's condition."""


class Found(NamedTuple):
    """One supporter of a list."""

    id: int
    who: Listed


def search(
    database: Database, tx: Connection, wanted: Wanted, *, before: int | None, limit: int
) -> list[Found]:
    """The newest first, of those with ids below `before`."""
    these = _these(wanted, before)
    if wanted.name:
        rows = _named_so(database, tx, these, wanted.name, limit)
    else:
        rows = tx.execute(these.limit(limit)).all()
    if not rows:
        return []
    return [Found(row.id, who) for row, who in zip(rows, described(tx, rows), strict=True)]


def _these(wanted: Wanted, before: int | None) -> Select[Any]:
    """Whom an organizer looks for, whatever they are called, in order."""
    query = select(supporters)
    order: ColumnElement[Any] = supporters.c.id
    if wanted.tag:
        # In the order of the tag's own index: nobody without it is looked at.
        query = query.join(tags, tags.c.supporter_id == supporters.c.id)
        query, order = query.where(tags.c.tag == wanted.tag), tags.c.supporter_id
    for column in (supporters.c.phone, supporters.c.zip, supporters.c.state):
        if value := getattr(wanted, column.name):
            query = query.where(column == value)
    if wanted.meant is not None:
        query = query.where(wanted.meant)
    if before is not None:
        query = query.where(order < before)
    return query.order_by(order.desc())


def _named_so(
    database: Database, tx: Connection, these: Select[Any], name: str, limit: int
) -> Sequence[Row[Any]]:
    """A name that many have is found among the newest; one that few have, by its index.

    Neither database knows beforehand which it is, and each way is slow for the other's names.
    """
    named = _named(database, name)
    # By the table's own name, which stands in the words of the condition.
    newest = these.limit(_NEWEST).subquery(supporters.name)
    rows = tx.execute(select(newest).where(named).order_by(newest.c.id.desc()).limit(limit)).all()
    if len(rows) == limit:
        return rows
    all_named = select(supporters.c.id).where(named).cte("named")
    all_named = all_named.prefix_with("MATERIALIZED", dialect="postgresql")
    by_index = these.where(supporters.c.id.in_(select(all_named.c.id)))
    return tx.execute(by_index.limit(limit)).all()


def _named(database: Database, beginning: str) -> ColumnElement[bool]:
    ordered = "" if database.is_sqlite else ' COLLATE "C"'
    # SQLite's small letters are those of ASCII: "Álvaro" keeps its Á.
    written = {_small(beginning), _small(beginning.title())}
    written |= set() if database.is_sqlite else {beginning.lower()}
    return or_(
        *(
            _begins(literal_column(words + ordered), each)
            for words in (_NAME, _LAST)
            for each in sorted(written)
        )
    )


def _begins(words: ColumnElement[Any], beginning: str) -> ColumnElement[bool]:
    return and_(words >= beginning, words < beginning + "\U0010ffff")


def _small(words: str) -> str:
    return "".join(each.lower() if each.isascii() else each for each in words)


class Leg(NamedTuple):
    """One try to reach an office, or a call that came to none."""

    at: datetime
    direction: str
    action: str
    bioguide: str | None
    status: str
    went: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """All that the line knows of one supporter; of each kind the newest fifty."""

    id: int
    row: Row[Any]
    who: Listed
    ledger: Sequence[Row[Any]]
    letters: Sequence[Row[Any]]
    """With the status of their deliveries."""
    texts: Sequence[Row[Any]]
    """Newest first."""
    calls: Sequence[Leg]
    notes: Sequence[Row[Any]]
    conversation: int | None
    """The inbound text that addresses it, None where they never wrote."""


def one(tx: Connection, supporter_id: int) -> Found | None:
    """One supporter as lists show them, None if there is nobody (any more)."""
    row = tx.execute(select(supporters).where(supporters.c.id == supporter_id)).first()
    return Found(row.id, next(described(tx, [row]))) if row else None


def phone_of(tx: Connection, supporter_id: int) -> str | None:
    """The number of a supporter, None if there is nobody (any more)."""
    found = select(supporters.c.phone).where(supporters.c.id == supporter_id)
    phone = tx.execute(found).scalar()
    return None if phone is None else str(phone)


def id_of(tx: Connection, phone: str) -> int | None:
    """The supporter with this number."""
    found = tx.execute(select(supporters.c.id).where(supporters.c.phone == phone)).scalar()
    return None if found is None else int(found)


def person(tx: Connection, supporter_id: int) -> Person | None:
    """One supporter's page, None if there is nobody (any more)."""
    row = tx.execute(select(supporters).where(supporters.c.id == supporter_id)).first()
    if row is None:
        return None
    (who,) = described(tx, [row])
    phone = row.phone
    return Person(
        id=supporter_id,
        row=row,
        who=who,
        ledger=_newest(tx, select(consents).where(consents.c.phone == phone), consents.c.id),
        letters=_letters(tx, phone),
        texts=_newest(tx, select(texts).where(texts.c.phone == phone), texts.c.id),
        calls=_calls(tx, phone),
        notes=_newest(tx, select(notes).where(notes.c.supporter_id == supporter_id), notes.c.id),
        conversation=tx.execute(
            select(texts.c.id)
            .where(texts.c.phone == phone, texts.c.direction == "in")
            .order_by(texts.c.id.desc())
            .limit(1)
        ).scalar(),
    )


def _newest(tx: Connection, query: Any, by: ColumnElement[Any]) -> Sequence[Row[Any]]:
    rows: Sequence[Row[Any]] = tx.execute(query.order_by(by.desc()).limit(_MOST)).all()
    return rows


def _letters(tx: Connection, phone: str) -> Sequence[Row[Any]]:
    what = (letters.c.action, letters.c.office, letters.c.subject, letters.c.created_at)
    query = (
        select(letters.c.id, *what, deliveries.c.status, deliveries.c.detail)
        .outerjoin(deliveries, deliveries.c.letter_id == letters.c.id)
        .where(letters.c.phone == phone)
    )
    return _newest(tx, query, letters.c.id)


def _calls(tx: Connection, phone: str) -> list[Leg]:
    query = (
        select(
            calls.c.began_at,
            calls.c.direction,
            legs.c.action,
            calls.c.action.label("about"),
            legs.c.bioguide,
            legs.c.status,
            calls.c.status.label("call_status"),
            legs.c.went,
        )
        .outerjoin(legs, legs.c.call_id == calls.c.id)
        .where(calls.c.phone == phone)
    )
    return [
        Leg(
            r.began_at,
            r.direction,
            r.action or r.about,
            r.bioguide,
            r.status or r.call_status,
            r.went,
        )
        for r in _newest(tx, query, calls.c.id)
    ]


def meant(audience: Audience) -> ColumnElement[bool]:
    """The condition of an audience, whether its people may be texted or not."""
    return these(audience, 0)
