"""What should have been carried out by now: rows that wait although their time has come."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, and_, false, func, or_, select, true

from sms_line.store.callbacks import WAITING as TO_BE_RUNG
from sms_line.store.desk_tables import desk_mails
from sms_line.store.letters import QUEUED, SENDING
from sms_line.store.people_tables import imports
from sms_line.store.recording_tables import recordings
from sms_line.store.recordings import DELETING
from sms_line.store.recordings import WAITING as TO_BE_DELETED
from sms_line.store.tables import callbacks, deliveries, lookups, texts
from sms_line.store.texts import CLAIMED, UNSURE, WAITING


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many rows of each kind."""

    letters: int
    texts: int
    addresses: int
    calls: int
    """To people who asked to be rung back."""
    recordings: int
    """To be deleted at the carrier."""
    mails: int
    """To organizers."""
    lists: int
    """Of supporters, to be looked at or brought in."""


def overdue(tx: Connection, due_before: datetime, claimed_before: datetime) -> Overdue:
    """Rows that were due before one moment and are unclaimed, or claimed before the other."""

    def late(table: Table, *free: ColumnElement[bool]) -> int:
        due = and_(table.c.due_at < due_before, or_(false(), *free))
        return int(tx.execute(select(func.count()).where(due)).scalar_one())

    def left(table: Table, status: str) -> ColumnElement[bool]:
        return and_(table.c.status == status, table.c.claimed_at < claimed_before)

    unclaimed = and_(texts.c.status.in_([WAITING, UNSURE]), texts.c.phone.is_not(None))
    return Overdue(
        letters=late(deliveries, deliveries.c.status == QUEUED, left(deliveries, SENDING)),
        texts=late(texts, unclaimed, and_(left(texts, CLAIMED), texts.c.phone.is_not(None))),
        addresses=late(
            lookups, lookups.c.claimed_at.is_(None), lookups.c.claimed_at < claimed_before
        ),
        calls=late(callbacks, callbacks.c.status == TO_BE_RUNG),
        recordings=late(
            recordings, recordings.c.status == TO_BE_DELETED, left(recordings, DELETING)
        ),
        mails=late(desk_mails, true()),  # a claim puts the moment off
        # A worker says that it lives while it reads.
        lists=late(imports, imports.c.claimed_at.is_(None), imports.c.claimed_at < due_before),
    )
