"""Calls, and what became of each try to reach an office."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Executable, bindparam, func, insert, select, update

from sms_line.core.call_limits import NotTaken, Refusal
from sms_line.core.states import Leg
from sms_line.store.database import Database, Insert
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
    call = {
        "sid": sid,
        "phone": phone,
        "line_number": line_number,
        "direction": direction,
        "status": ON,
        "began_at": now,
    }
    tx.execute(_begin(database.insert), call)


@cache
def _begin(new: Insert) -> Executable:
    return new(calls).on_conflict_do_nothing(index_elements=["sid"]).inline()


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
    row = tx.execute(_HOLD, {"call": sid}).first()
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
    tx.execute(_NOTE_ACTION, {"call": call_id, "action": action})


def end(tx: Connection, sid: str, status: str, seconds: int, now: datetime) -> bool:
    """Record that a call is over; False if that is known, or the call is not."""
    over = {"call": sid, "status": status, "seconds": seconds, "ended_at": now}
    ended = tx.execute(_END, over)
    return ended.rowcount == 1


def record_leg(
    tx: Connection, call_id: int, action: str, leg: Leg, seconds: int, now: datetime
) -> None:
    """Record what became of one try to reach an office."""
    tried = {
        "call_id": call_id,
        "action": action,
        "bioguide": leg.bioguide,
        "kind": leg.kind,
        "number": leg.number,
        "status": leg.status,
        "went": leg.went,
        "seconds": seconds,
        "at": now,
    }
    tx.execute(_RECORD_LEG, tried)


def amend_leg(tx: Connection, call_id: int, leg: Leg, seconds: int | None) -> None:
    """Record what has since become of a call's last try; `seconds` None: as recorded before."""
    became: dict[str, str | int] = {"call": call_id, "status": leg.status, "went": leg.went}
    tx.execute(_AMEND_LEG, became if seconds is None else {**became, "seconds": seconds})


def answered(tx: Connection, sid: str) -> tuple[int, str]:
    """How many turns a call has had, and the last answer; (0, "") for a call not known."""
    row = tx.execute(_ANSWERED, {"call": sid}).first()
    return (row.turns, row.answer) if row else (0, "")


# Built once, for to build a statement takes longer than to run it.
_HOLD = select(calls).where(calls.c.sid == bindparam("call")).with_for_update()
_NOTE_ACTION = update(calls).where(calls.c.id == bindparam("call"))
_END = update(calls).where(calls.c.sid == bindparam("call"), calls.c.ended_at.is_(None))
_RECORD_LEG = insert(legs).inline()
_AMEND_LEG = update(legs).where(
    legs.c.id
    == select(func.max(legs.c.id)).where(legs.c.call_id == bindparam("call")).scalar_subquery()
)
"""Sets the columns that it is given."""
_ANSWERED = select(conversations.c.turns, conversations.c.answer).where(
    conversations.c.channel == "voice", conversations.c.key == bindparam("call")
)
