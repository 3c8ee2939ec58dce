"""Who gets the sender's next moments, where several broadcasts want them.

They take turns, so that a small one does not wait behind a million; one that is slower by its own
rate takes a moment only when its own time has come, and leaves those between to the others.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

SLACK = 0.012
"""Seconds by which a slower one may be late without losing them: what its own pace leaves free in
every second (see `lateness.LEAST`)."""


@dataclass(slots=True)
class Wish:
    """What one of them wants; what it is given is taken off."""

    count: int
    """Texts."""
    pause: float = 0.0
    """Seconds between two of its texts, 0 where it is as fast as the sender."""
    not_before: float = 0.0
    """When its next text may leave by its own rate."""


def give_out(
    wishes: Sequence[Wish], at: float, pause: float, until: float, most: int
) -> tuple[list[tuple[float, int]], float]:
    """Up to `most` moments with the wish that each is for, and when the next one could be.

    From `at` on, `pause` apart, none after `until`; all are seconds of one clock.
    """
    given: list[tuple[float, int]] = []
    order = deque(each for each, wish in enumerate(wishes) if wish.count > 0)
    while order and len(given) < most:
        earliest = min(wishes[each].not_before for each in order)
        at = max(at, earliest)
        if at > until:
            break
        while wishes[order[0]].not_before > at:
            order.rotate(-1)
        mine = order.popleft()
        wish = wishes[mine]
        given.append((at, mine))
        wish.count -= 1
        wish.not_before = max(wish.not_before, at - SLACK) + wish.pause
        if wish.count:
            order.append(mine)
        at += pause
    return given, at
