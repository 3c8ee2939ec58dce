"""A letter with gaps: what an organizer wrote, cut once into text, fields and optional phrases.

Filling it is substitution and nothing else, so that what a supporter types can never become a
template: there is no expression to evaluate.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sms_line.core.people import Language, Title


class Gap(StrEnum):
    """A fact that a letter can ask for, by its name in `{{ … }}`."""

    SENDER_NAME = "sender.name"
    SENDER_CITY = "sender.city"
    SENDER_STATE = "sender.state"
    SENDER_ZIP = "sender.zip"
    LEGISLATOR_TITLE = "legislator.title"
    LEGISLATOR_NAME = "legislator.name"
    LEGISLATOR_LAST_NAME = "legislator.last_name"
    OWN_WORDS = "own_words"


@dataclass(frozen=True, slots=True)
class OptionalPhrase:
    """A bracket that is no field: the supporter is asked whether to keep it."""

    index: int
    words: str


Piece = str | Gap | OptionalPhrase


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """The subject and the body, each a row of pieces."""

    subject: tuple[Piece, ...]
    body: tuple[Piece, ...]
    language: Language = Language.ENGLISH
    """The language it is written in, which is the one of its titles too."""

    @property
    def phrases(self) -> tuple[OptionalPhrase, ...]:
        """The optional phrases in the order in which they stand."""
        return tuple(p for p in self.body if isinstance(p, OptionalPhrase))


@dataclass(frozen=True, slots=True)
class Sender:
    """Whoever signs a letter; "" for what is not known."""

    name: str
    city: str
    state: str
    zip: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class LetterWords:
    """What the letters of a language say beside the organizer's words; from `templates/letter/`."""

    titles: Mapping[Title, str]
    """As one writes to them: "Resident Commissioner"."""
    own_words: str
    """What opens the sender's own paragraph: "In my own words:"."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to one office, ready to leave."""

    bioguide: str
    office: str
    """Who it is to, as on an envelope: "Senator John Barrasso"."""
    subject: str
    body: str
    sender_name: str
    sender_email: str
    """"" unless the supporter gave one."""
