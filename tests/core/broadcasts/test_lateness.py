"""How late a text may leave without making its second hold more than the rate."""

import pytest

from sms_line.core.broadcasts.lateness import ALWAYS, Lateness


def after(*seen: tuple[float, float]) -> float:
    lateness = Lateness()
    for now, idle in seen:
        lateness.note(now, idle)
    return lateness.allowed()


ALLOWED = [
    ([], ALWAYS, "nothing is known"),
    ([(0, 5)], ALWAYS, "one look tells no share"),
    ([(0, 0), (0.4, 0.4)], ALWAYS, "too short to be sure"),
    ([(0, 3), (1, 3)], ALWAYS, "busy all the time"),
    ([(0, 0), (1, 0.2)], 0.25, "a fifth idle: 0.8 of 1.25 seconds is one"),
    ([(0, 0), (1, 0.5)], 1.0, "half idle: what is late finds an empty second"),
    ([(0, 0), (1, 1)], 1.0, "never more than that"),
    ([(0, 0), (9.9, 9.9), (11, 9.9)], ALWAYS, "only the last second counts"),
    ([(0, 0), (0.5, 0), (1, 0), (1.6, 0.6)], 1.0, "more than half of the last second"),
]


@pytest.mark.parametrize(("seen", "allowed", "why"), ALLOWED)
def test_allowed(seen: list[tuple[float, float]], allowed: float, why: str) -> None:
    assert after(*seen) == pytest.approx(allowed), why
