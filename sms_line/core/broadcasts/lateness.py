"""How late texts may leave without making any second hold more than the sender's rate.

A machine that is busy lets a text leave a little after its moment. Where every text may be late by
up to `L` seconds, a second may hold the moments of `1 + L` seconds; so moments lie `(1 + L) / rate`
apart, and no second holds more than the rate. A small `L` costs little of the rate but loses the
texts that miss it, which have to take another moment; a worker asks for what costs it least.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

LEAST = 0.016
"""Seconds by which any text may be late: 1.6 % of the rate, of the 2 % that may be lost."""
STEPS = (LEAST, 0.05, 0.1, 0.2, 0.4)
"""What is chosen from. The last, with the time for which moments are taken ahead, still honours a
pause within two seconds."""
ON_THE_WAY = 0.007
"""Seconds that one text may need more than another from here to the carrier; on a busy machine a
third of the lateness, for it is late there too."""
LOOKED_AT = 150
"""Texts of one worker that are looked back at."""
ENOUGH = 40
"""Texts before which nothing is known: the first ones open their connections."""
WORTH = 0.8
"""A step is changed for one that costs less than this part of it: each way down costs a pause."""

KEPT = 1.0
"""Seconds for which all workers let texts be as late as one of them has just wanted: otherwise each
claim of a faster one would wait for what a slower one may still send."""


def pause(rate: float, lateness: float) -> float:
    """Seconds between two moments. `rate`: texts a second; `lateness`: seconds, see above."""
    return (1.0 + lateness) / rate


def change(now: float, wanted: float, *, kept: bool) -> tuple[float, float]:
    """By how much texts may be late from the next moment on, and for how long there is none first.

    `now`: by how much they may be until then; `kept`: for less it is too early, see `KEPT`. Those
    that may still leave late would be added to those that leave in time, but for the wait.
    """
    if wanted >= now or kept:
        return max(wanted, now), 0.0
    return wanted, now - wanted


def in_time(late: float, lateness: float) -> bool:
    """May a text still leave? `late`: seconds since its moment."""
    return late <= lateness - max(ON_THE_WAY, lateness / 3)


@dataclass(slots=True)
class Lateness:
    """How late the texts of one worker have been lately, and how late it wants them to be able."""

    _late: deque[float] = field(default_factory=lambda: deque(maxlen=LOOKED_AT))
    _wanted: float = LEAST

    def was(self, late: float) -> None:
        """A text was ready to leave so many seconds after its moment."""
        self._late.append(late)

    def wanted(self) -> float:
        """Seconds, one of `STEPS`."""
        if len(self._late) >= ENOUGH:
            best = min(STEPS, key=lambda step: _cost(self._late, step))
            if _cost(self._late, best) < WORTH * _cost(self._late, self._wanted):
                self._wanted = best
        return self._wanted


def _cost(late: Iterable[float], lateness: float) -> float:
    """The part of the rate that is lost: moments that lie apart, and moments that are missed."""
    known = list(late)
    missed = sum(not in_time(each, lateness) for each in known) / len(known)
    return 1.0 - (1.0 - missed) / (1.0 + lateness)
