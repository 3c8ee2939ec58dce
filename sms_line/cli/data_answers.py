"""What `sms-line data` answers, for people and as JSON in the contract's shapes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never

from sms_line.core.counted import counted
from sms_line.core.people import Legislator, Representation
from sms_line.core.places import (
    Finding,
    Likely,
    Military,
    NoData,
    Settled,
    Split,
    UnknownZip,
    Unrepresented,
)
from sms_line.directory.congresses import dated, ordinal
from sms_line.directory.status import Status

NOTHING_LOADED = "No data is loaded yet; run sms-line data sync."


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """Who represents a place; `question` is what is left to ask, "" when it is settled."""

    zip: str
    state: str
    choices: tuple[Representation, ...]
    question: str

    def as_json(self) -> dict[str, Any]:
        """The contract's shape; the senators of every state that the place touches."""
        return {
            "zip": self.zip,
            "state": self.state,
            "districts": [choice.district.code for choice in self.choices],
            "senators": [_person(senator) for senator in self._senators()],
            "representatives": [_person(choice.representative) for choice in self.choices],
            "settled": not self.question,
        }

    def as_text(self) -> Iterator[str]:
        """The same for people."""
        yield f"{self.zip} {self.state}: {self.question or 'settled'}"
        if not self.choices and not self.question:
            yield "no member of Congress"
        for senator in self._senators():
            yield f"{senator.state} {senator.title}: {senator.name}, {senator.phone}"
        for choice in self.choices:
            one = choice.representative
            held = f"{one.title.replace('_', ' ')}: {one.name}, {one.phone}" if one else "vacant"
            yield f"{choice.district.code} {held}"

    def _senators(self) -> list[Legislator]:
        unique = {s.bioguide: s for choice in self.choices for s in choice.senators}
        return list(unique.values())


def place_answer(finding: Finding) -> PlaceAnswer | None:
    """A finding as an answer; None where it names nobody and nothing to ask."""
    match finding:
        case Settled():
            return PlaceAnswer(finding.zip, finding.state, (finding.representation,), "")
        case Likely():
            question = "likely, to be confirmed"
            return PlaceAnswer(finding.zip, finding.state, (finding.representation,), question)
        case Split():
            question = "several districts, the likeliest first; the street settles it"
            return PlaceAnswer(finding.zip, finding.state, finding.choices, question)
        case Military():
            return PlaceAnswer(finding.zip, "", (), "military; the home-state address settles it")
        case Unrepresented():
            return PlaceAnswer(finding.zip, finding.state, (), "")
        case UnknownZip() | NoData():
            return None
        case _:
            assert_never(finding)


def _person(legislator: Legislator | None) -> dict[str, str | None]:
    """One entry; a vacant seat's has no name."""
    return {
        "bioguide": legislator.bioguide if legislator else None,
        "name": legislator.name if legislator else None,
        "phone": legislator.phone if legislator else None,
    }


def described(loaded: Status, now: datetime) -> Iterator[str]:
    """What is loaded, in lines for people."""
    edition = loaded.edition
    kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(loaded.zip_codes.items()))
    yield (
        f"The {ordinal(edition.congress)} Congress, until {dated(edition.valid_to)} at noon; "
        f"members as of {edition.members_as_of} ({counted(loaded.age(now).days, 'day')} ago)."
    )
    yield f"From {edition.source}, loaded {edition.loaded_at:%Y-%m-%d %H:%M} UTC."
    yield (
        f"{loaded.senators} senators, {loaded.representatives} House members and delegates, "
        f"{counted(loaded.offices, 'office')} at home."
    )
    yield f"Vacant House seats: {', '.join(seat.code for seat in loaded.vacant) or 'none'}."
    if loaded.vacant_senate:
        yield f"Vacant Senate seats: {', '.join(loaded.vacant_senate)}."
    yield f"{sum(loaded.zip_codes.values()):,} ZIP codes: {kinds}."
    yield from (f"Note: {note}" for note in edition.notes.splitlines())
    yield from (f"ALARM: {alarm}" for alarm in loaded.alarms(now))


def status_json(loaded: Status | None, now: datetime) -> dict[str, Any]:
    """What is loaded, as JSON; times in ISO 8601, UTC."""
    if loaded is None:
        return {"loaded": False, "alarms": [NOTHING_LOADED]}
    edition = loaded.edition
    return {
        "loaded": True,
        "source": edition.source,
        "sample": edition.sample,
        "loaded_at": edition.loaded_at.isoformat(),
        "members_as_of": edition.members_as_of.isoformat(),
        "lines_as_of": edition.lines_as_of.isoformat() if edition.lines_as_of else None,
        "age_days": loaded.age(now).days,
        "congress": edition.congress,
        "valid_from": edition.valid_from.isoformat(),
        "valid_to": edition.valid_to.isoformat(),
        "senators": loaded.senators,
        "representatives": loaded.representatives,
        "vacant": [seat.code for seat in loaded.vacant],
        "vacant_senate": list(loaded.vacant_senate),
        "offices": loaded.offices,
        "zip_codes": dict(loaded.zip_codes),
        "notes": edition.notes.splitlines(),
        "alarms": list(loaded.alarms(now)),
    }
