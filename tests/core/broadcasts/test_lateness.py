"""A text that leaves late never makes its second hold more than the rate."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sms_line.core.broadcasts.lateness import (
    ENOUGH,
    LEAST,
    LOOKED_AT,
    ON_THE_WAY,
    STEPS,
    Lateness,
    change,
    in_time,
    pause,
)

WANTED = [
    ([], LEAST, "nothing is known yet"),
    ([0.3] * (ENOUGH - 1), LEAST, "the first ones open their connections"),
    ([0.0005] * LOOKED_AT, LEAST, "a quiet machine"),
    ([0.001] * 148 + [0.04] * 2, LEAST, "one in a hundred misses its moment: cheaper than waiting"),
    ([0.03] * LOOKED_AT, 0.05, "a loaded machine: all of them are late"),
    ([0.001, 0.03] * 75, 0.05, "every other one"),
    ([5.0] * LOOKED_AT, LEAST, "no lateness helps"),
]


@pytest.mark.parametrize(("late", "wanted", "why"), WANTED)
def test_wanted(late: list[float], wanted: float, why: str) -> None:
    lateness = Lateness()
    for each in late:
        lateness.was(each)
    assert lateness.wanted() == wanted, why


def test_what_is_long_ago_counts_no_more() -> None:
    lateness = Lateness()
    for late, wanted in ((0.03, 0.05), (0.001, LEAST)):
        for _ in range(LOOKED_AT):
            lateness.was(late)
        assert lateness.wanted() == wanted


def test_a_little_better_is_not_worth_a_change() -> None:
    lateness = Lateness()
    for late in [0.03] * 75 + [0.001] * 75 + [0.02] * 30:
        lateness.was(late)
        wanted = lateness.wanted()
    assert wanted == 0.05


def test_in_time() -> None:
    assert in_time(-0.001, LEAST)
    assert in_time(LEAST - ON_THE_WAY, LEAST)
    assert not in_time(LEAST, LEAST), "two texts may need unequal times to the carrier"


CHANGES = [
    (0.0, LEAST, False, (LEAST, 0.0), "the first of all"),
    (0.1, 0.4, False, (0.4, 0.0), "more: those that leave in time are fewer from now on"),
    (0.4, 0.1, False, (0.1, pytest.approx(0.3)), "less: wait for those that may still leave"),
    (0.4, 0.1, True, (0.4, 0.0), "another worker wanted it just now"),
]


@pytest.mark.parametrize(("now", "wanted", "kept", "becomes", "why"), CHANGES)
def test_changes(
    now: float, wanted: float, kept: bool, becomes: tuple[float, float], why: str
) -> None:
    assert change(now, wanted, kept=kept) == becomes, why


RATE = 50
claims = st.lists(
    st.tuples(st.integers(1, 20), st.sampled_from(STEPS), st.booleans()), min_size=5, max_size=40
)


@settings(max_examples=60)
@given(claims, st.randoms(use_true_random=False))
def test_no_second_holds_more_than_the_rate(
    claimed: list[tuple[int, float, bool]], chance: object
) -> None:
    """Workers claim in turn, each as late as it likes; each text leaves as late as it may."""
    at, lateness = 0.0, 0.0
    left: list[float] = []
    for count, wanted, kept in claimed:
        lateness, wait = change(lateness, wanted, kept=kept)
        at += wait
        for _ in range(count):
            latest = lateness
            left.append(at + chance.choice((0.0, latest, chance.uniform(0.0, latest))))  # type: ignore[attr-defined]
            at += pause(RATE, lateness)
    left.sort()
    for first, begins in enumerate(left):
        within = begins + 1.0 - 1e-9  # nearer than that is the same to a computer
        assert sum(at < within for at in left[first:]) <= RATE
