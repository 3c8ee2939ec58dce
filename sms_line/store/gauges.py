"""What a monitor watches, from the rows: how much waits, for how long, and what became of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from sms_line.store.tables import conversations, deliveries, texts
from sms_line.store.workers import seen_lately


@dataclass(frozen=True, slots=True)
class Gauges:
    """All numbers of one look."""

    texts: dict[tuple[str, str], int]
    """(direction, status) → how many."""
    deliveries: dict[str, int]
    """Status → how many."""
    conversations: int
    overdue_seconds: float
    """How long the oldest row has waited past its time."""
    workers: int
    """How many have been seen lately."""


def look(tx: Connection, now: datetime) -> Gauges:
    """Count. Each is one pass over an index or a table: for a monitor once a minute, not more."""
    by_text = tx.execute(
        select(texts.c.direction, texts.c.status, func.count()).group_by(
            texts.c.direction, texts.c.status
        )
    ).all()
    by_delivery = tx.execute(
        select(deliveries.c.status, func.count()).group_by(deliveries.c.status)
    ).all()
    oldest = [
        tx.execute(select(func.min(table.c.due_at)).where(table.c.due_at <= now)).scalar()
        for table in (texts, deliveries)
    ]
    waited = [(now - due).total_seconds() for due in oldest if due]
    return Gauges(
        texts={(direction, status): count for direction, status, count in by_text},
        deliveries=dict(tuple(row) for row in by_delivery),
        conversations=tx.execute(select(func.count()).select_from(conversations)).scalar_one(),
        overdue_seconds=max(waited, default=0.0),
        workers=seen_lately(tx, now),
    )
