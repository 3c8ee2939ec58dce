"""What a caller is told of an office: which telephones have room, and when a closed one opens."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from sms_line import ring_back
from sms_line.core.effects import FindTelephone
from sms_line.core.events import TelephoneFound
from sms_line.core.openings import LocalTime, Opening
from sms_line.parts import Parts
from sms_line.ring_back import EARLIEST, LATEST, Used
from sms_line.store.room import Lately, lately

OPENINGS = 7
"""Openings that are looked at for an hour at which the caller may be rung: a week has five."""


def find(
    parts: Parts, tx: Connection, phone: str, asked: FindTelephone, now: datetime
) -> TelephoneFound:
    """What is known of an office's telephones now. Raises NoDataLoaded, DatabaseDown.

    `phone`: the caller's, "" where it is withheld.
    """
    before = lately(tx, asked.bioguide, now)
    return found(parts, phone, asked, before, lambda: ring_back.used(parts, tx, phone, now))


def found(
    parts: Parts, phone: str, asked: FindTelephone, before: Lately, used: Callable[[], Used]
) -> TelephoneFound:
    """The same, from what the rows would say; `used` is called where all is closed."""
    office, place = asked.bioguide, asked.near_zip
    opening = parts.openings.of(office, place, crowded=before.crowded)
    if _answers(opening) or opening.opens_at is None:
        return TelephoneFound(opening, in_vain=before.in_vain, crowded=before.crowded)
    zone = ZoneInfo(ring_back.zone_of(parts, phone, place))
    rings: datetime | None = None
    if not ring_back.refusal(parts, phone, used()):
        rings = _decent(parts, asked, opening.opens_at, zone)
    return TelephoneFound(
        opening,
        opens=local_time(opening.opens_at, opening.seen_at, zone),
        rings=local_time(rings, opening.seen_at, zone) if rings else None,
        crowded=before.crowded,
    )


def local_time(moment: datetime, now: datetime, zone: ZoneInfo) -> LocalTime:
    """A moment to come (aware) on a calendar of this zone."""
    there = moment.astimezone(zone)
    days = (there.date() - now.astimezone(zone).date()).days
    return LocalTime(moment.astimezone(UTC), days, there.weekday(), there.hour, there.minute)


def _answers(opening: Opening) -> bool:
    return opening.washington_open or opening.home_crowded or opening.nearest is not None


def _decent(
    parts: Parts, asked: FindTelephone, opens_at: datetime, zone: ZoneInfo
) -> datetime | None:
    """The first moment at which the office is open and its caller may be rung, in UTC."""
    for _ in range(OPENINGS):
        moment = by_day(opens_at, zone)
        then = parts.openings.of(asked.bioguide, asked.near_zip, at=moment)
        if _answers(then):
            return moment
        if then.opens_at is None:
            return None
        opens_at = then.opens_at
    return None


def by_day(moment: datetime, zone: ZoneInfo) -> datetime:
    """This moment, or the next one at which anybody of this zone may be rung."""
    there = moment.astimezone(zone)
    if EARLIEST <= there.hour < LATEST:
        return moment
    day = there.date() + timedelta(days=1 if there.hour >= LATEST else 0)
    return datetime.combine(day, time(EARLIEST), zone).astimezone(UTC)
