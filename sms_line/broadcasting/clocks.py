"""What time it is for a recipient: by their ZIP code's zone first, by their area code second."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import timezone

from sms_line.core.broadcasts.broadcast import Plan
from sms_line.core.broadcasts.hours import STRICT_STATES
from sms_line.store.freezing import Clock

_MAINLAND = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
"""For somebody of whom nothing is known all of these must be awake."""
EARLIEST_ZONE = "Pacific/Guam"
"""Where a day of the United States begins."""
_AND = "|"
"""Between the zones of an area code that lies in several."""
_LONGEST = 40

_FLORIDA = (239, 305, 321, 324, 352, 386, 407, 448, 561, 645, 656, 689, 727, 728, 754, 772)
_FLORIDA_TOO = (786, 813, 850, 863, 904, 941)
_OKLAHOMA, _WASHINGTON = (405, 539, 572, 580, 918), (206, 253, 360, 425, 509, 564)
_STRICT_AREAS = frozenset(map(str, _FLORIDA + _FLORIDA_TOO + _OKLAHOMA + _WASHINGTON))
"""Area codes of the strict states (NANPA, November 2026)."""


def by_area(codes: Iterable[str]) -> Mapping[str, Clock]:
    """What area codes ("+1307") say of those who have one."""
    return {code: Clock(_zones(code), code[2:5] in _STRICT_AREAS) for code in codes}


def clock(zip_zone: str, state: str, phone: str) -> Clock:
    """What is known of one person; zone and state of their ZIP code, "" for unknown, go first."""
    area = by_area([phone[:5]])[phone[:5]]
    return Clock(zip_zone or area.zone, state in STRICT_STATES if state else area.strict)


def clocks(now: datetime, zone: str) -> list[datetime]:
    """What the clock of somebody in this zone may show now; several where it is not certain."""
    return [now.astimezone(ZoneInfo(each)) for each in _each(zone)]


def due_at(plan: Plan, zone: str) -> datetime | None:
    """When the time of recipients in this zone has come; None for no time of their own."""
    if not plan.local_at:
        return None
    local = datetime.fromisoformat(plan.local_at)
    return max(local.replace(tzinfo=ZoneInfo(each)).astimezone(UTC) for each in _each(zone))


def first_due(local_at: str) -> datetime:
    """When the first of all clocks shows this time ("2026-11-24T10:00")."""
    local = datetime.fromisoformat(local_at)
    return local.replace(tzinfo=ZoneInfo(EARLIEST_ZONE)).astimezone(UTC)


def _each(zone: str) -> tuple[str, ...]:
    return tuple(zone.split(_AND)) if zone else _MAINLAND


def _zones(code: str) -> str:
    # An area code alone is no number; 555-0100 belongs to nobody.
    try:
        number = phonenumbers.parse(f"{code}5550100")
    except phonenumbers.NumberParseException:  # a short code, or what the carrier calls withheld
        return ""
    found = timezone.time_zones_for_geographical_number(number)
    zones = _AND.join(each for each in found if each != timezone.UNKNOWN_TIMEZONE)
    return zones if len(zones) <= _LONGEST else ""
