"""Who gets the sender's moments."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.core.broadcasts.slots import SLACK, Wish, give_out


def moments(*wishes: Wish, pause: float = 0.1, until: float = 1.0, most: int = 100) -> list[str]:
    """Such as "0.1 b": when, and which of them."""
    found, _ = give_out(wishes, 0.0, pause, until, most)
    return [f"{at:.1f} {'abc'[each]}" for at, each in found]


def test_one_alone_gets_them_all() -> None:
    assert moments(Wish(3)) == ["0.0 a", "0.1 a", "0.2 a"]
    assert moments(Wish(30), most=2) == ["0.0 a", "0.1 a"]
    assert len(moments(Wish(30))) == 11
    assert moments(Wish(0)) == []


def test_they_take_turns() -> None:
    assert moments(Wish(9), Wish(2), most=6) == [
        "0.0 a",
        "0.1 b",
        "0.2 a",
        "0.3 b",
        "0.4 a",
        "0.5 a",
    ]


def test_what_a_slow_one_leaves_goes_to_the_others() -> None:
    slow = Wish(9, pause=0.3, not_before=0.1)
    assert moments(slow, Wish(99), most=8) == [
        "0.0 b",
        "0.1 a",
        "0.2 b",
        "0.3 b",
        "0.4 a",
        "0.5 b",
        "0.6 b",
        "0.7 a",
    ]


def test_a_slow_one_alone_leaves_moments_unused() -> None:
    assert moments(Wish(9, pause=0.4)) == ["0.0 a", "0.4 a", "0.8 a"]
    found, next_at = give_out([Wish(9, pause=0.4)], 0.0, 0.1, 1.0, 9)
    assert (len(found), next_at) == (3, pytest.approx(1.2)), "when it is worth asking again"


def test_nothing_is_near_enough() -> None:
    assert moments(Wish(1, pause=1, not_before=5)) == []
    assert give_out([Wish(5)], 2.0, 0.1, 1.0, 9) == ([], 2.0)


wishes = st.lists(
    st.builds(
        Wish,
        st.integers(0, 40),
        st.sampled_from([0.0, 0.02, 0.1, 0.5]),
        st.floats(0, 2, allow_nan=False),
    ),
    max_size=4,
)


@given(wishes, st.sampled_from([0.001, 0.01, 0.1]), st.integers(0, 100))
def test_nobody_is_faster_than_they_may(asked: list[Wish], pause: float, most: int) -> None:
    before = [(each.count, each.pause, each.not_before) for each in asked]
    found, next_at = give_out(asked, 0.0, pause, 1.0, most)
    times = [at for at, _ in found]
    assert len(found) <= most
    assert all(at <= 1.0 for at in times)
    assert all(b - a >= pause - 1e-9 for a, b in zip(times, [*times[1:], next_at], strict=False))
    for each, (count, own, not_before) in enumerate(before):
        mine = [at for at, whose in found if whose == each]
        assert len(mine) == count - asked[each].count
        assert not mine or mine[0] >= not_before
        for first in range(len(mine)):
            for last in range(first + 1, len(mine)):
                assert mine[last] - mine[first] >= (last - first) * own - SLACK - 1e-9
