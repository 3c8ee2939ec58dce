"""The texts that follow from a call."""

from dataclasses import dataclass

from sms_line.core.openings import LocalTime


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
