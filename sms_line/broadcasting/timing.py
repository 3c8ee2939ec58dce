"""When a broadcast is to leave, as organizers write it: now, once, or by each one's own clock."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from sms_line.broadcasting import clocks

FURTHEST = timedelta(days=366)
_AHEAD = "That is more than a year ahead; plan it nearer to its day."
_OVER = "That time is over."
_LOCAL = re.compile(r"\s*\b(local|their time)$", re.IGNORECASE)
_CLOCK = re.compile(
    r"(?P<hour>[0-9]{1,2})(:(?P<minute>[0-9]{2}))? ?(?P<half>[ap]m)?", re.IGNORECASE
)


class TimeMistake(Exception):
    """A time that cannot be read or makes no sense; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class When:
    """`local_at`: "2026-11-24T10:00" by each recipient's own clock, "" for one moment."""

    at: datetime
    local_at: str = ""


def when(text: str, now: datetime, zone: tzinfo | None) -> When:
    """Read "", "now", "2026-11-24 10:00", "2026-11-24T15:00Z", "10:00", "10am local", ….

    `zone`: of a time that names none; None for this machine's. Raises TimeMistake.
    """
    said = text.strip()
    if said.lower() in {"", "now"}:
        return When(now)
    bare = _LOCAL.sub("", said)
    at = _moment(bare, now.astimezone(zone).replace(tzinfo=None))
    if bare != said:
        if at.tzinfo is not None:
            raise TimeMistake("A time by everybody's own clock has no zone: 2026-11-24 10:00 local")
        local_at = at.isoformat(timespec="minutes")
        return When(_near(clocks.first_due(local_at), now), local_at)
    if at.tzinfo is None:  # as that day's clocks will go, which summer time may change
        at = (at.replace(tzinfo=zone) if zone else at).astimezone(UTC)
    return When(_near(at, now))


def _moment(said: str, here: datetime) -> datetime:
    """Without a zone where none is named; `here` is what a clock here shows."""
    clock = _CLOCK.fullmatch(said)
    if clock:
        return _next(clock, here)
    try:
        read = datetime.fromisoformat(said)
    except ValueError:
        raise TimeMistake(
            "A time looks like 2026-11-24 10:00, 10:00, 2026-11-24T15:00Z or 10:00 local."
        ) from None
    if not here.year - 2 < read.year < here.year + 2:  # the first and the last year know no zones
        raise TimeMistake(_AHEAD if read.year > here.year else _OVER)
    if len(said) <= len("2026-11-24"):
        raise TimeMistake("A day needs its hour, too: 2026-11-24 10:00")
    return read


def _next(clock: re.Match[str], here: datetime) -> datetime:
    """The next time that a clock here shows this."""
    hour, half = int(clock["hour"]), (clock["half"] or "").lower()
    if (half and not 1 <= hour <= 12) or hour > 23 or int(clock["minute"] or 0) > 59:
        raise TimeMistake("A time of the day looks like 10:00 or 10am.")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    at = here.replace(hour=hour, minute=int(clock["minute"] or 0), second=0, microsecond=0)
    return at if at > here else at + timedelta(days=1)


def _near(at: datetime, now: datetime) -> datetime:
    if at > now + FURTHEST:
        raise TimeMistake(_AHEAD)
    if at < now - timedelta(days=1):
        raise TimeMistake(_OVER)
    return at
