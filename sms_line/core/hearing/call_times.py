"""CALL, CALL ME, CALL 9AM, LLAMAR A LAS 9: when somebody wants to be rung."""

import re
from dataclasses import dataclass

from sms_line.core.hearing.plain import clean, without_accents

_ASKED = re.compile(
    r"(?:please )?(?:call(?: me)?(?: back| now)?|ring me|llamar|llamame|llameme)"
    r"(?: (?:today|hoy))?(?: (?P<tomorrow>tomorrow|manana))?"
    r"(?: (?:at|a la|a las))?"
    r"(?: (?P<hour>\d{1,2})(?:[:.h](?P<minute>\d{2}))?"
    r"(?: ?(?P<half>a\.?m\.?|p\.?m\.?|am|pm|de la manana|de la tarde|de la noche))?)?"
    r"(?: (?P<late>tomorrow|manana))?(?: please| por favor)?"
)
_DROPPED = re.compile(
    r"(?:no ?call|dont call(?: me)?|do not call me today|no ?llamar|no me llamen?)"
)


@dataclass(frozen=True, slots=True)
class CallTime:
    """A time of day as it was asked for; all None: now."""

    hour: int | None = None
    """0 to 23."""
    minute: int = 0
    tomorrow: bool = False

    @property
    def now(self) -> bool:
        """No time was named."""
        return self.hour is None


def call_time(text: str) -> CallTime | None:
    """When somebody wants to be rung; None if the text asks for no call, or for no such time."""
    plain = " ".join(without_accents(clean(text)).lower().replace("'", "").split()).rstrip(".!? ")
    found = _ASKED.fullmatch(plain)
    if found is None:
        return None
    tomorrow = bool(found["tomorrow"] or found["late"])
    if found["hour"] is None:
        return None if tomorrow else CallTime()
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or "")[:1]
    afternoon = half == "p" or (found["half"] or "").endswith(("tarde", "noche"))
    if (half and hour > 12) or hour > 23 or minute > 59:
        return None
    if not half and hour < 8:
        hour += 12  # "CALL 3" is meant by somebody awake
    elif half:
        hour = hour % 12 + (12 if afternoon else 0)
    return CallTime(hour, minute, tomorrow)


def drops_call(text: str) -> bool:
    """NOCALL: the call that was asked for is not wanted any more."""
    plain = " ".join(without_accents(clean(text)).lower().replace("'", "").split()).rstrip(".!? ")
    return _DROPPED.fullmatch(plain) is not None
