"""What has been read from the public files, before anything is checked or settled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sms_line.core.people import District


class SyncFailed(Exception):
    """The data could not be had or does not add up; the message is one clear sentence."""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a member of Congress, as congress-legislators writes it."""

    chamber: str
    """ "sen" or "rep"."""
    start: date
    end: date
    until_special_election: bool
    """Appointed until a special election: sits on past `end` until a successor comes."""
    state: str
    district: int | None
    rank: str
    """ "senior" or "junior", "" for the House."""
    phone: str
    """The Washington office's "202-NNN-NNNN", "" where the file has no such number."""


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the legislators' file with all terms, the oldest first."""

    bioguide: str
    name: str
    last_name: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """One office at home."""

    id: str
    bioguide: str
    city: str
    state: str
    zip: str
    phone: str
    latitude: float | None
    longitude: float | None
    hours: str


@dataclass(frozen=True, slots=True)
class Place:
    """One ZIP code of the post: where it is, whether it is an area or a shelf of boxes."""

    zip: str
    city: str
    state: str
    time_zone: str
    latitude: float | None
    longitude: float | None
    military: bool


Shares = Mapping[District, float | None]
"""The districts a ZIP area touches, each with its share of the area's land where that is known."""


@dataclass(frozen=True, slots=True)
class Lines:
    """Which ZIP areas lie in which House districts."""

    congress: int | None
    """None: the file does not say for which Congress the lines are drawn."""
    as_of: date | None
    areas: Mapping[str, Shares]


@dataclass(frozen=True, slots=True)
class Sample:
    """A small set for practice that calls itself one, and says what it leaves open."""

    about: str
    as_of: date
    congress: int
    vacant: frozenset[District]


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that one sync has read."""

    source: str
    sample: Sample | None
    members: tuple[Member, ...]
    members_as_of: date
    offices: tuple[Office, ...]
    lines: Lines
    places: Mapping[str, Place]
