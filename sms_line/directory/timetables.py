"""When an office is open: its hours on the calendar of its own time zone, holidays left out."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sms_line.core.holidays import is_federal_holiday, is_inauguration_day

LOOK_AHEAD = timedelta(days=14)
"""How far the next opening is looked for. Washington's own is never more than five days away."""

LAST = -1
"""As a week of the month: its last one."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One stretch of a day on which an office is open, in its local time."""

    weekdays: frozenset[int]
    """Monday is 0."""
    opens: time
    closes: time
    """The first moment at which nobody answers any more."""
    weeks: frozenset[int] = frozenset()
    """Which ones of the month: {2, 4} for "2nd and 4th Mondays", -1 the last; empty: all."""

    def falls_on(self, day: date) -> bool:
        """Whether the calendar has this slot on a day, holiday or not."""
        if day.weekday() not in self.weekdays:
            return False
        is_last = (day + timedelta(days=7)).month != day.month
        return (
            not self.weeks or (day.day + 6) // 7 in self.weeks or (is_last and LAST in self.weeks)
        )


Hours = tuple[Slot, ...]

WEEKDAYS = frozenset(range(5))
NINE_TO_FIVE = time(9), time(17)
USUAL: Hours = (Slot(WEEKDAYS, *NINE_TO_FIVE),)
"""What is kept where nothing is stated: facts.md, "mostly answer 9:00 to 17:00"."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """The hours of one office where it stands."""

    hours: Hours
    zone: ZoneInfo
    in_capital: bool
    """In the District of Columbia, where Inauguration Day is a holiday."""

    def is_open(self, now: datetime) -> bool:
        """Whether the office answers at this moment (aware)."""
        local = now.astimezone(self.zone)
        return any(
            slot.opens <= local.time() < slot.closes for slot in self._slots_on(local.date())
        )

    def opens_after(self, now: datetime) -> datetime | None:
        """The next opening after this moment, in UTC; None if LOOK_AHEAD has none."""
        today = now.astimezone(self.zone).date()
        for ahead in range(LOOK_AHEAD.days + 1):
            day = today + timedelta(days=ahead)
            for slot in sorted(self._slots_on(day), key=lambda slot: slot.opens):
                opens = datetime.combine(day, slot.opens, self.zone).astimezone(UTC)
                if opens > now:
                    return opens
        return None

    def _slots_on(self, day: date) -> Hours:
        if is_federal_holiday(day) or (self.in_capital and is_inauguration_day(day)):
            return ()
        return tuple(slot for slot in self.hours if slot.falls_on(day))


EASTERN = "America/New_York"
_ZONE_OF_STATES: Mapping[str, str] = {
    EASTERN: "CT DC DE FL GA KY MA MD ME NC NH NJ NY OH PA RI SC VA VT WV",
    "America/Detroit": "MI",
    "America/Indiana/Indianapolis": "IN",
    "America/Chicago": "AL AR IA IL KS LA MN MO MS ND NE OK SD TN TX WI",
    "America/Denver": "CO ID MT NM UT WY",
    "America/Phoenix": "AZ",
    "America/Los_Angeles": "CA NV OR WA",
    "America/Anchorage": "AK",
    "Pacific/Honolulu": "HI",
    "America/Puerto_Rico": "PR",
    "America/St_Thomas": "VI",
    "Pacific/Guam": "GU",
    "Pacific/Saipan": "MP",
    "Pacific/Pago_Pago": "AS",
}
"""The zone in which most people of a state live."""
_ZONES = {state: zone for zone, states in _ZONE_OF_STATES.items() for state in states.split()}


def zone_of(time_zone: str, state: str) -> ZoneInfo | None:
    """An office's zone: the IANA name that its row has, or else its state's; None for neither."""
    for name in filter(None, (time_zone, _ZONES.get(state))):
        with suppress(ZoneInfoNotFoundError, ValueError, OSError):
            return ZoneInfo(name)
    return None
