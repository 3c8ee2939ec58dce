"""When somebody who asks for a call can be rung: in their own time zone, in decent hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import timezone

from sms_line.core.events import CallArranged
from sms_line.core.hearing import CallTime
from sms_line.directory.openings import us_number
from sms_line.parts import Parts

EARLIEST, LATEST = 8, 21
"""Hours of the person's own clock (47 CFR 64.1200(c)(1)); whoever says CALL is rung at once."""
A_DAY = 3
"""Calls that one person is placed in 24 hours: each is paid."""
REMIND_BEFORE = timedelta(minutes=10)
_ELSEWHERE = "America/New_York"


@dataclass(frozen=True, slots=True)
class Arranged:
    """What was found out, and when the telephone is to ring."""

    event: CallArranged
    due_at: datetime | None
    remind_at: datetime | None


def arrange(
    parts: Parts, phone: str, zip_code: str, at: CallTime, placed: int, *, spent: bool = False
) -> Arranged:
    """Whether and when to ring; `placed`: calls to this person in the last 24 hours.

    `spent`: all calls of these hours together have cost as much as they may.
    """
    if spent or not parts.can_ring or us_number(phone) is None:
        return Arranged(CallArranged("impossible"), None, None)
    if placed >= A_DAY:
        return Arranged(CallArranged("many"), None, None)
    now = parts.clock.now()
    if at.now or at.hour is None:
        return Arranged(CallArranged("now"), now, None)
    if not EARLIEST <= at.hour < LATEST:
        return Arranged(CallArranged("hours"), None, None)
    here = now.astimezone(ZoneInfo(zone_of(parts, phone, zip_code)))
    due = here.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    if at.tomorrow or due <= here:
        due += timedelta(days=1)
    remind = due - REMIND_BEFORE
    shown = shown_time(due)
    event = CallArranged("later", shown, tomorrow=due.date() != here.date())
    return Arranged(event, due, remind if remind > here + REMIND_BEFORE else None)


def shown_time(due: datetime) -> str:
    """As people write it: 9:00 AM."""
    return due.strftime("%I:%M %p").lstrip("0")


def zone_of(parts: Parts, phone: str, zip_code: str) -> str:
    """The time zone of a person: by ZIP code first, by area code second."""
    place = parts.directory.time_zone(zip_code) if zip_code else ""
    if place:
        return place
    zones = timezone.time_zones_for_number(phonenumbers.parse(phone, None))
    known = [zone for zone in zones if zone.startswith(("America/", "Pacific/"))]
    return known[0] if len(known) == 1 else _ELSEWHERE
