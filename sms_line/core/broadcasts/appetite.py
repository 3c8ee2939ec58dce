"""How many texts a worker takes on: as many as it lets leave in time.

Where the sender may send more than a worker can, texts that were taken together miss their moments
and were taken for nothing. A worker takes fewer then, and more again while all of them leave.
"""

from dataclasses import dataclass

LEAST, MOST = 25, 500
"""Texts that wait for their moment. The most is what one transaction claims at once."""
AT_FIRST = 60
"""The first texts open their connections: each of them takes longer than any later one."""
SPARED = 0.1
"""Of those that were taken so many may miss their moments: a short stall is no sign of too many."""
LESS, MORE = 0.5, 1.3
"""Down at once and up in steps, so that it settles where nothing is missed."""


@dataclass(slots=True)
class Appetite:
    """One worker's."""

    _count: float = AT_FIRST

    def came(self, left: int, missed: int) -> None:
        """So many of the texts that were taken have left, and so many missed their moments."""
        if missed > SPARED * (left + missed):
            self._count = max(self._count * LESS, LEAST)
        elif left:
            self._count = min(self._count * MORE, MOST)

    def wanted(self) -> int:
        """How many texts may wait for their moment."""
        return int(self._count)
