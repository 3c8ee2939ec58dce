"""What should have been carried out by now: rows that wait although their time has come."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from sms_line.store.letters import QUEUED, SENDING
from sms_line.store.tables import deliveries, lookups, texts
from sms_line.store.texts import CLAIMED, UNSURE, WAITING


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many rows of each kind."""

    letters: int
    texts: int
    addresses: int


def overdue(tx: Connection, due_before: datetime, claimed_before: datetime) -> Overdue:
    """Rows that were due before one moment and are unclaimed, or claimed before the other."""

    def counted(these: ColumnElement[bool]) -> int:
        return int(tx.execute(select(func.count()).where(these)).scalar_one())

    return Overdue(
        letters=counted(
            or_(
                and_(deliveries.c.status == QUEUED, deliveries.c.due_at < due_before),
                and_(deliveries.c.status == SENDING, deliveries.c.claimed_at < claimed_before),
            )
        ),
        texts=counted(
            and_(
                texts.c.phone.is_not(None),
                texts.c.due_at < due_before,
                or_(
                    texts.c.status.in_([WAITING, UNSURE]),
                    and_(texts.c.status == CLAIMED, texts.c.claimed_at < claimed_before),
                ),
            )
        ),
        addresses=counted(
            and_(
                lookups.c.due_at < due_before,
                or_(lookups.c.claimed_at.is_(None), lookups.c.claimed_at < claimed_before),
            )
        ),
    )
