"""Deliveries as the desk lists them: which office, what became of it; nothing of its sender."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from sms_line.store.tables import deliveries, letters


@dataclass(frozen=True, slots=True)
class Listed:
    """One delivery."""

    id: int
    created_at: datetime
    action: str
    office: str
    bioguide: str
    route: str
    status: str
    detail: str
    """The other side's own words, free of personal data."""
    attempts: int
    due_at: datetime | None
    """When it is looked at next; None once it is settled."""


def listed(tx: Connection, *, status: str, before: int | None, limit: int) -> list[Listed]:
    """Deliveries, the newest first, of one status ("" for all), with ids below `before`."""
    query = (
        select(deliveries, letters.c.office)
        .join(letters, letters.c.id == deliveries.c.letter_id)
        .order_by(deliveries.c.id.desc())
        .limit(limit)
    )
    if status:
        query = query.where(deliveries.c.status == status)
    if before is not None:
        query = query.where(deliveries.c.id < before)
    return [
        Listed(
            row.id,
            row.created_at,
            row.action,
            row.office,
            row.bioguide,
            row.route,
            row.status,
            row.detail,
            row.attempts,
            row.due_at,
        )
        for row in tx.execute(query)
    ]
