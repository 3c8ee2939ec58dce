"""What a person meant by what they wrote, said or filled in."""

from dataclasses import dataclass
from typing import Literal

from sms_line.core.hearing.call_times import CallTime
from sms_line.core.people import Field, Language


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
    """Opens an action. `zip`: where they live, if they wrote that in the same breath."""

    slug: str
    language: Language
    zip: str = ""


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
class AlertsAsked:
    """Wants alerts; they are still to be confirmed by a YES."""


@dataclass(frozen=True, slots=True)
class RemindAsked:
    """Wants a text the day before the day of action."""


@dataclass(frozen=True, slots=True)
class CallAsked:
    """Wants to be rung, now or at a time."""

    at: CallTime


@dataclass(frozen=True, slots=True)
class CallDropped:
    """Does not want the call any more that was asked for."""
