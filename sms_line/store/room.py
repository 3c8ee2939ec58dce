"""How the telephones of an office have answered of late, and how many callers are on them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, literal, or_, select, union_all

from sms_line.core.call_limits import AT_ONCE, IN_VAIN_FOR
from sms_line.core.calling import DIALLED, LEG_SECONDS
from sms_line.store.tables import legs

UNDER_WAY = timedelta(seconds=LEG_SECONDS + 60)
"""A leg may ring for a minute before it lasts; of one whose end was never told no more is known."""


@dataclass(frozen=True, slots=True)
class Lately:
    """What the rows say of one office."""

    crowded: frozenset[str] = frozenset()
    """The telephones (E.164) that enough callers are on."""
    in_vain: bool = False
    """The last of the callers in Washington met a full mailbox, a busy line, or nobody."""


def lately(tx: Connection, bioguide: str, now: datetime) -> Lately:
    """Callers before, and callers at this moment."""
    given = {"office": bioguide, "since": now - IN_VAIN_FOR, "under_way": now - UNDER_WAY}
    numbers = frozenset(tx.execute(_LATELY, given).scalars())
    return Lately(numbers - {_IN_VAIN}, in_vain=_IN_VAIN in numbers)


_IN_VAIN = ""
"""Stands among the crowded numbers for what is known of Washington."""
_HERS = legs.c.bioguide == bindparam("office")
_NEWEST = (
    select(legs.c.status, legs.c.went)
    .where(_HERS, legs.c.at > bindparam("since", type_=legs.c.at.type))
    .where(legs.c.kind.in_(["washington", "switchboard"]), legs.c.status != DIALLED)
    .order_by(legs.c.at.desc(), legs.c.id.desc())
    .limit(1)
    .subquery()
)
_WAS_IN_VAIN = or_(
    _NEWEST.c.went.in_(["full", "nobody"]), _NEWEST.c.status.in_(["busy", "no-answer"])
)
_CROWDED = (
    select(legs.c.number)
    .where(_HERS, legs.c.at > bindparam("under_way", type_=legs.c.at.type))
    .where(legs.c.status == DIALLED, legs.c.number != "")
    .group_by(legs.c.number)
    .having(func.count() >= AT_ONCE)
)
_LATELY = union_all(
    select(literal(_IN_VAIN).label("number")).select_from(_NEWEST).where(_WAS_IN_VAIN), _CROWDED
)
