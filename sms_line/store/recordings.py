"""What callers have spoken and the carrier keeps: each is deleted there unless a person is to
listen, and then once that is done."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, Connection, and_, or_, select, update

from sms_line.store.database import Database
from sms_line.store.recording_tables import recordings
from sms_line.store.tables import calls, texts

WAITING, DELETING, DELETED = "waiting", "deleting", "deleted"
KEPT = "kept"
"""A person is to listen to it."""
NEEDED_FOR = timedelta(hours=2)
"""Longer than any call lasts: after that nobody waits for a recording's words, even where the end
of the call was never told."""

_HEARD = "(a spoken message, deleted since)"
"""Stands in the thread where the address of a recording stood."""

Kind = Literal["Recordings", "Transcriptions"]


@dataclass(frozen=True, slots=True)
class Recording:
    """Something to be deleted, claimed for that."""

    id: int
    kind: Kind
    sid: str
    attempts: int


def note(
    database: Database, tx: Connection, *, kind: Kind, sid: str, call_sid: str, now: datetime
) -> int | None:
    """Record what the carrier keeps of a call: its number, None if it is known already.

    It is to be deleted once the call is over; at once if that is so already.
    """
    call = tx.execute(
        select(calls.c.phone, calls.c.ended_at).where(calls.c.sid == call_sid)
    ).first()
    over = call is None or call.ended_at is not None
    row = tx.execute(
        database.insert(recordings)
        .values(
            kind=kind,
            sid=sid,
            call_sid=call_sid,
            phone=call.phone if call else None,
            status=WAITING,
            attempts=0,
            error="",
            created_at=now,
            due_at=now if over else now + NEEDED_FOR,
        )
        .on_conflict_do_nothing(index_elements=["sid"])
        .returning(recordings.c.id)
    ).first()
    return int(row.id) if row else None


def keep(tx: Connection, sid: str, text_id: int) -> None:
    """A person is to listen to it; the text in the inbox says so."""
    tx.execute(
        update(recordings)
        .where(recordings.c.sid == sid, recordings.c.status == WAITING)
        .values(status=KEPT, text_id=text_id, due_at=None)
    )


def release_call(tx: Connection, call_sid: str, now: datetime) -> list[int]:
    """The call is over: what is not kept is due now. Gives the numbers of what is."""
    waiting = and_(recordings.c.call_sid == call_sid, recordings.c.status == WAITING)
    return _release(tx, waiting, now)


def release_heard(tx: Connection, phone: str, up_to: int, now: datetime) -> list[int]:
    """An organizer has done with a person's texts up to this one. Gives what is due now."""
    heard = and_(
        recordings.c.phone == phone,
        recordings.c.text_id <= up_to,
        recordings.c.status == KEPT,
    )
    about = select(recordings.c.text_id).where(heard)
    tx.execute(update(texts).where(texts.c.id.in_(about)).values(body=_HEARD))
    return _release(tx, heard, now)


def _release(tx: Connection, which: ColumnElement[bool], now: datetime) -> list[int]:
    rows = tx.execute(
        update(recordings)
        .where(which)
        .values(status=WAITING, due_at=now)
        .returning(recordings.c.id)
    )
    return list(rows.scalars())


def forget(tx: Connection, phone: str) -> None:
    """Whoever spoke wants to be forgotten: everything is due, and nobody's."""
    tx.execute(
        update(recordings)
        .where(recordings.c.phone == phone, recordings.c.status.in_([KEPT, WAITING]))
        .values(status=WAITING, due_at=recordings.c.created_at)
    )
    tx.execute(
        update(recordings).where(recordings.c.phone == phone).values(phone=None, text_id=None)
    )


def claim(
    tx: Connection, recording_id: int, now: datetime, claim_lasts: timedelta
) -> Recording | None:
    """Take one for deleting; None if it is not due. Deleting twice does no harm, so a claim whose
    worker is gone is simply taken anew."""
    row = tx.execute(
        update(recordings)
        .where(recordings.c.id == recording_id, _due(now, claim_lasts))
        .values(status=DELETING, claimed_at=now, attempts=recordings.c.attempts + 1)
        .returning(recordings.c.id, recordings.c.kind, recordings.c.sid, recordings.c.attempts)
    ).first()
    return Recording(row.id, row.kind, row.sid, row.attempts) if row else None


def deleted(tx: Connection, recording: Recording) -> None:
    """It is gone at the carrier."""
    _settle(tx, recording, status=DELETED, due_at=None, phone=None, error="")


def postpone(tx: Connection, recording: Recording, due_at: datetime, error: str) -> None:
    """It is not gone yet: try again."""
    _settle(tx, recording, status=WAITING, due_at=due_at, error=error)


def _settle(tx: Connection, recording: Recording, **values: object) -> None:
    held = and_(
        recordings.c.id == recording.id,
        recordings.c.status == DELETING,
        recordings.c.attempts == recording.attempts,
    )
    tx.execute(update(recordings).where(held).values(**values))


def due(tx: Connection, now: datetime, claim_lasts: timedelta, limit: int) -> list[int]:
    """What is to be deleted by now, or was claimed by a worker that is gone."""
    found = select(recordings.c.id).where(_due(now, claim_lasts)).order_by(recordings.c.due_at)
    return list(tx.execute(found.limit(limit)).scalars())


def _due(now: datetime, claim_lasts: timedelta) -> ColumnElement[bool]:
    abandoned = and_(recordings.c.status == DELETING, recordings.c.claimed_at < now - claim_lasts)
    return and_(recordings.c.due_at <= now, or_(recordings.c.status == WAITING, abandoned))
