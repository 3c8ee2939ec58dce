"""The words of a call's transcript: what the caller does, and what happens to a leg.

> (rings)                                begins a call; a file may hold several
> (is rung back)                         the line rings; or: (is rung back, a machine answers)
> (keys 82001)                           on a leg, star brings the caller back
> (says "eight two zero zero one")
> (silence)
> (speaks for 20 seconds)                a message; or: (hangs up while speaking)
> (hangs up)                             or: (hangs up after 90 seconds), on a leg
> (texts FREE)                           the same person texts the line
~ the office is busy                     or another way in which a leg ends, see `_LEGS`
~ the message is written down: My brother is in there.
~ the message cannot be written down
~ this number has rung 20 times today
~ withheld numbers have rung 100 times today
~ the calls of today have lasted 2000 minutes
~ an hour passes
~ a caller in 82001 finds Washington busy                  their first office; or: … full
~ ten callers in 82001 are put through to Washington       and stay on the line
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal, cast
from zoneinfo import ZoneInfo

from tests.transcripts.elsewhere import TimePasses, understand
from tests.transcripts.script import Transcript

LINE_NUMBER = "+13075550199"
CALLER = "+13075550100"

LegStatus = Literal["completed", "busy", "no-answer", "failed", "canceled"]
_LEGS: dict[str, LegStatus] = {
    "the office is busy": "busy",
    "nobody answers at the office": "no-answer",
    "the line fails": "failed",
    "the ringing breaks off": "canceled",
}
_ZONES = {
    "Eastern": "America/New_York",
    "Central": "America/Chicago",
    "Mountain": "America/Denver",
    "Pacific": "America/Los_Angeles",
}


@dataclass(frozen=True)
class Rings:
    """A call begins; `back`: the line rings."""

    back: bool = False
    machine: bool = False


@dataclass(frozen=True)
class Presses:
    """Keys, one after the other; "" for silence."""

    keys: str


@dataclass(frozen=True)
class Speaks:
    """Words, as Twilio's recognition would give them."""

    words: str


@dataclass(frozen=True)
class HangsUp:
    """So many seconds after the office picked up; 0 where none had."""

    seconds: int


@dataclass(frozen=True)
class Texts:
    """Not a call, but a text."""

    body: str


@dataclass(frozen=True)
class LegEnds:
    """An office does something with the leg."""

    status: LegStatus
    seconds: int


@dataclass(frozen=True)
class Dictates:
    """A message; `hangs_up`: instead of the key that ends it."""

    seconds: int
    hangs_up: bool = False


@dataclass(frozen=True)
class AnotherCaller:
    """Somebody is put through to their first office, and this comes of it."""

    zip: str
    finds: Literal["busy", "full"]


@dataclass(frozen=True)
class TenCallers:
    """As many as are put through to one telephone of their first office, and stay there."""

    zip: str
    city: str


@dataclass(frozen=True)
class WrittenDown:
    """The words of the last message arrive; None: there are none."""

    words: str | None


@dataclass(frozen=True)
class Earlier:
    """Calls of today, before this transcript."""

    calls: int = 0
    """Of the same number, or of all that are withheld."""
    minutes: int = 0
    """Of anybody."""


Deed = Dictates | Rings | Presses | Speaks | HangsUp | Texts


def caller_does(line: str) -> Deed:
    """What a `>` line says. Raises AssertionError for words that mean nothing."""
    inside = line.removeprefix("(").removesuffix(")")
    match inside.split(" ", 1):
        case ["rings"]:
            return Rings()
        case ["silence"]:
            return Presses("")
        case ["keys", keys]:
            return Presses(keys)
        case ["says", words]:
            return Speaks(words.strip('"'))
        case ["texts", body]:
            return Texts(body)
    if inside == "hangs up while speaking":
        return Dictates(20, hangs_up=True)
    if match := re.fullmatch(r"speaks for (\d+) seconds?", inside):
        return Dictates(int(match[1]))
    if inside.startswith("is rung back"):
        return Rings(back=True, machine=inside == "is rung back, a machine answers")
    if match := re.fullmatch(r"hangs up(?: after (\d+) seconds)?", inside):
        return HangsUp(int(match[1] or 0))
    raise AssertionError(f"nobody knows what this means: > {line}")


def happens(
    line: str,
) -> LegEnds | TimePasses | WrittenDown | Earlier | AnotherCaller | TenCallers:
    """What a `~` line says."""
    if match := re.fullmatch(r"a caller in (\d{5}) finds Washington (busy|full)", line):
        return AnotherCaller(match[1], "busy" if match[2] == "busy" else "full")
    if match := re.fullmatch(r"ten callers in (\d{5}) are put through to (.+)", line):
        return TenCallers(match[1], match[2])
    if line in _LEGS:
        return LegEnds(_LEGS[line], 0)
    if match := re.fullmatch(r"the office picks up for (\d+) seconds", line):
        return LegEnds("completed", int(match[1]))
    if line == "the message cannot be written down":
        return WrittenDown(None)
    if line.startswith("the message is written down: "):
        return WrittenDown(line.partition(": ")[2])
    if match := re.fullmatch(
        r"(?:this number has|withheld numbers have) rung (\d+) times today", line
    ):
        return Earlier(calls=int(match[1]))
    if match := re.fullmatch(r"the calls of today have lasted (\d+) minutes", line):
        return Earlier(minutes=int(match[1]))
    what = understand(line)
    assert isinstance(what, TimePasses), f"not on the telephone: ~ {line}"
    return what


def moment_of(transcript: Transcript) -> datetime:
    """When the call begins: the header `at: 2026-11-23 10:00 Eastern`."""
    (at,) = transcript.headers("at")
    day, _, zone = at.rpartition(" ")
    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(_ZONES[zone])).astimezone(UTC)


def number_of(transcript: Transcript) -> str:
    """Who rings: the header `from:`, "anonymous" for a withheld number."""
    return next(iter(transcript.headers("from")), CALLER)


def messages_of(transcript: Transcript) -> Literal["", "person", "transcribed"]:
    """What becomes of spoken messages: the header `messages:`, by default none are taken."""
    header = "".join(transcript.headers("messages"))
    assert header in {"", "person", "transcribed"}
    return cast(Literal["", "person", "transcribed"], header)


def puts_through(number: str, name: str, kind: str, city: str) -> str:
    """The line that says which telephone rings."""
    assert re.fullmatch(r"\+1\d{10}", number), number
    shown = f"+1 {number[2:5]}-{number[5:8]}-{number[8:]}"
    where = {"district": f"office in {city}", "washington": "Washington"}
    return f"* puts through to {shown} ({name}, {where.get(kind, 'through the switchboard')})"


def leg_recorded(name: str, kind: str, status: str, went: str) -> str:
    """The line that says what is noted of a try."""
    where = {"washington": "Washington"}.get(kind, kind)
    return "* leg recorded: " + ", ".join(each for each in (name, where, status, went) if each)
