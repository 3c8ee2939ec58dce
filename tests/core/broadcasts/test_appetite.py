"""A worker takes as many texts as it lets leave in time, whatever that number is."""

import pytest

from sms_line.core.broadcasts.appetite import AT_FIRST, LEAST, MOST, Appetite

ROUNDS = 60


@pytest.mark.parametrize("can", [40, 80, 300])
def test_it_settles_near_what_leaves_in_time(can: int) -> None:
    appetite, left, taken = Appetite(), 0, 0
    for _ in range(ROUNDS):
        wanted = appetite.wanted()
        in_time = min(wanted, can)
        left, taken = left + in_time, taken + wanted
        appetite.came(in_time, wanted - in_time)
    assert left > 0.5 * can * ROUNDS, "it takes enough"
    assert left > 0.8 * taken, "and little for nothing"


STEPS = [
    (99, 1, True, "one in a hundred is no sign of too many"),
    (0, 0, None, "nothing has happened"),
    (50, 50, False, "the half was taken for nothing"),
    (0, 30, False, "all of it"),
]


@pytest.mark.parametrize(("left", "missed", "more", "why"), STEPS)
def test_a_step(left: int, missed: int, more: bool | None, why: str) -> None:
    appetite = Appetite()
    appetite.came(left, missed)
    wanted = appetite.wanted()
    assert {True: wanted > AT_FIRST, False: wanted < AT_FIRST, None: wanted == AT_FIRST}[more], why


def test_its_bounds() -> None:
    appetite = Appetite()
    for _ in range(ROUNDS):
        appetite.came(1, 0)
    assert appetite.wanted() == MOST
    for _ in range(ROUNDS):
        appetite.came(0, 1)
    assert appetite.wanted() == LEAST
