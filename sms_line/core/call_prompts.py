"""What the line says on the phone only, and the texts that follow from a call.

The words are in `templates/voice/<language>/`; those of AfterCallPrompt are texts.
"""

from dataclasses import dataclass

from sms_line.core.openings import LocalTime
from sms_line.core.people import Title


@dataclass(frozen=True, slots=True)
class Greeting:
    """Who this is."""


@dataclass(frozen=True, slots=True)
class RungBack:
    """The line rings somebody who asked for it: press 1."""


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """Said in the other language: press 2 for it."""


@dataclass(frozen=True, slots=True)
class ChooseAction:
    """Several actions ask for calls: press 1 for the first, 2 for the second, up to 4."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherLanguageInMenu:
    """Said in the other language, before a menu: press 9 for it."""


@dataclass(frozen=True, slots=True)
class NoActionNow:
    """Nothing to call about."""


@dataclass(frozen=True, slots=True)
class CallScript:
    """What the caller may say to the office."""

    script: str


@dataclass(frozen=True, slots=True)
class ReadyToCall:
    """1: put through, 2: skip, 3: not my legislators, 9: the script again."""

    name: str
    title: Title
    kind: str
    city: str
    number: int
    """Which office of how many this is, from 1."""
    of: int
    again: bool = False
    """Another of its telephones has been tried."""


@dataclass(frozen=True, slots=True)
class Connecting:
    """Star brings the caller back."""

    name: str


@dataclass(frozen=True, slots=True)
class WashingtonClosed:
    """A district office is open instead."""

    name: str


@dataclass(frozen=True, slots=True)
class RoomElsewhere:
    """Washington is crowded, or was in vain for the caller before: an office at home first."""

    name: str


@dataclass(frozen=True, slots=True)
class OfficeClosed:
    """None of its offices is open now."""

    name: str
    opens: LocalTime | None
    """When the first one is; None: nobody knows."""


@dataclass(frozen=True, slots=True)
class OfficeCrowded:
    """Enough callers of this line are on each telephone of it that is open."""

    name: str


@dataclass(frozen=True, slots=True)
class OfferToRing:
    """1: we ring you when they open, 2: go on."""

    rings: LocalTime
    then: bool
    """That is the moment at which they open, which was just said."""


@dataclass(frozen=True, slots=True)
class RingArranged:
    """The line will ring."""

    name: str
    rings: LocalTime


@dataclass(frozen=True, slots=True)
class OfficeWithoutPhone:
    """No telephone is known."""

    name: str


@dataclass(frozen=True, slots=True)
class LegFailed:
    """Busy, no answer, or no connection."""

    name: str
    status: str


@dataclass(frozen=True, slots=True)
class HowDidItGo:
    """1 spoke to someone, 2 left a message, 3 mailbox full, 4 nobody answered."""


@dataclass(frozen=True, slots=True)
class WithoutRepresentative:
    """The caller does not know in which of the districts they live: these are theirs anyway."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """It is written down."""


@dataclass(frozen=True, slots=True)
class KeyUnclear:
    """That key means nothing here."""


@dataclass(frozen=True, slots=True)
class Farewell:
    """All offices are done with."""

    reached: int
    by_text: bool = False
    """A letter may follow by text; the offices want to know more than can be spoken."""


@dataclass(frozen=True, slots=True)
class OfferToSpeak:
    """1: speak a message for the same offices, 2: finish."""

    transcribed: bool
    """It can be read back and sent as a letter; else a person listens, and nothing is sent."""


@dataclass(frozen=True, slots=True)
class SayYourName:
    """A letter is signed."""


@dataclass(frozen=True, slots=True)
class NameHeard:
    """1: right, 2: again."""

    name: str


@dataclass(frozen=True, slots=True)
class SpeakNow:
    """After the tone; # or silence ends it."""


@dataclass(frozen=True, slots=True)
class OneMoment:
    """The message is being written down."""


@dataclass(frozen=True, slots=True)
class WordsReadBack:
    """1: send it to the offices, 2: record again, 3: drop it."""

    words: str
    name: str


@dataclass(frozen=True, slots=True)
class LettersOnTheWay:
    """Queued; nothing more is claimed."""

    letters: int


@dataclass(frozen=True, slots=True)
class MessageDropped:
    """Nothing was sent."""


@dataclass(frozen=True, slots=True)
class PersonWillListen:
    """The message is with the organizers; nothing was sent in the caller's name."""


@dataclass(frozen=True, slots=True)
class CallLimit:
    """The call has reached its limit."""


@dataclass(frozen=True, slots=True)
class NoZipFound:
    """As many ZIP codes as a caller may try, and none leads to a member of Congress."""


@dataclass(frozen=True, slots=True)
class Goodbye:
    """Three silences, or three answers that answer nothing."""


@dataclass(frozen=True, slots=True)
class CalledTooOften:
    """This number has rung more often today than the line takes."""


@dataclass(frozen=True, slots=True)
class DaySpent:
    """The line has taken as many calls today as it may."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The line cannot answer at present."""


@dataclass(frozen=True, slots=True)
class ScriptByText:
    """The script, on the caller's screen while they speak."""

    script: str


@dataclass(frozen=True, slots=True)
class CallWhenOpen:
    """The line will ring when an office is open; NOCALL cancels."""

    name: str
    rings: LocalTime


@dataclass(frozen=True, slots=True)
class CallThanks:
    """After the call: thanks, and what was recorded of each office that picked up, by name."""

    spoke: tuple[str, ...]
    message: tuple[str, ...]
    reached: tuple[str, ...]
    """The caller did not say how it went."""
    keyword: str
    """What opens the letter for somebody who has not written yet; "" for who has."""


CallPrompt = (
    Greeting
    | RungBack
    | OtherLanguage
    | ChooseAction
    | OtherLanguageInMenu
    | NoActionNow
    | CallScript
    | ReadyToCall
    | Connecting
    | WashingtonClosed
    | RoomElsewhere
    | OfficeClosed
    | OfficeCrowded
    | OfferToRing
    | RingArranged
    | OfficeWithoutPhone
    | LegFailed
    | WithoutRepresentative
    | HowDidItGo
    | Noted
    | KeyUnclear
    | Farewell
    | OfferToSpeak
    | SayYourName
    | NameHeard
    | SpeakNow
    | OneMoment
    | WordsReadBack
    | LettersOnTheWay
    | MessageDropped
    | PersonWillListen
    | CallLimit
    | NoZipFound
    | Goodbye
    | CalledTooOften
    | DaySpent
    | Unavailable
)
InOtherLanguage = OtherLanguage | OtherLanguageInMenu
"""Said in the language that the call is not in."""
AfterCallPrompt = ScriptByText | CallWhenOpen | CallThanks
"""Those that are texts."""
