"""A text that leaves late never makes its second hold more than the rate."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.core.broadcasts.lateness import FREE, MOST, Late, judged

JUDGED = [
    (-0.001, Late.GOES, "its moment is just coming"),
    (FREE, Late.GOES, "the pace leaves room for it"),
    (0.02, Late.GOES_FOR_ANOTHER, "a loaded machine"),
    (MOST, Late.GOES_FOR_ANOTHER, "at most"),
    (MOST + 0.001, Late.STAYS, "the second moment could be more than a second from the first"),
]


@pytest.mark.parametrize(("late", "becomes", "why"), JUDGED)
def test_judged(late: float, becomes: Late, why: str) -> None:
    assert judged(late) is becomes, why


RATE, PACE, HORIZON, WORTH = 50, 0.988, 0.6, 0.1
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
        if judged(late) is Late.GOES_FOR_ANOTHER:
            owed = sorted([*owed, next_at + late + WORTH])
        next_at += 1 / (RATE * PACE)
    left.sort()
    for first, begins in enumerate(left):
        window = [at for at in left[first:] if at < begins + 1.0]
        assert len(window) <= RATE
