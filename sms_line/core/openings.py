"""Which of a legislator's telephones can be rung now, as the directory answers it."""

# The module, not the class: here it is a type only, and the core never asks what time it is.
import datetime
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Telephone:
    """A telephone of an office, from the directory and from nowhere else."""

    number: str = field(repr=False)
    """E.164 ("+12022246441")."""
    kind: Literal["washington", "district", "switchboard"]
    """The Capitol's switchboard stands in for a Washington number that nobody has published."""
    city: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What of a legislator's offices answers now, and when the next one does."""

    washington: Telephone | None
    """None only for somebody who is not in the directory: nothing can be rung then."""
    washington_open: bool
    nearest: Telephone | None
    """The nearest district office that is open now and has room for a caller."""
    opens_at: datetime.datetime | None
    """When the first of the offices opens next, Washington among them: aware, UTC, after now."""
    opens_zone: str
    """The IANA zone of the office that opens then, "" if none does."""
    seen_at: datetime.datetime
    """When all this holds; practising has its own."""
    washington_crowded: bool = False
    """Enough callers are on its line."""
    home_crowded: bool = False
    """A district office is open, and enough callers are on its line."""


@dataclass(frozen=True, slots=True)
class LocalTime:
    """A moment to come, as the calendar and the clock on somebody's wall show it."""

    at: datetime.datetime
    """The moment itself: aware, UTC."""
    days: int
    """0: today, 1: tomorrow."""
    weekday: int
    """Monday is 0. Less than a week ahead, so that it says which day."""
    hour: int
    """0 to 23."""
    minute: int
