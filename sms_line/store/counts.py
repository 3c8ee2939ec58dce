"""What happened on the line since a moment, in numbers, for the desk's first page."""

from collections import Counter
from dataclasses import dataclass

from sms_line.store.letters import ACCEPTED, GIVEN_UP, QUEUED, REFUSED, SENDING, UNSURE

STATUSES = (QUEUED, SENDING, ACCEPTED, REFUSED, UNSURE, GIVEN_UP)
"""What can have become of a letter, in the order in which it happens."""

Totals = Counter[tuple[str, str]]
"""(source, what) → how many: see `tally_sources`."""


@dataclass(frozen=True, slots=True)
class TextCounts:
    """Texts of a stretch of time."""

    received: int
    sent: int
    """Handed to the carrier, whatever became of them then."""
    segments: int
    """What those sent cost."""
    waiting: int
    """Not handed over yet, or it is not known whether they were."""
    in_trouble: int
    """Did not get through, as far as is known."""


def texts_of(sums: Totals, in_trouble: int) -> TextCounts:
    """Texts in and out."""
    return TextCounts(
        received=sums["texts", "in"],
        sent=sums["texts", "out"],
        segments=sums["texts", "segments"],
        waiting=sums["texts", "waiting"],
        in_trouble=in_trouble,
    )


def letters_of(sums: Totals) -> dict[str, int]:
    """Letters that were queued, by what has become of them."""
    return {status: sums["letters", status] for status in STATUSES if sums["letters", status]}
