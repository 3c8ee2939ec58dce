"""How late a text may leave without making its second hold more than the sender's rate.

A text that is late takes a second moment, some way ahead, beside the one that it has missed. Where
both lie less than a second apart, every second that the text falls into holds one of them, which
nobody else has: so there is room for it. How far they are apart depends on how soon the second one
is taken: on a slow database texts may hardly be late.
"""

from collections import deque
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import pairwise

FREE = 0.007
"""Seconds: what the pace leaves free in every second (see `pacing.PACE`), less the way to the
carrier."""
MOST = 0.25
"""Seconds by which a text is late at most, however fast the database is."""
LOOKS = 5
"""Rounds of a worker that are looked back at."""


class Late(Enum):
    """What becomes of a text at this moment."""

    GOES = auto()
    GOES_FOR_ANOTHER = auto()
    """It leaves, and another moment is taken for it."""
    STAYS = auto()
    """It is given back, to be claimed again."""


@dataclass(slots=True)
class Lateness:
    """How late texts of one worker may be, by how long its rounds have taken lately."""

    horizon: float
    """Seconds ahead for which moments are taken at most."""
    _ended: deque[float] = field(default_factory=lambda: deque(maxlen=LOOKS + 1))

    def round_ended(self, now: float) -> None:
        """What was owed until this round has been taken."""
        self._ended.append(now)

    def judged(self, late: float, now: float) -> Late:
        """`late`: seconds since the text's moment; `now`: by the clock of the rounds."""
        if late <= FREE:
            return Late.GOES
        return Late.GOES_FOR_ANOTHER if late <= self._most(now) else Late.STAYS

    def _most(self, now: float) -> float:
        if len(self._ended) < 2:  # it has just begun: the first rounds are the slowest
            return FREE
        ended = [*self._ended, now]
        longest = max(after - before for before, after in pairwise(ended))
        # Twice: a claim that takes long puts its moments off by as long again.
        return min(MOST, 1.0 - self.horizon - 2 * longest)
