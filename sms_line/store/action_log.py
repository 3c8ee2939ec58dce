"""What the audit log says of actions: who published which version, and who has read it over."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from sms_line.store.audit import Deed
from sms_line.store.desk_tables import audit

KIND = "action"
"""Of an entry about an action: its row is the version, its detail the slug."""


@dataclass(frozen=True, slots=True)
class Done:
    """Who did something to a version, and when."""

    version: int
    who: str
    at: datetime


def publications(tx: Connection, slug: str) -> dict[int, Done]:
    """Version → who published it; versions from before there was a log are not in it."""
    return {each.version: each for each in _entries(tx, slug, Deed.PUBLISHED)}


def readers(tx: Connection, slug: str, version: int) -> list[Done]:
    """Who has read a version over, and said that it is good."""
    return [each for each in _entries(tx, slug, Deed.READ_OVER) if each.version == version]


def _entries(tx: Connection, slug: str, did: Deed) -> list[Done]:
    rows = tx.execute(
        select(audit.c.row_id, audit.c.who, audit.c.at)
        .where(audit.c.kind == KIND, audit.c.detail == slug, audit.c.did == did.value)
        .order_by(audit.c.id)
    )
    return [Done(row.row_id, row.who, row.at) for row in rows]
