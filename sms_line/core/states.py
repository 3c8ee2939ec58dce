"""Where a conversation can stand: one frozen dataclass each, with all that it knows.

What is known of the person and what is drafted so far travel in the state; what is in flight
(a letter, a look-up) is a row elsewhere, and its news is an event for any state but Stopped.
"""

from dataclasses import dataclass, field
from typing import Literal

from sms_line.core.openings import LocalTime, Telephone
from sms_line.core.people import Field, Language, Legislator, Representation


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What the line knows about somebody, beside the phone number. "" means not known."""

    language: Language = Language.ENGLISH
    greeted: bool = False
    """Has had the first message with the words that CTIA Messaging Principles 5.1.2 want."""
    zip: str = ""
    city: str = ""
    state: str = ""
    district: str = ""
    """A code such as "TX-10", once it is settled."""
    name: str = ""
    prefix: str = ""
    street: str = ""
    """Kept only if an office requires it."""
    email: str = ""
    acted: tuple[str, ...] = ()
    """Slugs of the actions whose letters this person has sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter in the making."""

    action: str
    version: int
    representation: Representation | None = None
    needs: tuple[tuple[str, tuple[Field, ...]], ...] = ()
    """What each office (by bioguide) requires on its route."""
    decided: int = 0
    """How many of the optional phrases have been answered for."""
    kept: tuple[int, ...] = ()
    own_words: str = ""
    rounds: "Rounds | None" = None
    """Of a call: broken off to correct the place. Its limits go on counting."""
    first: str = ""
    """Of a call that waited for an office to open: whose it is, by bioguide."""
    zips: int = 0
    """Of a call: ZIP codes that have been looked up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """Said STOP: silence until START."""

    person: Person = Person()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resting:
    """Nothing is being asked."""

    person: Person = Person()
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


@dataclass(frozen=True, slots=True)
class Leg:
    """What became of one try to reach an office by telephone."""

    bioguide: str
    kind: str
    """Which of its telephones: washington, district or switchboard; "" if none was rung."""
    status: str
    """How the leg ended: the carrier's word, or "skipped", "closed", "crowded", "no phone";
    "dialled" until that is known."""
    went: str = ""
    """What the caller says of it: spoke, message, full, nobody; "" if they did not say."""
    number: str = field(default="", repr=False)
    """The telephone that was rung, in E.164."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """The offices that a caller is put through to, one after another."""

    offices: tuple[Legislator, ...]
    at: int = 0
    legs: tuple[Leg, ...] = ()
    seconds: int = 0
    """Spent with offices so far."""
    steps: int = 0
    """Answers given since the names were known: no call goes round in circles for ever."""
    heard: bool = False
    """The caller has heard what they may say."""
    ring_settled: bool = False
    """The line will ring this caller, or they did not say: they are asked no more."""
    writing: Literal["", "transcribed", "person", "text"] = ""
    """How a letter may follow the calls: spoken and transcribed, spoken to a person of the
    organization, by text only, or not at all."""

    @property
    def office(self) -> Legislator:
        """Whose turn it is."""
        return self.offices[self.at]


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeking:
    """Finding out which telephone of this office answers now; never stored for long."""

    person: Person
    draft: Draft
    rounds: Rounds
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

    person: Person = Person()
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


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedToSpeak:
    """The offices are done with. Waiting for 1: speak a message, 2: finish."""

    person: Person
    draft: Draft
    rounds: Rounds
    tries: int = 0
    takes: int = 0
    """How often the caller has spoken a message in this call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SayingName:
    """A letter is signed: waiting for a spoken name."""

    person: Person
    draft: Draft
    rounds: Rounds
    tries: int = 0
    takes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmingName:
    """The name as it was heard. Waiting for 1: right, 2: again."""

    person: Person
    draft: Draft
    rounds: Rounds
    name: str = ""
    tries: int = 0
    takes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakingMessage:
    """A recording is made."""

    person: Person
    draft: Draft
    rounds: Rounds
    tries: int = 0
    takes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AwaitingWords:
    """The recording is being transcribed; its words come by themselves, or not at all."""

    person: Person
    draft: Draft
    rounds: Rounds
    recording: str = ""
    """The carrier's name of it."""
    url: str = ""
    lost: bool = False
    """It could not be transcribed."""
    polls: int = 0
    tries: int = 0
    takes: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmingWords:
    """`draft.own_words` are read back. Waiting for 1: send, 2: speak again, 3: drop it."""

    person: Person
    draft: Draft
    rounds: Rounds
    tries: int = 0
    takes: int = 0


Dictating = (
    OfferedToSpeak | SayingName | ConfirmingName | SpeakingMessage | AwaitingWords | ConfirmingWords
)
"""The offices are done with, and a caller speaks a message to them."""
Calling = Seeking | OfferedToRing | ReadyToDial | OnTheLine | SayingHowItWent
"""The names are settled and a caller is on the way from office to office."""
Arriving = Proving | ChoosingAction
"""What a call is about is not settled yet."""
Writing = AskingField | ChoosingPhrase | Reviewing | Mending
"""The names are settled and a letter is in the making."""
Waiting = (
    AskingZip | ChoosingDistrict | Locating | AskingField | ChoosingPhrase | Reviewing | Mending
)
Awake = Resting | Offered | Waiting | Arriving | Calling | Dictating
State = Stopped | Awake | HungUp
