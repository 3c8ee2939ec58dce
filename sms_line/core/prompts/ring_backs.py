"""What is said by text about calls that the line places."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CallOffered:
    """Was it you who asked to be rung? Nobody is rung before they have said so themselves."""


@dataclass(frozen=True, slots=True)
class CallComing:
    """The telephone rings in a moment."""


@dataclass(frozen=True, slots=True)
class CallPlanned:
    """The telephone will ring at this time."""

    when: str
    tomorrow: bool


@dataclass(frozen=True, slots=True)
class CallOutOfHours:
    """Nobody is rung at that time."""


@dataclass(frozen=True, slots=True)
class CallsEnough:
    """Enough calls for one day."""


@dataclass(frozen=True, slots=True)
class CallImpossible:
    """The line cannot ring this person."""


@dataclass(frozen=True, slots=True)
class CallReminder:
    """The telephone rings soon."""

    when: str


@dataclass(frozen=True, slots=True)
class CallCancelled:
    """No call will come."""
