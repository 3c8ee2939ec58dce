"""Calls that people have asked for: each is placed once, or not at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, select, update

from sms_line.store.tables import callbacks

WAITING, PLACING, PLACED, FAILED, DROPPED, UNSURE = (
    "waiting",
    "placing",
    "placed",
    "failed",
    "dropped",
    "unsure",
)


@dataclass(frozen=True, slots=True)
class Callback:
    """A call that has been claimed for placing."""

    id: int
    phone: str
    attempts: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class WaitedFor:
    """Why a call was placed at its time."""

    bioguide: str = ""
    """Whose office had to open, "" for none."""
    action: str = ""
    """The slug of what the call is about, "" where that is not known."""


def arrange(
    tx: Connection,
    *,
    phone: str,
    shown: str,
    now: datetime,
    due_at: datetime,
    remind_at: datetime | None,
    waits_for: WaitedFor | None = None,
) -> int:
    """Note a call; one that the same person asked for before is dropped."""
    waits_for = waits_for or WaitedFor()
    drop(tx, phone)
    row = tx.execute(
        callbacks.insert()
        .values(
            phone=phone,
            status=WAITING,
            shown=shown,
            asked_at=now,
            due_at=due_at,
            remind_at=remind_at,
            bioguide=waits_for.bioguide,
            action=waits_for.action,
        )
        .returning(callbacks.c.id)
    ).one()
    return int(row.id)


def drop(tx: Connection, phone: str) -> None:
    """Do not ring this person after all."""
    tx.execute(
        update(callbacks)
        .where(callbacks.c.phone == phone, callbacks.c.status == WAITING)
        .values(status=DROPPED, due_at=None, remind_at=None)
    )


def waited_for(tx: Connection, callback_id: int | None, phone: str) -> WaitedFor:
    """What this person's call has waited for; nothing of somebody else's."""
    asked = select(callbacks.c.bioguide, callbacks.c.action)
    row = tx.execute(asked.where(callbacks.c.id == callback_id, callbacks.c.phone == phone)).first()
    return WaitedFor(row.bioguide, row.action) if row else WaitedFor()


def placed_since(tx: Connection, phone: str, since: datetime) -> int:
    """How many calls this person has been placed."""
    counted = select(func.count()).where(
        callbacks.c.phone == phone,
        callbacks.c.asked_at > since,
        callbacks.c.status.in_([PLACING, PLACED, UNSURE]),
    )
    return int(tx.execute(counted).scalar_one())


def claim(tx: Connection, callback_id: int, now: datetime) -> Callback | None:
    """Take a call that is due; None if it is not waiting."""
    row = tx.execute(
        update(callbacks)
        .where(callbacks.c.id == callback_id)
        .where(callbacks.c.status == WAITING, callbacks.c.due_at <= now)
        .values(status=PLACING, attempts=callbacks.c.attempts + 1, remind_at=None)
        .returning(callbacks.c.id, callbacks.c.phone, callbacks.c.attempts, callbacks.c.due_at)
    ).first()
    return Callback(row.id, row.phone, row.attempts, row.due_at) if row else None


def settle(
    tx: Connection, callback_id: int, status: str, *, sid: str | None = None, error: str = ""
) -> None:
    """A claimed call has reached an end."""
    tx.execute(
        update(callbacks)
        .where(callbacks.c.id == callback_id, callbacks.c.status.in_([PLACING, UNSURE]))
        .values(status=status, sid=sid, error=error, due_at=None)
    )


def reported(tx: Connection, callback_id: int, phone: str, sid: str) -> None:
    """The carrier speaks of this call, so it was placed, whatever its answer said."""
    mine = callbacks.c.id == callback_id, callbacks.c.phone == phone
    tx.execute(
        update(callbacks)
        .where(*mine, callbacks.c.status.in_([PLACING, UNSURE]))
        .values(status=PLACED, sid=sid, due_at=None)
    )


def postpone(tx: Connection, callback_id: int, due_at: datetime, error: str) -> None:
    """A claimed call was certainly not placed: try again later."""
    tx.execute(
        update(callbacks)
        .where(callbacks.c.id == callback_id, callbacks.c.status == PLACING)
        .values(status=WAITING, due_at=due_at, error=error)
    )


def look_again(tx: Connection, callback_id: int, look_at: datetime, error: str) -> None:
    """It may have been placed: the carrier's list is asked then."""
    tx.execute(
        update(callbacks)
        .where(callbacks.c.id == callback_id, callbacks.c.status.in_([PLACING, UNSURE]))
        .values(status=UNSURE, due_at=look_at, error=error)
    )


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A call that may or may not have been placed."""

    phone: str
    asked_at: datetime
    attempts: int
    others: frozenset[str]
    """The carrier's identifiers of other calls to this person."""


def doubtful(tx: Connection, callback_id: int, now: datetime, look_at: datetime) -> Doubtful | None:
    """Take such a call for finding out, so that no other worker does before `look_at`."""
    row = tx.execute(
        update(callbacks)
        .where(callbacks.c.id == callback_id)
        .where(callbacks.c.status == UNSURE, callbacks.c.due_at <= now)
        .values(due_at=look_at, attempts=callbacks.c.attempts + 1)
        .returning(callbacks.c.phone, callbacks.c.asked_at, callbacks.c.attempts)
    ).first()
    if row is None:
        return None
    theirs = select(callbacks.c.sid).where(
        callbacks.c.phone == row.phone, callbacks.c.sid.is_not(None)
    )
    others = frozenset(tx.execute(theirs).scalars())
    return Doubtful(row.phone, row.asked_at, row.attempts, others)


def due(tx: Connection, now: datetime, limit: int) -> list[int]:
    """Calls whose time has come, or of which it is time to find out."""
    to_do = callbacks.c.status.in_([WAITING, UNSURE])
    found = select(callbacks.c.id).where(to_do, callbacks.c.due_at <= now)
    return list(tx.execute(found.limit(limit)).scalars())


def abandon(tx: Connection, now: datetime, claim_lasts: timedelta) -> None:
    """A claim whose worker is gone: the call may have been placed, which is to be found out."""
    tx.execute(
        update(callbacks)
        .where(callbacks.c.status == PLACING, callbacks.c.due_at < now - claim_lasts)
        .values(status=UNSURE)
    )


def take_reminders(tx: Connection, now: datetime, limit: int) -> list[tuple[str, str]]:
    """(phone, time shown) of those to be reminded, each given once."""
    near = select(callbacks.c.id).where(
        callbacks.c.status == WAITING,
        callbacks.c.remind_at <= now,
        # A worker that was away does not announce what is already due.
        callbacks.c.due_at > now,
    )
    rows = tx.execute(
        update(callbacks)
        .where(callbacks.c.id.in_(near.limit(limit)), callbacks.c.remind_at <= now)
        .values(remind_at=None)
        .returning(callbacks.c.phone, callbacks.c.shown)
    ).all()
    return [(row.phone, row.shown) for row in rows]
