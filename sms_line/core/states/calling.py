"""Where a call can stand, from the first ring to the last office."""

from dataclasses import dataclass

from sms_line.core.openings import LocalTime, Telephone
from sms_line.core.states.known import NOBODY, Draft, Person, Rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeking:
    """Finding out which telephone of this office answers now; never stored for long."""

    person: Person
    draft: Draft
    rounds: Rounds
    chosen: Telephone | None = None
    """The caller is ready for this one: is there still room?"""
    instead: Telephone | None = None
    """Should the chosen one be busy."""
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedToRing:
    """All telephones of an office are closed. Waiting for 1: ring me when they open, 2: go on."""

    person: Person
    draft: Draft
    rounds: Rounds
    opens: LocalTime
    rings: LocalTime
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyToDial:
    """Waiting for 1: put through, 2: skip, 3: not my legislators, 9: the script again."""

    person: Person
    draft: Draft
    rounds: Rounds
    telephone: Telephone
    instead: Telephone | None = None
    """A district office that is open now, should this telephone be busy."""
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTheLine:
    """Put through to an office; the leg's end is the next event."""

    person: Person
    draft: Draft
    rounds: Rounds
    telephone: Telephone
    instead: Telephone | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SayingHowItWent:
    """Waiting for one key: 1 spoke to someone, 2 left a message, 3 mailbox full, 4 nobody."""

    person: Person
    draft: Draft
    rounds: Rounds
    telephone: Telephone
    instead: Telephone | None = None
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HungUp:
    """The call is over."""

    person: Person = NOBODY
    rounds: Rounds | None = None
    told: bool = False
    """The carrier has told that it is over, too; thanks go out once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proving:
    """The line has rung somebody: a key proves that a person is there, and no machine."""

    person: Person
    about: str = ""
    """The slug of the action from which they asked for the call, "" where that is not known."""
    first: str = ""
    """Whose office was closed when they asked for the call, by bioguide."""
    draft: None = None
    tries: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosingAction:
    """Several actions ask for calls: waiting for the number of one of them."""

    person: Person
    choices: tuple[tuple[str, str], ...]
    """Slug and title of each, as they were read out."""
    first: str = ""
    """Whose office the call has waited for, by bioguide."""
    draft: None = None
    tries: int = 0
