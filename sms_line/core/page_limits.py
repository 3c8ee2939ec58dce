"""How often one visitor of the public pages may do what costs others something."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Use(StrEnum):
    """What is counted."""

    FORM = "form"
    """Any form at all: each is a turn in the database."""
    LETTERS = "letters"
    """A person's letters leave."""
    RING = "ring"
    """Somebody asks to be rung."""
    RUNG = "rung"
    """A number is asked whether it wants to be rung; counted by the number, not by who asked."""


@dataclass(frozen=True, slots=True)
class Limit:
    """So often within this time."""

    times: int
    within: timedelta


LIMITS = {
    # Fifty people at one table of one hall, each with three or four forms.
    Use.FORM: Limit(200, timedelta(hours=1)),
    # A household and its guests; where a browser works for it, a hall full of people.
    Use.LETTERS: Limit(10, timedelta(hours=1)),
    Use.RING: Limit(3, timedelta(days=1)),
    # One text that nobody may have asked for is one too many to repeat on the same day.
    Use.RUNG: Limit(1, timedelta(days=1)),
}
LETTERS_OF_A_HALL = Limit(60, timedelta(hours=1))
"""In place of LETTERS, where the browser has done a little work for each."""
