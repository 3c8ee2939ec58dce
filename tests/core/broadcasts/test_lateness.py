"""A text that leaves late never makes its second hold more than the rate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.core.broadcasts.lateness import FREE, MOST, Late, Lateness

HORIZON = 0.6
FAST, SLOW = [0.05 * each for each in range(7)], [0.5 * each for each in range(7)]
JUDGED = [
    (FAST, -0.001, Late.GOES, "its moment is just coming"),
    (FAST, FREE, Late.GOES, "the pace leaves room for it"),
    (FAST, 0.02, Late.GOES_FOR_ANOTHER, "a loaded machine"),
    (FAST, MOST, Late.GOES_FOR_ANOTHER, "at most"),
    (FAST, MOST + 0.001, Late.STAYS, "later than ever"),
    (SLOW, FREE, Late.GOES, "the pace leaves room for it"),
    (SLOW, 0.02, Late.STAYS, "its second moment would be taken too late"),
    ([0.0, 0.5, 1.0, 1.1, 1.2], 0.02, Late.STAYS, "one slow round may be followed by another"),
    ([0.0, 0.5, *[0.5 + 0.05 * each for each in range(1, 7)]], 0.02, Late.GOES_FOR_ANOTHER, "over"),
    ([], 0.02, Late.STAYS, "nothing is known of its rounds"),
]


@pytest.mark.parametrize(("rounds", "late", "becomes", "why"), JUDGED)
def test_judged(rounds: list[float], late: float, becomes: Late, why: str) -> None:
    lateness = Lateness(HORIZON)
    for ended in rounds:
        lateness.round_ended(ended)
    assert lateness.judged(late, rounds[-1] if rounds else 0.0) is becomes, why


def test_a_round_that_does_not_end_counts_too() -> None:
    lateness = Lateness(HORIZON)
    for ended in FAST:
        lateness.round_ended(ended)
    assert lateness.judged(0.02, FAST[-1] + 0.5) is Late.STAYS


RATE, PACE, WORTH = 50, 0.988, 0.1
"""Texts a second; of that; seconds ahead that are given out; seconds until a late one is noted."""


@given(st.lists(st.floats(0, MOST), min_size=60, max_size=250))
def test_no_second_holds_more_than_the_rate(delays: list[float]) -> None:
    """Moments are given out a horizon ahead; each late text takes one more, soon after it left."""
    next_at, left, owed = 0.0, [], []
    for late in delays:
        claimed_at = next_at - HORIZON
        while owed and owed[0] <= claimed_at:
            owed.pop(0)
            next_at += 1 / (RATE * PACE)
        left.append(next_at + late)
        if late > FREE:
            owed = sorted([*owed, next_at + late + WORTH])
        next_at += 1 / (RATE * PACE)
    left.sort()
    for first, begins in enumerate(left):
        window = [at for at in left[first:] if at < begins + 1.0]
        assert len(window) <= RATE
