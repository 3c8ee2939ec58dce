"""Texts of broadcasts that failed for a fault which an organizer mends: they are sent again once.

Whoever resumes a broadcast says that the fault is mended. What had failed for it before certainly
did not arrive, and takes its turn anew; what fails for it afterwards pauses the broadcast again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select, update

from sms_line.core.broadcasts.broadcast import Broadcast, Stage
from sms_line.store import retries
from sms_line.store.broadcast_tables import broadcasts
from sms_line.store.tables import texts

REPORTED_WITHIN = timedelta(days=1)
"""A broadcast that was done longer ago is not opened again by a report that comes so late."""


@dataclass(frozen=True, slots=True)
class Faults:
    """The carrier's error codes for which sending stops until somebody has mended something."""

    everywhere: tuple[int, ...]
    """Nothing can leave before."""
    somewhere: tuple[int, ...]
    """Some numbers cannot be texted before. Organizers may go on without these people: a text that
    fails so once more stays failed."""


def waiting_for_it(tx: Connection, faults: Faults, now: datetime) -> list[int]:
    """Broadcasts that seemed done, before it was reported of their texts that they failed so."""
    done = tx.execute(
        select(broadcasts.c.id).where(
            broadcasts.c.state == Stage.DONE.value, broadcasts.c.ended_at > now - REPORTED_WITHIN
        )
    ).scalars()
    # One by one: each is a look at an index, whatever a planner thinks of a million texts.
    return [each for each in done if tx.execute(_failed(each, faults).limit(1)).first()]


def open_again(tx: Connection, broadcast_ids: Iterable[int]) -> None:
    """They are not done: whoever watches sees what is to be done about each."""
    done = and_(broadcasts.c.id.in_(list(broadcast_ids)), broadcasts.c.state == Stage.DONE.value)
    tx.execute(update(broadcasts).where(done).values(state=Stage.SENDING.value, ended_at=None))


def send_again(
    tx: Connection, broadcast: Broadcast, faults: Faults, now: datetime, limit: int
) -> int:
    """Queue up to `limit` texts of a broadcast that failed so before it was resumed; how many."""
    if broadcast.resumed_at is None:
        return 0
    before = or_(texts.c.claimed_at.is_(None), texts.c.claimed_at < broadcast.resumed_at)
    theirs = _failed(broadcast.id, faults).where(before).limit(limit)
    found = tx.execute(theirs.with_for_update(skip_locked=True)).all()
    for row in found:
        retries.repeat(tx, row, now, due_at=now)
    return len(found)


def _failed(broadcast_id: int, faults: Faults) -> Select[Any]:
    everywhere = texts.c.error.in_(list(map(str, faults.everywhere)))
    somewhere = texts.c.error.in_(list(map(str, faults.somewhere)))
    return select(texts).where(
        texts.c.broadcast_id == broadcast_id,
        texts.c.status.in_(retries.FAILED),
        texts.c.phone.is_not(None),
        or_(everywhere, and_(somewhere, texts.c.repeats.is_(None))),
    )
