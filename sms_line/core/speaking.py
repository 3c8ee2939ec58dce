"""What a caller hears and what is waited for after it: the mouth of the line, in its own words.

The carrier's room turns one of these into its document, and what comes of the wait into an event.
"""

from dataclasses import dataclass

from sms_line.core.people import Language


@dataclass(frozen=True, slots=True)
class Utterance:
    """Something said: words for the voice, or a recording of them."""

    words: str
    language: Language
    recording: str = ""
    """The address of an audio file that is played in place of the words; "" for none."""


@dataclass(frozen=True, slots=True)
class Keys:
    """Wait for keys; what was said just before may be interrupted by them."""

    count: int
    """How many digits make an answer: 1 for a menu, 5 for a ZIP code."""
    seconds: int = 8
    """How long silence may last before it is the answer."""
    speech: bool = False
    """The answer may be spoken too."""
    hints: str = ""
    """Words that the recognition should expect, separated by commas."""
    aside: int = 0
    """So many utterances come before the question. Keys answer them too, after a shorter silence:
    2 alone is for the other language. What is said in the room does not cut them short."""


@dataclass(frozen=True, slots=True)
class Connect:
    """Put the caller through to an office. Star ends the leg and brings the caller back."""

    number: str
    """E.164, from the directory and from nowhere else."""
    caller_id: str
    """One of the line's own numbers, or the caller's on an inbound call."""
    ring_seconds: int
    limit_seconds: int


@dataclass(frozen=True, slots=True)
class Take:
    """Record a message; # or silence ends it."""

    limit_seconds: int
    language: Language


@dataclass(frozen=True, slots=True)
class HangUp:
    """The call is over."""


@dataclass(frozen=True, slots=True)
class Refuse:
    """The call is not taken at all: it costs nothing."""


Wait = Keys | Connect | Take | HangUp | Refuse


@dataclass(frozen=True, slots=True)
class Spoken:
    """One answer of the line on the phone: it says these, then waits."""

    utterances: tuple[Utterance, ...]
    wait: Wait
