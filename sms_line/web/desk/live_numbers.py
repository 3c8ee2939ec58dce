"""The numbers of the live page: read once, shown to everybody who watches."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby

from sqlalchemy import Connection

from sms_line.core.people import District
from sms_line.store import (
    call_counts,
    counts,
    grains,
    inbox,
    journeys,
    tally_reading,
)
from sms_line.store.call_counts import CallCounts
from sms_line.store.directory_rows import MemberRow
from sms_line.store.journeys import Step
from sms_line.store.letters import ACCEPTED
from sms_line.store.tally_reading import UnderWay
from sms_line.web.desk.country import Country

_MOST = 12
"""Rows of a list."""
SHADES = 5
"""Of the map, beside none."""


class Stretch(StrEnum):
    """How far one looks back."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"


_GRAINS = {
    Stretch.HOUR: (timedelta(hours=1), 1, grains.QUARTER),
    Stretch.DAY: (timedelta(days=1), grains.QUARTER, grains.TWO_HOURS),
    Stretch.WEEK: (timedelta(days=7), grains.TWO_HOURS, grains.TWO_HOURS),
}
"""Stretch → its length, the minutes of one point of its curve, and of the sums of letters."""


@dataclass(frozen=True, slots=True)
class Curve:
    """What happened in each stretch of so many minutes."""

    minutes: int
    starts: tuple[datetime, ...]
    lines: Mapping[str, tuple[int, ...]]
    """Name → a number for each start."""


@dataclass(frozen=True, slots=True)
class Place:
    """A state or a district."""

    code: str
    letters: int
    shade: int
    """0 for none, up to 5 for the most."""


@dataclass(frozen=True, slots=True)
class Addressee:
    """A legislator who was written to."""

    name: str
    place: str
    letters: int


@dataclass(frozen=True, slots=True)
class Live:
    """All numbers of one look."""

    now: datetime
    since: datetime
    stretch: Stretch
    curve: Curve
    texts_in: int
    texts_out: int
    segments: int
    letters: Mapping[str, int]
    calls: CallCounts
    opt_outs: int
    people_waiting: int
    path: tuple[tuple[Step, int, int], ...]
    """Step, how many have come so far, and how many of them no further."""
    states: Mapping[str, Place]
    state: str
    districts: tuple[Place, ...]
    seats: Mapping[str, tuple[Place, ...]]
    """State → all its districts, shaded as among those of the whole country."""
    legislators: tuple[Addressee, ...]
    letter_troubles: tuple[tuple[str, str, int], ...]
    text_troubles: tuple[tuple[str, int], ...]
    broadcasts: tuple[UnderWay, ...]


def read(tx: Connection, stretch: Stretch, state: str, country: Country, now: datetime) -> Live:
    """Read them. `state`: whose districts are wanted, "" for the most written to of all."""
    back, step, coarse = _GRAINS[stretch]
    since = grains.floor(now - back, coarse)
    sums = tally_reading.totals(tx, step, since)
    letters_to = tally_reading.letters_to(tx, coarse, since)
    places = _placed(country, letters_to)
    troubles = tally_reading.letter_troubles(tx, since).most_common(_MOST)
    return Live(
        now=now,
        since=since,
        stretch=stretch,
        curve=curve(tx, stretch, now),
        texts_in=sums["texts", "in"],
        texts_out=sums["texts", "out"],
        segments=sums["texts", "segments"],
        letters=counts.letters_of(sums),
        calls=call_counts.calls_of(sums),
        opt_outs=sums["consents", "opt-outs"],
        people_waiting=inbox.people_waiting(tx),
        path=_path(sums),
        states=_shaded(places.states),
        state=state,
        districts=_districts(places.districts, state),
        seats=_seats(places.districts),
        legislators=_addressees(letters_to, country.seated, _MOST),
        letter_troubles=tuple((status, why, n) for (status, why), n in troubles),
        text_troubles=tuple(tally_reading.text_troubles(tx, since).most_common(_MOST)),
        broadcasts=tuple(tally_reading.broadcasts_under_way(tx)),
    )


_LINES = {
    ("texts", "in"): "in",
    ("letters", ACCEPTED): "accepted",
    ("calls", "open"): "calls",
    ("calls", "over"): "calls",
    ("consents", "opt-outs"): "opt-outs",
}


def curve(tx: Connection, stretch: Stretch, now: datetime) -> Curve:
    """What happened, by the minutes that suit the stretch."""
    back, minutes, coarse = _GRAINS[stretch]
    since, step = grains.floor(now - back, coarse), timedelta(minutes=minutes)
    starts = tuple(since + step * each for each in range(int((now - since) / step) + 1))
    sums: Counter[tuple[datetime, str]] = Counter()
    for each in tally_reading.points(tx, minutes, since, _LINES):
        sums[each.start, _LINES[each.source, each.what]] += each.n
    names = dict.fromkeys(_LINES.values())
    return Curve(
        minutes, starts, {name: tuple(sums[start, name] for start in starts) for name in names}
    )


def _path(sums: Counter[tuple[str, str]]) -> tuple[tuple[Step, int, int], ...]:
    at_most = {step: sums[journeys.PATH, str(int(step))] for step in Step}
    return tuple(
        (step, sum(n for other, n in at_most.items() if other >= step), at_most[step])
        for step in Step
    )


@dataclass(frozen=True, slots=True)
class _Places:
    states: Mapping[str, int]
    districts: Mapping[str, int]
    """All seats of the House, those without a letter or a member too."""


def _placed(country: Country, letters_to: Mapping[str, int]) -> _Places:
    states: Counter[str] = Counter()
    districts = dict.fromkeys(country.districts, 0)
    for bioguide, n in letters_to.items():
        if member := country.seated.get(bioguide):
            states[member.state] += n
            if member.district is not None:
                districts[District(member.state, member.district).code] = n
    return _Places(states, districts)


def _shaded(numbers: Mapping[str, int]) -> dict[str, Place]:
    most = max(numbers.values(), default=0)
    return {
        code: Place(code, n, -(-n * SHADES // most) if most else 0) for code, n in numbers.items()
    }


def _districts(numbers: Mapping[str, int], state: str) -> tuple[Place, ...]:
    if state:
        chosen = _shaded({code: n for code, n in numbers.items() if code[:2] == state})
        return tuple(sorted(chosen.values(), key=lambda each: each.code))
    ordered = sorted(_shaded(numbers).values(), key=lambda each: (-each.letters, each.code))
    return tuple(each for each in ordered[:_MOST] if each.letters)


def _seats(numbers: Mapping[str, int]) -> dict[str, tuple[Place, ...]]:
    shaded = sorted(_shaded(numbers).values(), key=lambda each: each.code)
    return {state: tuple(these) for state, these in groupby(shaded, lambda each: each.code[:2])}


def written_to(
    tx: Connection, stretch: Stretch, country: Country, now: datetime
) -> tuple[Addressee, ...]:
    """Every legislator who was written to in this time, the most written to first."""
    back, _, coarse = _GRAINS[stretch]
    letters_to = tally_reading.letters_to(tx, coarse, grains.floor(now - back, coarse))
    return _addressees(letters_to, country.seated)


def _addressees(
    letters_to: Mapping[str, int], seated: Mapping[str, MemberRow], most: int | None = None
) -> tuple[Addressee, ...]:
    ordered = sorted(letters_to.items(), key=lambda item: (-item[1], item[0]))[:most]
    return tuple(_addressee(bioguide, n, seated.get(bioguide)) for bioguide, n in ordered)


def _addressee(bioguide: str, letters: int, member: MemberRow | None) -> Addressee:
    if member is None:
        return Addressee(bioguide, "", letters)
    place = member.state
    if member.district is not None:
        place = District(member.state, member.district).code
    return Addressee(f"{member.title.capitalize()} {member.name}", place, letters)
