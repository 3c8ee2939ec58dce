"""Calls, and what became of each try to reach an office."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, update

from sms_line.core.call_limits import NotTaken, Refusal
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
) -> None:
    """Record that a call began, unless it is known already."""
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


@dataclass(frozen=True, slots=True)
class Known:
    """A call as it was found."""

    id: int
    phone: str | None
    line_number: str
    action: str
    began_at: datetime
    over: bool
    refused: NotTaken | None


def hold(tx: Connection, sid: str) -> Known | None:
    """A call, held for this transaction: a webhook that comes twice at once waits its turn."""
    row = tx.execute(select(calls).where(calls.c.sid == sid).with_for_update()).first()
    if row is None:
        return None
    refused = NotTaken(Refusal(row.refused), told=row.seconds > 0) if row.refused else None
    return Known(
        id=row.id,
        phone=row.phone,
        line_number=row.line_number,
        action=row.action,
        began_at=row.began_at,
        over=row.ended_at is not None,
        refused=refused,
    )


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
