"""What callers hear while they speak a letter."""

from dataclasses import dataclass


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
