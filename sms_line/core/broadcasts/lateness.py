"""How late a text may leave without making its second hold more than the sender's rate.

A text that is late takes a second moment, some way ahead, beside the one that it has missed. Where
both lie less than a second apart, every second that the text falls into holds one of them, which
nobody else has: so there is room for it.
"""

from enum import Enum, auto

FREE = 0.007
"""Seconds: what the pace leaves free in every second (see `pacing.PACE`), less the way to the
carrier."""
MOST = 0.25
"""Seconds. The second moment comes within the claims' horizon and a claim's time after the text has
left: together with this that is less than a second."""


class Late(Enum):
    """What becomes of a text at this moment."""

    GOES = auto()
    GOES_FOR_ANOTHER = auto()
    """It leaves, and another moment is taken for it."""
    STAYS = auto()
    """It is given back, to be claimed again."""


def judged(late: float) -> Late:
    """`late`: seconds since the text's moment."""
    if late <= FREE:
        return Late.GOES
    return Late.GOES_FOR_ANOTHER if late <= MOST else Late.STAYS
