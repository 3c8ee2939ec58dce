"""When somebody who asks for a call can be rung: in their own time zone, in decent hours."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import timezone
from sqlalchemy import Connection

from sms_line.core.call_limits import spent
from sms_line.core.events import CallArranged
from sms_line.core.hearing import CallTime
from sms_line.directory.openings import us_number
from sms_line.parts import Parts
from sms_line.store import call_limits, callbacks

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


@dataclass(frozen=True, slots=True)
class Used:
    """What has been used up in the last 24 hours."""

    placed: int
    """Calls to this person."""
    spent: bool
    """All calls together have cost as much as they may."""


def used(parts: Parts, tx: Connection, phone: str, now: datetime) -> Used:
    """From the rows."""
    placed = callbacks.placed_since(tx, phone, now - timedelta(days=1))
    return Used(placed, spent(call_limits.seconds(tx, now), parts.call_minutes_a_day))


def refusal(parts: Parts, phone: str, so_far: Used) -> Literal["", "impossible", "many"]:
    """Why this person is not rung; "" if they can be."""
    if so_far.spent or not parts.can_ring or us_number(phone) is None:
        return "impossible"
    return "many" if so_far.placed >= A_DAY else ""


def arrange(parts: Parts, phone: str, zip_code: str, at: CallTime, so_far: Used) -> Arranged:
    """Whether and when to ring at a time that was asked for."""
    why = refusal(parts, phone, so_far)
    if why:
        return Arranged(CallArranged(why), None, None)
    now = parts.clock.now()
    if at.now or at.hour is None:
        return Arranged(CallArranged("now"), now, None)
    if not EARLIEST <= at.hour < LATEST:
        return Arranged(CallArranged("hours"), None, None)
    here = now.astimezone(ZoneInfo(zone_of(parts, phone, zip_code)))
    due = here.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    if at.tomorrow or due <= here:
        due += timedelta(days=1)
    shown = shown_time(due.time())
    event = CallArranged("later", shown, tomorrow=due.date() != here.date())
    return Arranged(event, due, reminder(due, now))


def reminder(due: datetime, now: datetime) -> datetime | None:
    """When to remind of a call, None if it is near."""
    remind = due - REMIND_BEFORE
    return remind if remind > now + REMIND_BEFORE else None


def shown_time(due: time) -> str:
    """As people write it: 9:00 AM."""
    return due.strftime("%I:%M %p").lstrip("0")


def zone_of(parts: Parts, phone: str, zip_code: str) -> str:
    """The time zone of a person: by ZIP code first, by area code second."""
    place = parts.directory.time_zone(zip_code) if zip_code else ""
    if place or not phone:
        return place or _ELSEWHERE
    zones = timezone.time_zones_for_number(phonenumbers.parse(phone, None))
    known = [zone for zone in zones if zone.startswith(("America/", "Pacific/"))]
    return known[0] if len(known) == 1 else _ELSEWHERE
