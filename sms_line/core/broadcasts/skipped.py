"""Why a recipient of a broadcast was not texted after all, in the organizers' words."""

from collections.abc import Mapping
from enum import StrEnum


class Skipped(StrEnum):
    """One reason of those who were written down as recipients when it started."""

    STOPPED = "stopped"
    NIGHT = "night"
    INCOMPLETE = "incomplete"
    CANCELLED = "cancelled"
    HELD_BACK = "held back"


SKIPPED_WORDS: Mapping[Skipped, str] = {
    Skipped.STOPPED: "said STOP, were blocked or were forgotten after it started",
    Skipped.NIGHT: "were in their night",
    Skipped.INCOMPLETE: "lack something that the words name, such as a first name",
    Skipped.CANCELLED: "were left when it was cancelled",
    Skipped.HELD_BACK: "were to be tried again, but STOP, the night or a cancel came first",
}
"""What follows a number of people: "12 were in their night"."""
