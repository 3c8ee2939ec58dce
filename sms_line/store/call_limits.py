"""What calls have cost in the last 24 hours, and who may not call."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, case, func, select, update

from sms_line.core.call_limits import CALL_TOLD, CALL_UNDER_WAY, NotTaken, Today
from sms_line.store.blocked import is_blocked
from sms_line.store.tables import calls, legs

A_DAY = timedelta(hours=24)
REFUSED = "refused"
"""The status of a call that was not taken."""


def today(
    tx: Connection, phone: str | None, now: datetime, sid: str = "", line_number: str = ""
) -> Today:
    """What is known when the call `sid` to `line_number` begins, which is not counted itself.

    `phone` None: withheld. Calls of whoever asked to be forgotten since are counted with these.
    """
    since = {"since": now - A_DAY, "this": sid}
    row = tx.execute(_TODAY, {"caller": phone, **since}).one()
    withheld = phone is None
    number = row.number
    if withheld:
        number = tx.execute(_WITHHELD, {"called": line_number, **since}).scalar_one()
    return Today(bool(row.blocked), number, _sum(row.of_calls, row.of_legs), withheld)


def seconds(tx: Connection, now: datetime) -> int:
    """What all calls of the last 24 hours and the legs in them have lasted."""
    row = tx.execute(_SPENT, {"since": now - A_DAY, "this": ""}).one()
    return _sum(row.of_calls, row.of_legs)


def _sum(of_calls: int | None, of_legs: int | None) -> int:
    """A sum of nothing is NULL."""
    return int(of_calls or 0) + int(of_legs or 0)


def refuse(tx: Connection, call_id: int, refused: NotTaken, now: datetime) -> None:
    """Record that a call was not taken."""
    tx.execute(
        update(calls)
        .where(calls.c.id == call_id)
        .values(
            status=REFUSED,
            refused=refused.why.value,
            ended_at=now,
            seconds=CALL_TOLD if refused.told else 0,
        )
    )


_SINCE = bindparam("since", type_=calls.c.began_at.type)
_ANOTHER = calls.c.sid != bindparam("this")
_OF_CALLS = (
    select(func.sum(case((calls.c.ended_at.is_(None), CALL_UNDER_WAY), else_=calls.c.seconds)))
    .where(calls.c.began_at >= _SINCE, _ANOTHER)
    .scalar_subquery()
    .label("of_calls")
)
_OF_LEGS = (
    select(func.sum(legs.c.seconds)).where(legs.c.at >= _SINCE).scalar_subquery().label("of_legs")
)
_MINE = (
    select(func.count())
    .where(calls.c.phone == bindparam("caller"), calls.c.began_at >= _SINCE, _ANOTHER)
    .scalar_subquery()
    .label("number")
)
_WITHHELD = (
    select(func.count())
    .where(calls.c.phone.is_(None), calls.c.began_at >= _SINCE, _ANOTHER)
    .where(calls.c.line_number == bindparam("called"), calls.c.direction == "inbound")
)
_SPENT = select(_OF_CALLS, _OF_LEGS)
_TODAY = select(is_blocked("caller").label("blocked"), _MINE, _OF_CALLS, _OF_LEGS)
