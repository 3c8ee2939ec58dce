"""Which calls the line does not take, and how many of them it takes at all: each is paid."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

CALLS_A_DAY = 20
"""Calls of one number in 24 hours. Three offices, each busy a few times, are ten; whoever rings
more often is a machine, or has lost their way."""
WITHHELD_A_DAY = 100
"""Calls in 24 hours of all who withhold their number, for each number called. One by one nobody can
tell them apart: together they have enough for many people, and not for a machine."""
REJECTED_FROM = 2 * CALLS_A_DAY
"""From here on no word is said to them any more: what is rejected costs nothing."""
CALL_UNDER_WAY = 300
"""Seconds that a call counts for until it is over, so that many at once cannot pass the cap."""
CALL_TOLD = 60
"""Seconds that a call counts for whose caller was told why it is not taken: a begun minute."""
AT_ONCE = 10
"""Callers who are put through to one telephone of an office at the same moment. A congressional
office has a few people who answer; whoever comes after these would pay for a busy tone, and keep
the line from everybody else who needs the office."""
IN_VAIN_FOR = timedelta(hours=2)
"""How long a full mailbox, a busy line or nobody there is held against an office's telephone."""
BEYOND = 1.1
"""Past the day's cap by this much, nobody is told any more: the cap is a cap."""


class Refusal(StrEnum):
    """Why a call is not taken."""

    BLOCKED = "blocked"
    OFTEN = "often"
    """This number has rung more often than anybody needs to."""
    WITHHELD = "withheld"
    """Those who withhold their number have rung as often as all of them together may."""
    SPENT = "spent"
    """The line has used up what it may cost in a day."""


@dataclass(frozen=True, slots=True)
class Today:
    """What the last 24 hours say of a call that begins now."""

    blocked: bool
    calls: int
    """Earlier calls of this number; of all withheld numbers, if it is withheld."""
    seconds: int
    """Of all calls and the legs in them."""
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A call that is not taken. `told`: the caller hears why, which costs a minute."""

    why: Refusal
    told: bool


def spent(seconds: int, minutes_a_day: int | None) -> bool:
    """Has the day cost enough? `minutes_a_day` None: nothing is paid."""
    return minutes_a_day is not None and seconds >= minutes_a_day * 60


def not_taken(today: Today, minutes_a_day: int | None) -> NotTaken | None:
    """Is this call refused? `minutes_a_day` None: nothing is paid, and only blocks count."""
    if today.blocked:
        return NotTaken(Refusal.BLOCKED, told=False)
    if minutes_a_day is None:
        return None
    if today.withheld and today.calls >= WITHHELD_A_DAY:
        return NotTaken(Refusal.WITHHELD, told=today.calls < 2 * WITHHELD_A_DAY)
    if not today.withheld and today.calls >= CALLS_A_DAY:
        return NotTaken(Refusal.OFTEN, told=today.calls < REJECTED_FROM)
    if spent(today.seconds, minutes_a_day):
        return NotTaken(Refusal.SPENT, told=today.seconds < minutes_a_day * 60 * BEYOND)
    return None
