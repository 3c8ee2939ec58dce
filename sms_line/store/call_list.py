"""Calls as other programs read them, one row for each office that was tried, newest first."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from sms_line.store.tables import calls, legs


class Leg(NamedTuple):
    """One try to reach an office."""

    id: int
    call_id: int
    at: datetime
    action: str
    bioguide: str
    kind: str
    """"capitol" or a district office, in the line's own words."""
    status: str
    went: str
    """What the caller said of it, "" if nothing."""
    seconds: int
    phone: str | None
    """The caller's."""


def listed(tx: Connection, *, before: int | None, limit: int) -> list[Leg]:
    """The newest, of those with ids below `before`."""
    columns = [
        legs.c.id,
        legs.c.call_id,
        legs.c.at,
        legs.c.action,
        legs.c.bioguide,
        legs.c.kind,
        legs.c.status,
        legs.c.went,
        legs.c.seconds,
        calls.c.phone,
    ]
    query = select(*columns).join(calls, calls.c.id == legs.c.call_id)
    if before is not None:
        query = query.where(legs.c.id < before)
    return [Leg(*row) for row in tx.execute(query.order_by(legs.c.id.desc()).limit(limit))]
