"""What happens on a call."""

from dataclasses import dataclass, field
from typing import Literal

from sms_line.core.openings import LocalTime, Opening


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
class ZipBegun:
    """Some digits of a ZIP code; the rest may follow after a pause."""

    digits: str


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
    crowded: frozenset[str] = frozenset()
    """The telephones (E.164) of this office that enough callers are on."""


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
