"""Where a conversation about a letter can stand, by text or on a page."""

from dataclasses import dataclass

from sms_line.core.people import Field, Representation
from sms_line.core.states.known import NOBODY, Draft, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Said STOP: silence until START."""

    person: Person = NOBODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """Nothing is being asked."""

    person: Person = NOBODY
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Waiting for YES to recurring alerts: the second half of a double opt-in."""

    person: Person
    draft: None = None
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingZip:
    """Waiting for a ZIP code. Without a draft the person only wants to know who represents them."""

    person: Person
    draft: Draft | None
    keyed: str = ""
    """Of a caller who pauses while keying: the digits so far."""
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosingDistrict:
    """A ZIP code in several districts: waiting for a street address, a number or a name."""

    person: Person
    draft: Draft | None
    choices: tuple[Representation, ...]
    likely: bool = False
    """One choice that is right 95 times in 100: waiting for YES."""
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Locating:
    """The geocoder is looking up a street; meanwhile the person may still choose."""

    person: Person
    draft: Draft | None
    choices: tuple[Representation, ...]
    street: str
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingField:
    """Waiting for something that the offices or the action require."""

    person: Person
    draft: Draft
    field: Field
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosingPhrase:
    """Waiting for YES or NO to the optional phrase number `draft.decided`."""

    person: Person
    draft: Draft
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewing:
    """All is known: waiting for YES, or first for a sentence of their own."""

    person: Person
    draft: Draft
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """Asked what to change before sending."""

    person: Person
    draft: Draft
    tries: int = 0
