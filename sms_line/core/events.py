"""What can happen, in the line's own words: what a person meant, what was found, what arrived."""

from dataclasses import dataclass, field
from typing import Literal

from sms_line.core.hearing.call_times import CallTime
from sms_line.core.openings import LocalTime, Opening
from sms_line.core.people import Field, Language, Representation
from sms_line.core.places import Finding

Needs = tuple[tuple[str, tuple[Field, ...]], ...]
"""What each office (by bioguide) requires on its route."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Wants no more texts (47 CFR 64.1200(a)(10)). `answered`: the carrier has confirmed it."""

    answered: bool = False


@dataclass(frozen=True, slots=True)
class Start:
    """Wants texts again. `answered`: the carrier has answered it."""

    answered: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """Wants to know what this is. `answered`: the carrier has told."""

    answered: bool = False


@dataclass(frozen=True, slots=True)
class ForgetMe:
    """Wants everything erased but the proof of the opt-out."""


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """Wants to be spoken to in this language."""

    language: Language


@dataclass(frozen=True, slots=True)
class WhoAsked:
    """Wants to see who represents them."""


@dataclass(frozen=True, slots=True)
class BackAsked:
    """Wants the question before this one."""


@dataclass(frozen=True, slots=True)
class ChangeAsked:
    """Wants to mend an answer, perhaps a named one."""

    what: Literal["zip", "name", "words", "phrase"] | None = None


@dataclass(frozen=True, slots=True)
class KeywordGiven:
    """Opens an action."""

    slug: str
    language: Language


@dataclass(frozen=True, slots=True)
class ZipGiven:
    """Five digits."""

    zip: str


@dataclass(frozen=True, slots=True)
class StreetGiven:
    """A street address, in one line."""

    street: str


@dataclass(frozen=True, slots=True)
class ChoiceMade:
    """One of the choices that were listed, from 0."""

    index: int


@dataclass(frozen=True, slots=True)
class FieldGiven:
    """An answer to what an office requires."""

    field: Field
    value: str


@dataclass(frozen=True, slots=True)
class Yes:
    """Agreement."""


@dataclass(frozen=True, slots=True)
class No:
    """Refusal."""


@dataclass(frozen=True, slots=True)
class Skip:
    """Nothing to add."""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A sentence for the letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Thanks:
    """A courtesy that wants no answer."""


@dataclass(frozen=True, slots=True)
class Words:
    """Anything that answers nothing."""


@dataclass(frozen=True, slots=True)
class Found:
    """The directory's answer to Find."""

    finding: Finding
    needs: Needs = ()


@dataclass(frozen=True, slots=True)
class Located:
    """The geocoder's answer to Locate. `places` is None while it cannot be asked."""

    street: str
    places: tuple[Representation, ...] | None
    needs: Needs = ()


@dataclass(frozen=True, slots=True)
class OfficeNews:
    """What became of the letter to one office."""

    name: str
    """As in a text: "Sen. John Barrasso" is put together by the template from title and name."""
    title: str
    phone: str


@dataclass(frozen=True, slots=True)
class LettersReported:
    """Each letter has been tried; these have reached an end since the last report."""

    action: str
    """The slug of the action whose letters they are."""
    accepted: tuple[OfficeNews, ...] = ()
    refused: tuple[OfficeNews, ...] = ()
    unsure: tuple[OfficeNews, ...] = ()
    given_up: tuple[OfficeNews, ...] = ()
    waiting: tuple[OfficeNews, ...] = ()
    """Tried, not taken yet, and tried again later."""


@dataclass(frozen=True, slots=True)
class AlertsAsked:
    """Wants alerts; they are still to be confirmed by a YES."""


@dataclass(frozen=True, slots=True)
class RemindAsked:
    """Wants a text the day before the day of action."""


@dataclass(frozen=True, slots=True)
class AlertsRequested:
    """Somebody, perhaps somebody else, has given this number to a page that offers alerts."""

    language: Language


@dataclass(frozen=True, slots=True)
class OfferLapsed:
    """A week has gone by without a YES."""


@dataclass(frozen=True, slots=True)
class CallAsked:
    """Wants to be rung, now or at a time."""

    at: CallTime


@dataclass(frozen=True, slots=True)
class CallDropped:
    """Does not want the call any more that was asked for."""


@dataclass(frozen=True, slots=True)
class CallArranged:
    """The answer to ArrangeCall."""

    outcome: Literal["now", "later", "hours", "many", "impossible"]
    """hours: at that time nobody should be rung; many: enough for one day."""
    when: str = ""
    """The time as the person's clock shows it ("9:00 AM tomorrow" is put together by words)."""
    tomorrow: bool = False


@dataclass(frozen=True, slots=True)
class CallRequested:
    """Somebody, perhaps somebody else, has asked on a page to have this number rung."""


@dataclass(frozen=True, slots=True)
class CallNear:
    """A call that was asked for comes in a few minutes."""

    when: str


@dataclass(frozen=True, slots=True)
class CallBegan:
    """Somebody rings the line, or the line has rung somebody who asked for it."""

    rung_back: bool = False
    machine: bool = False
    """An answering machine has picked up."""
    about: str = ""
    """The slug of the action from which somebody asked to be rung."""
    first: str = ""
    """Whose office (by bioguide) was closed when they asked for this call."""


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """One key that answers no question of places: a menu's answer."""

    key: str


@dataclass(frozen=True, slots=True)
class NothingSaid:
    """Neither a key nor a word."""


@dataclass(frozen=True, slots=True)
class TelephoneFound:
    """The answer to FindTelephone."""

    opening: Opening | None
    """None: this office has no telephone."""
    in_vain: bool = False
    """Who was put through to Washington last did not get through to anybody there."""
    opens: LocalTime | None = None
    """All are closed: when the first one opens, by the caller's clock."""
    rings: LocalTime | None = None
    """When the line can ring the caller for it; None where it cannot."""


@dataclass(frozen=True, slots=True)
class LegEnded:
    """The leg to an office is over. "completed" says only that something picked up."""

    status: Literal["completed", "answered", "busy", "no-answer", "failed", "canceled"]
    seconds: int


@dataclass(frozen=True, slots=True)
class Recorded:
    """The caller has spoken a message."""

    recording: str
    """The carrier's name of the recording."""
    url: str = field(repr=False)
    seconds: int


@dataclass(frozen=True, slots=True)
class WordsHeard:
    """A recording has been transcribed."""

    recording: str
    words: str | None = field(repr=False)
    """None: it could not be."""


@dataclass(frozen=True, slots=True)
class CallTooLong:
    """The call has had as many turns or minutes as any call gets."""


@dataclass(frozen=True, slots=True)
class CallEnded:
    """The caller, or the carrier, has hung up."""


FromPerson = (
    Stop
    | Start
    | Help
    | ForgetMe
    | LanguageChosen
    | WhoAsked
    | BackAsked
    | ChangeAsked
    | KeywordGiven
    | ZipGiven
    | StreetGiven
    | ChoiceMade
    | FieldGiven
    | Yes
    | No
    | Skip
    | OwnWords
    | Thanks
    | Words
    | AlertsAsked
    | RemindAsked
    | CallAsked
    | CallDropped
)
FromWorld = (
    Found
    | Located
    | LettersReported
    | CallArranged
    | CallNear
    | CallRequested
    | AlertsRequested
    | OfferLapsed
)
FromCall = (
    CallBegan
    | KeyPressed
    | NothingSaid
    | TelephoneFound
    | LegEnded
    | Recorded
    | WordsHeard
    | CallTooLong
    | CallEnded
)
Event = FromPerson | FromWorld | FromCall
