"""Does a set add up? What must be right before it is swapped in, and what is only said."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sms_line.core.people import District
from sms_line.directory.congresses import congress_at, dated, ends, moment_of, ordinal
from sms_line.directory.gathered import Gathered, Member, Sample, SyncFailed, Term
from sms_line.directory.seats import DELEGATIONS, SEATS, all_seats, is_seat

MOST_VACANCIES = 12
"""More House seats than this were not vacant at once in decades: then the file is cut short."""

FEWEST_ZIP_AREAS = 33_700
"""The Census Bureau's ZIP areas of 2020 are 33,791; a table with fewer than this is cut short."""

FEWEST_WITH_OFFICES = 0.75
"""The share of members with an office at home; right after an election the new ones have none."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A member in office, with the term that makes it so."""

    member: Member
    term: Term

    @property
    def district(self) -> District | None:
        """The seat in the House, None for a senator."""
        if self.term.district is None:
            return None
        return District(self.term.state, self.term.district)


@dataclass(frozen=True, slots=True)
class Checked:
    """A set that adds up."""

    gathered: Gathered
    congress: int
    sitting: tuple[Sitting, ...]
    seats: frozenset[District]
    notes: tuple[str, ...]


def check(
    gathered: Gathered, now: datetime, vacant_senate: frozenset[str] = frozenset()
) -> Checked:
    """Everything that must be right. Raises SyncFailed.

    A set that calls itself a sample (sample.yaml) is judged as of its own day and only by what
    it touches; any other set must be the whole country. `vacant_senate`: states of which the
    operator knows that a Senate seat is vacant.
    """
    sample = gathered.sample
    moment = moment_of(sample.as_of) if sample else now
    sitting = tuple(in_office(gathered.members, moment))
    congress = congress_at(moment)
    _same_congress(gathered, sitting, congress)
    touched = frozenset(d for shares in gathered.lines.areas.values() for d in shares)
    seats = touched | _one_seat_places(gathered) if sample else all_seats()
    held = _one_each(sitting)
    states = {district.state for district in seats} | {s.term.state for s in sitting}
    _pairs(sitting, states - DELEGATIONS - vacant_senate)
    vacant = seats - held.keys()
    if sample:
        _sample_is_whole(sample, vacant, gathered)
    else:
        _country_is_whole(gathered, sitting, touched, vacant, vacant_senate)
    return Checked(gathered, congress, sitting, seats, tuple(_notes(gathered, sitting, congress)))


def in_office(members: Iterable[Member], moment: datetime) -> Iterable[Sitting]:
    """Who sits at a moment: the last term that has begun is not over.

    A term that was to end with a special election goes on until a successor takes its place in
    the file, at the longest until that Congress ends.
    """
    for member in members:
        begun = [term for term in member.terms if moment_of(term.start) <= moment]
        if begun and moment < _over(begun[-1]):
            yield Sitting(member, begun[-1])


def _over(term: Term) -> datetime:
    """The latest moment of a term."""
    end = moment_of(term.end)
    return ends(congress_at(end)) if term.until_special_election else end


def _same_congress(gathered: Gathered, sitting: tuple[Sitting, ...], congress: int) -> None:
    if not any(s.term.chamber == "rep" for s in sitting):
        last = max((t.end for m in gathered.members for t in m.terms if t.district is not None),
                   default=None)  # fmt: skip
        until = f" They ended on {dated(moment_of(last))}." if last else ""
        raise SyncFailed(f"No member of the House is in office by the terms in the file.{until}")
    if gathered.lines.congress not in {None, congress}:
        raise SyncFailed(
            f"The ZIP table has the lines of the {ordinal(gathered.lines.congress or 0)} Congress, "
            f"and the {ordinal(congress)} sits: members and lines must change together."
        )


def _one_seat_places(gathered: Gathered) -> frozenset[District]:
    """The seats that a ZIP code's state alone settles."""
    return frozenset(
        District(place.state, 0)
        for place in gathered.places.values()
        if SEATS.get(place.state) == 1 and not place.military
    )


def _one_each(sitting: tuple[Sitting, ...]) -> Mapping[District, Sitting]:
    """District → who holds it; refuses a seat that does not exist or is held twice."""
    held: dict[District, Sitting] = {}
    for one in sitting:
        district = one.district
        if district is None:
            if one.term.state not in SEATS.keys() - DELEGATIONS:
                raise SyncFailed(f"There is a senator of {one.term.state}, which has none.")
        elif not is_seat(district):
            raise SyncFailed(f"The House has no seat {district.code}, and yet it has a member.")
        elif district in held:
            raise SyncFailed(f"{district.code} has two members in office.")
        else:
            held[district] = one
    counted = Counter(one.member.bioguide for one in sitting)
    twice = [bioguide for bioguide, times in counted.items() if times > 1]
    if twice:
        raise SyncFailed(f"{twice[0]} is in the legislators' file twice.")
    return held


def _pairs(sitting: tuple[Sitting, ...], states: Iterable[str]) -> None:
    """Every state has one junior and one senior senator."""
    ranks: dict[str, list[str]] = {state: [] for state in states}
    for one in sitting:
        if one.term.chamber == "sen" and one.term.state in ranks:
            ranks[one.term.state].append(one.term.rank)
    wrong = sorted(state for state, two in ranks.items() if sorted(two) != ["junior", "senior"])
    if wrong:
        raise SyncFailed(
            f"One junior and one senior senator are not there for {_list(wrong)}; if a seat is "
            f"vacant in truth, say so with --vacant-senate {wrong[0]}."
        )


def _sample_is_whole(sample: Sample, vacant: frozenset[District], gathered: Gathered) -> None:
    missing = sorted(d.code for d in vacant - sample.vacant)
    if missing:
        raise SyncFailed(f"The sample has no member for {_list(missing)} and names it not vacant.")
    unplaced = sorted(gathered.lines.areas.keys() - gathered.places.keys())
    if unplaced:
        raise SyncFailed(f"The sample does not say where {_list(unplaced)} lies.")


def _country_is_whole(
    gathered: Gathered,
    sitting: tuple[Sitting, ...],
    touched: frozenset[District],
    vacant: frozenset[District],
    vacant_senate: frozenset[str],
) -> None:
    senators = sum(one.term.chamber == "sen" for one in sitting)
    if not 100 - len(vacant_senate) <= senators <= 100:
        raise SyncFailed(f"There are {senators} senators in office, and there must be 100.")
    if len(vacant) > MOST_VACANCIES:
        raise SyncFailed(
            f"{len(vacant)} of the 441 House seats have no member, more than were ever vacant; "
            "the legislators' file is cut short."
        )
    unmapped = sorted(d.code for d in all_seats() - touched)
    if unmapped:
        raise SyncFailed(f"The ZIP table has no ZIP code in {_list(unmapped)}; it is cut short.")
    if len(gathered.lines.areas) < FEWEST_ZIP_AREAS:
        raise SyncFailed(
            f"The ZIP table has {len(gathered.lines.areas):,} ZIP areas, and there are 33,791; "
            "it is cut short."
        )
    away = len(sitting) - _with_offices(gathered, sitting)
    if away > (1 - FEWEST_WITH_OFFICES) * len(sitting):
        raise SyncFailed(
            f"{away} of {len(sitting)} members have no office at home; that file is cut short."
        )


def _with_offices(gathered: Gathered, sitting: tuple[Sitting, ...]) -> int:
    return len({o.bioguide for o in gathered.offices} & {s.member.bioguide for s in sitting})


def _notes(gathered: Gathered, sitting: tuple[Sitting, ...], congress: int) -> Iterable[str]:
    if gathered.sample:
        yield f"This is a sample, not the country: {gathered.sample.about}"
    if gathered.lines.congress is None:
        yield (
            "The ZIP table does not say for which Congress its lines are; they are taken for the "
            f"{ordinal(congress)}'s."
        )
    without = sum(not one.term.phone for one in sitting)
    if without:
        yield f"Members without a phone (the switchboard stands in): {without} of {len(sitting)}."
    away = len(sitting) - _with_offices(gathered, sitting)
    if away:
        yield f"Members without an office at home: {away} of {len(sitting)}."


def _list(items: list[str]) -> str:
    """At most five, so that the sentence stays one."""
    shown = ", ".join(items[:5])
    return f"{shown} and {len(items) - 5} more" if len(items) > 5 else shown
