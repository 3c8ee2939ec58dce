"""What the line may do about an event; the shell carries it out.

At most one effect of a turn waits for an answer: Ask for a person's, Find for the directory's.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from sms_line.core.call_prompts import AfterCallPrompt, CallPrompt
from sms_line.core.hearing.call_times import CallTime
from sms_line.core.openings import LocalTime, Telephone
from sms_line.core.people import Legislator
from sms_line.core.prompts import Prompt
from sms_line.core.states import Draft, Leg, Person


@dataclass(frozen=True, slots=True)
class Say:
    """Tell the person something."""

    prompt: Prompt | CallPrompt


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the person something and wait for the answer."""

    prompt: Prompt | CallPrompt


@dataclass(frozen=True, slots=True)
class Find:
    """Ask the directory who represents a place; the answer is the event Found, in this turn."""

    zip: str
    district: str = ""
    """Settled before ("TX-10"): asked for by itself, whatever the ZIP code says."""


@dataclass(frozen=True, slots=True)
class Locate:
    """Have a street looked up in the background; the answer is the event Located, later."""

    street: str
    zip: str


@dataclass(frozen=True, slots=True)
class SendLetters:
    """Queue a letter to each of these offices."""

    person: Person
    draft: Draft
    offices: tuple[Legislator, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """Make a page that shows the letter as it would leave; its link goes into the next prompt."""

    person: Person
    draft: Draft
    offices: tuple[Legislator, ...]


class ConsentKind(StrEnum):
    """What the ledger records."""

    OPT_IN = "opt-in"
    OPT_OUT = "opt-out"
    FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class RecordConsent:
    """Write into the consent ledger what this text said."""

    kind: ConsentKind
    words: str = field(default="", repr=False)
    """Where they are none of what came in this turn."""
    source: str = ""
    """Where it says more than the channel does."""


@dataclass(frozen=True, slots=True)
class OfferAlerts:
    """Note that this person was asked whether they want alerts."""


@dataclass(frozen=True, slots=True)
class Remind:
    """Remind this person of the turn's action, the day before its day."""


@dataclass(frozen=True, slots=True)
class Erase:
    """Erase everything about this person but the proof of the opt-out."""


@dataclass(frozen=True, slots=True)
class Flag:
    """Show this text to an organizer."""


@dataclass(frozen=True, slots=True)
class FindTelephone:
    """Ask the directory which telephone of an office answers now: TelephoneFound, in this turn."""

    bioguide: str
    near_zip: str


@dataclass(frozen=True, slots=True)
class Dial:
    """Put the caller through, and wait for the leg's end."""

    telephone: Telephone
    limit_seconds: int


@dataclass(frozen=True, slots=True)
class RecordLeg:
    """Note what became of a try to reach an office."""

    leg: Leg
    seconds: int


@dataclass(frozen=True, slots=True)
class AmendLeg:
    """Note what has since become of the try that was noted last."""

    leg: Leg
    seconds: int | None = None
    """None: as noted before."""


@dataclass(frozen=True, slots=True)
class TextCaller:
    """Text the caller something, if they may be texted."""

    prompt: AfterCallPrompt


@dataclass(frozen=True, slots=True)
class FlagMessage:
    """Show an organizer that somebody has spoken a message, and where it can be heard."""

    recording: str
    """The carrier's name of it."""
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ArrangeCall:
    """Find out whether and when this person can be rung: CallArranged, in this turn."""

    at: CallTime


@dataclass(frozen=True, slots=True)
class RingWhenOpen:
    """Ring this person at a time when the office that is closed now is open."""

    bioguide: str
    at: LocalTime


@dataclass(frozen=True, slots=True)
class DropCall:
    """Do not ring this person after all."""


Effect = (
    Say
    | Ask
    | Find
    | Locate
    | SendLetters
    | Preview
    | RecordConsent
    | OfferAlerts
    | Remind
    | Erase
    | Flag
    | FindTelephone
    | Dial
    | RecordLeg
    | AmendLeg
    | TextCaller
    | FlagMessage
    | ArrangeCall
    | RingWhenOpen
    | DropCall
)
