"""The audit log as it is read: by who, what and when, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, select

from sms_line.store.desk_tables import audit


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed."""

    id: int
    at: datetime
    who: str
    did: str
    kind: str
    row_id: int
    detail: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which entries; "" and None: whichever."""

    who: str = ""
    did: str = ""
    since: datetime | None = None
    before: datetime | None = None


def listed(tx: Connection, asked: Asked, *, before_id: int | None, limit: int) -> list[Entry]:
    """The newest entries, or those that are older than one."""
    query = _asked_for(asked).order_by(audit.c.id.desc()).limit(limit)
    if before_id is not None:
        query = query.where(audit.c.id < before_id)
    return list(_entries(tx, query))


def after(tx: Connection, asked: Asked, *, after_id: int, limit: int) -> list[Entry]:
    """The oldest entries that are newer than one."""
    query = _asked_for(asked).where(audit.c.id > after_id).order_by(audit.c.id).limit(limit)
    return list(_entries(tx, query))


def everyone(tx: Connection) -> list[str]:
    """Whoever has done anything."""
    return list(tx.execute(select(audit.c.who).distinct().order_by(audit.c.who)).scalars())


def _asked_for(asked: Asked) -> Select[Any]:
    query = select(audit)
    if asked.who:
        query = query.where(audit.c.who == asked.who)
    if asked.did:
        query = query.where(audit.c.did == asked.did)
    if asked.since:
        query = query.where(audit.c.at >= asked.since)
    if asked.before:
        query = query.where(audit.c.at < asked.before)
    return query


def _entries(tx: Connection, query: Select[Any]) -> Iterator[Entry]:
    for row in tx.execute(query):
        yield Entry(row.id, row.at, row.who, row.did, row.kind, row.row_id, row.detail)
