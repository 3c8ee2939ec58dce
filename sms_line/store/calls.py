"""Calls, and what became of each try to reach an office."""

from datetime import datetime

from sqlalchemy import Connection, func, select, update

from sms_line.core.states import Leg
from sms_line.store.database import Database
from sms_line.store.tables import calls, conversations, legs

ON = "in-progress"
"""A call that has not been reported over."""


def begin(
    database: Database,
    tx: Connection,
    *,
    sid: str,
    phone: str | None,
    line_number: str,
    direction: str,
    now: datetime,
) -> int:
    """Record that a call began and give its id; the same one if it is known already."""
    tx.execute(
        database.insert(calls)
        .values(
            sid=sid,
            phone=phone,
            line_number=line_number,
            direction=direction,
            status=ON,
            began_at=now,
        )
        .on_conflict_do_nothing(index_elements=["sid"])
    )
    return int(tx.execute(select(calls.c.id).where(calls.c.sid == sid)).scalar_one())


def find(tx: Connection, sid: str) -> tuple[int, str | None, str] | None:
    """A call's id, who rang, and on which number."""
    row = tx.execute(
        select(calls.c.id, calls.c.phone, calls.c.line_number).where(calls.c.sid == sid)
    ).first()
    return (row.id, row.phone, row.line_number) if row else None


def note_action(tx: Connection, call_id: int, action: str) -> None:
    """What the call is about."""
    tx.execute(update(calls).where(calls.c.id == call_id).values(action=action))


def end(tx: Connection, sid: str, status: str, seconds: int, now: datetime) -> bool:
    """Record that a call is over; False if that is known, or the call is not."""
    ended = tx.execute(
        update(calls)
        .where(calls.c.sid == sid, calls.c.ended_at.is_(None))
        .values(status=status, seconds=seconds, ended_at=now)
    )
    return ended.rowcount == 1


def record_leg(
    tx: Connection, call_id: int, action: str, leg: Leg, seconds: int, now: datetime
) -> None:
    """Record what became of one try to reach an office."""
    tx.execute(
        legs.insert().values(
            call_id=call_id,
            action=action,
            bioguide=leg.bioguide,
            kind=leg.kind,
            status=leg.status,
            went=leg.went,
            seconds=seconds,
            at=now,
        )
    )


def amend_leg(tx: Connection, call_id: int, leg: Leg, seconds: int | None) -> None:
    """Record what has since become of a call's last try; `seconds` None: as recorded before."""
    last = select(func.max(legs.c.id)).where(legs.c.call_id == call_id).scalar_subquery()
    lasted = {} if seconds is None else {"seconds": seconds}
    tx.execute(
        update(legs).where(legs.c.id == last).values(status=leg.status, went=leg.went, **lasted)
    )


def answered(tx: Connection, sid: str) -> tuple[int, str]:
    """How many turns a call has had, and the last answer; (0, "") for a call not known."""
    row = tx.execute(
        select(conversations.c.turns, conversations.c.answer).where(
            conversations.c.channel == "voice", conversations.c.key == sid
        )
    ).first()
    return (row.turns, row.answer) if row else (0, "")


def keep_answer(tx: Connection, conversation_id: int, answer: str) -> None:
    """Keep what was answered, for a webhook that comes twice."""
    tx.execute(
        update(conversations).where(conversations.c.id == conversation_id).values(answer=answer)
    )
