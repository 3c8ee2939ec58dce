"""What is asked and said about a letter, from the name under it to its receipt."""

from dataclasses import dataclass
from typing import Literal

from sms_line.core.events import OfficeNews


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
    ahead: bool
    """A day of action lies ahead of which one can be reminded."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of the letters."""

    first_name: str
    accepted: tuple[OfficeNews, ...]
    refused: tuple[OfficeNews, ...]
    unsure: tuple[OfficeNews, ...]
    given_up: tuple[OfficeNews, ...]
    waiting: tuple[OfficeNews, ...]


@dataclass(frozen=True, slots=True)
class AlreadyActed:
    """These letters have been sent before."""

    first_name: str


@dataclass(frozen=True, slots=True)
class ActionOver:
    """The action has ended."""

    title: str
