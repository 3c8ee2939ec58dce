"""Which of a legislator's offices can be rung now: Washington, or the nearest one at home."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from math import asin, cos, inf, radians, sin, sqrt
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import PhoneNumberType

from sms_line.core.openings import Opening, Telephone
from sms_line.core.people import Legislator
from sms_line.directory.lookup import DirectoryFromStore, Whereabouts
from sms_line.directory.office_hours import stated_hours
from sms_line.directory.timetables import EASTERN, USUAL, Timetable, zone_of
from sms_line.ports import Clock
from sms_line.store.directory_rows import OfficeRow

SWITCHBOARD = "+12022243121"
"""The Capitol's, which puts a caller through to any member; `sync` writes it as published."""

_CAPITAL = "Washington"
_REGIONS = frozenset({"US", "PR", "GU", "VI", "AS", "MP"})
_KINDS = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.TOLL_FREE,
    }
)
_PREMIUM_EXCHANGE = "976"
"""Behind any area code, it charges the caller; no numbering plan's metadata says so."""
_OFFICES = 4096
"""More than Congress has: to read a number and its hours for each call costs as much as to look the
office up."""


def us_number(published: str) -> str | None:
    """A number as an office publishes it ("202-224-6441"), in E.164; None if it must not be rung.

    That is a number of no US state or territory, one that costs extra, one that nobody can have.
    """
    try:
        number = phonenumbers.parse(published, "US")
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.region_code_for_number(number) not in _REGIONS:
        return None
    national = phonenumbers.national_significant_number(number)
    if phonenumbers.number_type(number) not in _KINDS or national[3:6] == _PREMIUM_EXCHANGE:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@dataclass(frozen=True, slots=True)
class _Staffed:
    """A telephone, and when somebody sits beside it."""

    telephone: Telephone
    timetable: Timetable


class OpeningsFromDirectory:
    """Which offices can be rung now. Only numbers of the directory ever come out of it."""

    def __init__(self, directory: DirectoryFromStore, clock: Clock) -> None:
        """Reads nothing yet."""
        self._directory = directory
        self._clock = clock

    def of(
        self,
        bioguide: str,
        near_zip: str,
        *,
        at: datetime | None = None,
        crowded: Collection[str] = (),
    ) -> Opening:
        """What of a member's offices answers now; nothing of somebody who is not in the data.

        `near_zip`: the ZIP code to be near to; for "" or an unknown one the offices at home keep
        the order of their cities. `at`: another moment than now; `crowded`: numbers (E.164) that
        have no room for a caller. Raises NoDataLoaded, DatabaseDown.
        """
        now = at or self._clock.now()
        legislator = self._directory.legislator(bioguide)
        if legislator is None:
            return Opening(None, False, None, None, "", now)
        capital = _in_washington(legislator)
        home = self._at_home(bioguide, near_zip, capital.telephone.number)
        opens_at, zone = _next_of((capital, *home), now)
        open_at_home = [one.telephone for one in home if one.timetable.is_open(now)]
        with_room = [telephone for telephone in open_at_home if telephone.number not in crowded]
        return Opening(
            washington=capital.telephone,
            washington_open=capital.timetable.is_open(now),
            nearest=with_room[0] if with_room else None,
            opens_at=opens_at,
            opens_zone=zone,
            seen_at=now,
            washington_crowded=capital.telephone.number in crowded,
            home_crowded=len(with_room) < len(open_at_home),
        )

    def _at_home(self, bioguide: str, near_zip: str, washington: str) -> list[_Staffed]:
        """The nearest first; without those that have Washington's own number."""
        place = self._directory.whereabouts(near_zip)
        offices = self._directory.offices(bioguide)
        staffed = (
            _staffed(row) for row in sorted(offices, key=lambda row: _kilometres(place, row))
        )
        return [one for one in staffed if one and one.telephone.number != washington]


@lru_cache(maxsize=_OFFICES)
def _in_washington(legislator: Legislator) -> _Staffed:
    number = us_number(legislator.phone)
    if number is None or number == SWITCHBOARD:
        telephone = Telephone(SWITCHBOARD, "switchboard", _CAPITAL)
    else:
        telephone = Telephone(number, "washington", _CAPITAL)
    return _Staffed(telephone, Timetable(USUAL, ZoneInfo(EASTERN), in_capital=True))


@lru_cache(maxsize=_OFFICES)
def _staffed(row: OfficeRow) -> _Staffed | None:
    number, zone = us_number(row.phone), zone_of(row.time_zone, row.state)
    if number is None or zone is None:
        return None
    stated = stated_hours(row.hours)
    hours = USUAL if stated is None else stated
    return _Staffed(
        Telephone(number, "district", row.city),
        Timetable(hours, zone, in_capital=row.state == "DC"),
    )


def _next_of(offices: tuple[_Staffed, ...], now: datetime) -> tuple[datetime | None, str]:
    """The first opening after now and its zone; Washington's, then the nearest's, of equals."""
    first, where = None, ""
    for office in offices:
        opens = office.timetable.opens_after(now)
        if opens is not None and (first is None or opens < first):
            first, where = opens, office.timetable.zone.key
    return first, where


def _kilometres(place: Whereabouts | None, office: OfficeRow) -> float:
    """The great-circle distance (haversine); infinite where either place is not known."""
    if place is None or place.latitude is None or place.longitude is None:
        return inf
    if office.latitude is None or office.longitude is None:
        return inf
    here, there = radians(place.latitude), radians(office.latitude)
    turn = radians(office.longitude - place.longitude)
    half = sin((there - here) / 2) ** 2 + cos(here) * cos(there) * sin(turn / 2) ** 2
    return 2 * 6371 * asin(sqrt(min(1.0, half)))
