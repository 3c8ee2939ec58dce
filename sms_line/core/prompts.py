"""Everything the line can say, and the facts each prompt is given.

The words are in `templates/<channel>/<language>/<name>.txt`, where <name> is the class in
snake_case; a test holds that every prompt has its words in every language.
"""

import re
from dataclasses import dataclass
from typing import Literal, get_args

from sms_line.core.events import OfficeNews
from sms_line.core.people import Representation, Title


@dataclass(frozen=True, slots=True)
class Welcome:
    """The first message of all: program, rates, frequency, HELP, STOP (CTIA 5.1.2)."""


@dataclass(frozen=True, slots=True)
class Intro:
    """An action begins for somebody who has been greeted before."""

    first_name: str


@dataclass(frozen=True, slots=True)
class AskZip:
    """`again`: after CHANGE, when a street address serves too."""

    again: bool = False


@dataclass(frozen=True, slots=True)
class ZipUnclear:
    """What was said holds no ZIP code."""


@dataclass(frozen=True, slots=True)
class ZipUnknown:
    """There is no such ZIP code."""

    zip: str


@dataclass(frozen=True, slots=True)
class ZipMilitary:
    """An APO, FPO or DPO address: the home-state ZIP is wanted."""


@dataclass(frozen=True, slots=True)
class ZipUnrepresented:
    """FM, MH, PW: nobody in Congress."""

    state: str


@dataclass(frozen=True, slots=True)
class DirectoryDown:
    """No data is loaded: the organizers have been told by `doctor` and `/readyz`."""


@dataclass(frozen=True, slots=True)
class Represented:
    """The reward: the names."""

    senators: tuple[str, ...]
    representative: str
    """"" where the seat is vacant."""
    title: Title
    """Of the one in the House: representative, delegate or resident commissioner."""
    district: str
    state: str

    @classmethod
    def of(cls, representation: Representation) -> "Represented":
        """The facts of this prompt."""
        member = representation.representative
        return cls(
            senators=tuple(s.name for s in representation.senators),
            representative=member.name if member else "",
            title=member.title if member else Title.REPRESENTATIVE,
            district=representation.district.code,
            state=representation.district.state,
        )


@dataclass(frozen=True, slots=True)
class AskDistrict:
    """Several districts share the ZIP code."""

    zip: str
    choices: tuple[Represented, ...]
    address_failed: bool = False
    """The address was looked up in vain: choosing is what is left."""
    address_kept: bool = False
    """An office requires the street address, so it is kept for the letter."""

    @property
    def states(self) -> int:
        """Over how many states the choices are spread."""
        return len({choice.state for choice in self.choices})


@dataclass(frozen=True, slots=True)
class ConfirmDistrict:
    """Probably this one."""

    zip: str
    choice: Represented


@dataclass(frozen=True, slots=True)
class DistrictUnclear:
    """Neither an address nor one of the choices."""


@dataclass(frozen=True, slots=True)
class LookingUp:
    """The address is with the geocoder."""


@dataclass(frozen=True, slots=True)
class GeocoderDown:
    """The geocoder cannot be asked; the choices follow."""


@dataclass(frozen=True, slots=True)
class AddressNotFound:
    """The geocoder knows no such address; the choices follow."""


@dataclass(frozen=True, slots=True)
class AddressAmbiguous:
    """The address lies in several districts; the choices follow."""


@dataclass(frozen=True, slots=True)
class NobodyToWrite:
    """This action has no office to write to from there."""

    state: str


@dataclass(frozen=True, slots=True)
class AskName:
    """Required by every office."""


@dataclass(frozen=True, slots=True)
class AskPrefix:
    """Mr., Mrs., Miss, Ms. or Dr."""


@dataclass(frozen=True, slots=True)
class AskStreet:
    """The office discards letters without one."""


@dataclass(frozen=True, slots=True)
class AskEmail:
    """Where the office answers."""


@dataclass(frozen=True, slots=True)
class FieldUnclear:
    """What was said is no answer to this question."""

    field: Literal["name", "prefix", "street", "email"]


@dataclass(frozen=True, slots=True)
class AskPhrase:
    """Keep this phrase?"""

    words: str
    """In the person's language where the action has the letter in it, else in English."""


@dataclass(frozen=True, slots=True)
class PhraseUnclear:
    """YES or NO?"""


@dataclass(frozen=True, slots=True)
class Review:
    """What will be sent. The template also gets `link`, made by the shell."""

    letters: int
    own_words: str


@dataclass(frozen=True, slots=True)
class OwnWordsFull:
    """No more fits into the letter."""


@dataclass(frozen=True, slots=True)
class ReviewUnclear:
    """Neither YES nor a sentence."""


@dataclass(frozen=True, slots=True)
class NotSent:
    """Said NO: nothing leaves, the draft stays."""


@dataclass(frozen=True, slots=True)
class AskChange:
    """What shall be changed?"""

    phrases: bool


@dataclass(frozen=True, slots=True)
class NothingToChange:
    """No draft to change."""


@dataclass(frozen=True, slots=True)
class Sending:
    """The letters are queued; nothing is claimed yet."""

    first_name: str
    letters: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of the letters."""

    first_name: str
    accepted: tuple[OfficeNews, ...]
    refused: tuple[OfficeNews, ...]
    unsure: tuple[OfficeNews, ...]
    given_up: tuple[OfficeNews, ...]
    waiting: tuple[OfficeNews, ...]
    ahead: bool = False
    """A day of action lies ahead of which one can be reminded."""


@dataclass(frozen=True, slots=True)
class AlreadyActed:
    """These letters have been sent before."""

    first_name: str


@dataclass(frozen=True, slots=True)
class ActionOver:
    """The action has ended."""

    title: str


@dataclass(frozen=True, slots=True)
class StopConfirmed:
    """The one confirming text (47 CFR 64.1200(a)(12))."""


@dataclass(frozen=True, slots=True)
class StartConfirmed:
    """Back on the line."""


@dataclass(frozen=True, slots=True)
class HelpGiven:
    """Program name and a contact (CTIA 5.1.3)."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Everything is erased."""


@dataclass(frozen=True, slots=True)
class LanguageSet:
    """From now on in this language."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What one can text here."""


@dataclass(frozen=True, slots=True)
class PersonWillRead:
    """Not understood three times: somebody will look."""


@dataclass(frozen=True, slots=True)
class CallOffered:
    """Was it you who asked to be rung? Nobody is rung before they have said so themselves."""


@dataclass(frozen=True, slots=True)
class ReminderPlanned:
    """A text will come the day before."""


@dataclass(frozen=True, slots=True)
class NothingToRemind:
    """No day lies ahead of which this person could be reminded."""


@dataclass(frozen=True, slots=True)
class AlertsOffer:
    """Reply YES to get alerts: program, frequency, rates, HELP, STOP (CTIA 5.1.2)."""


@dataclass(frozen=True, slots=True)
class AlertsConfirmed:
    """Said YES to alerts (CTIA 5.1.2 wants a confirmation that names the program)."""


@dataclass(frozen=True, slots=True)
class AlertsDeclined:
    """Said NO to alerts."""


@dataclass(frozen=True, slots=True)
class AlertsAlready:
    """Gets alerts as it is."""


@dataclass(frozen=True, slots=True)
class CallComing:
    """The telephone rings in a moment."""


@dataclass(frozen=True, slots=True)
class CallPlanned:
    """The telephone will ring at this time."""

    when: str
    tomorrow: bool


@dataclass(frozen=True, slots=True)
class CallOutOfHours:
    """Nobody is rung at that time."""


@dataclass(frozen=True, slots=True)
class CallsEnough:
    """Enough calls for one day."""


@dataclass(frozen=True, slots=True)
class CallImpossible:
    """The line cannot ring this person."""


@dataclass(frozen=True, slots=True)
class CallReminder:
    """The telephone rings soon."""

    when: str


@dataclass(frozen=True, slots=True)
class CallCancelled:
    """No call will come."""


Prompt = (
    Welcome
    | Intro
    | AskZip
    | ZipUnclear
    | ZipUnknown
    | ZipMilitary
    | ZipUnrepresented
    | DirectoryDown
    | Represented
    | AskDistrict
    | ConfirmDistrict
    | DistrictUnclear
    | LookingUp
    | GeocoderDown
    | AddressNotFound
    | AddressAmbiguous
    | NobodyToWrite
    | AskName
    | AskPrefix
    | AskStreet
    | AskEmail
    | FieldUnclear
    | AskPhrase
    | PhraseUnclear
    | Review
    | OwnWordsFull
    | ReviewUnclear
    | NotSent
    | AskChange
    | NothingToChange
    | Sending
    | Receipt
    | AlreadyActed
    | ActionOver
    | StopConfirmed
    | StartConfirmed
    | HelpGiven
    | Forgotten
    | LanguageSet
    | Hint
    | PersonWillRead
    | CallOffered
    | ReminderPlanned
    | NothingToRemind
    | AlertsOffer
    | AlertsConfirmed
    | AlertsDeclined
    | AlertsAlready
    | CallComing
    | CallPlanned
    | CallOutOfHours
    | CallsEnough
    | CallImpossible
    | CallReminder
    | CallCancelled
)


def prompt_name(prompt: type) -> str:
    """The name of a prompt's template: `AskZip` → "ask_zip"."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", prompt.__name__).lower()


PROMPT_NAMES = frozenset(prompt_name(prompt) for prompt in get_args(Prompt))
"""The names of all prompts, which are the names of their templates."""
