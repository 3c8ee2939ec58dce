"""Practising at another hour: whoever rehearses at night can still find the offices open."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, time, timedelta
from typing import Literal, get_args

from sms_line.core.holidays import is_federal_holiday
from sms_line.ports import Clock

Hours = Literal["now", "open", "closed"]
HOURS: tuple[Hours, ...] = get_args(Hours)

_WEDNESDAY, _SUNDAY = 2, 6
_NOON_IN_DENVER = time(18, tzinfo=UTC)
"""Working hours from Washington to the Pacific, summer and winter."""
_NIGHT_IN_ALL_STATES = time(8, tzinfo=UTC)

_practised: ContextVar[Hours] = ContextVar("practised_hours", default="now")


@contextmanager
def practising(hours: Hours) -> Iterator[None]:
    """Within this, in this thread alone, offices keep other hours for the `PractisedClock`."""
    token = _practised.set(hours)
    try:
        yield
    finally:
        _practised.reset(token)


class PractisedClock:
    """A `Clock` by which only offices' hours are told; everything else keeps the real one."""

    def __init__(self, clock: Clock) -> None:
        """`clock`: the real one."""
        self._clock = clock

    def now(self) -> datetime:
        """The present moment, or the next one at which all offices are open, or none is."""
        now, hours = self._clock.now(), _practised.get()
        if hours == "now":
            return now
        weekday, at = (
            (_WEDNESDAY, _NOON_IN_DENVER) if hours == "open" else (_SUNDAY, _NIGHT_IN_ALL_STATES)
        )
        day = now.date() + timedelta(days=1)
        while day.weekday() != weekday or is_federal_holiday(day):
            day += timedelta(days=1)
        return datetime.combine(day, at)
