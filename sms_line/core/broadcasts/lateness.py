"""How late a text may leave without making its second hold more than the sender's rate.

Moments are given out one step apart. In a full second a text that leaves late joins those of the
next; where the sender is idle part of the time, there is room for it.
"""

from collections import deque
from dataclasses import dataclass, field

ALWAYS = 0.007
"""Seconds: what the pace leaves free in every second (see `pacing.PACE`), less the way to the
carrier."""
LOOKED_BACK = 1.0
"""Seconds over which idleness is measured."""


@dataclass(slots=True)
class Lateness:
    """What is known of the sender's idleness, from what `pacing.reserve` says each time."""

    _seen: deque[tuple[float, float]] = field(default_factory=deque)

    def note(self, now: float, idle: float) -> None:
        """At `now` the sender had been idle for `idle` seconds, all in all."""
        self._seen.append((now, idle))
        while len(self._seen) > 2 and now - self._seen[1][0] > LOOKED_BACK:
            self._seen.popleft()

    def allowed(self) -> float:
        """Seconds. With a share f of idle time, (1 - f)(1 + L) of the rate is at most all of it."""
        if len(self._seen) < 2:
            return ALWAYS
        (then, idle_then), (now, idle_now) = self._seen[0], self._seen[-1]
        if now - then < LOOKED_BACK / 2:
            return ALWAYS
        share = min(max((idle_now - idle_then) / (now - then), 0.0), 0.5)
        return max(share / (1 - share), ALWAYS)
