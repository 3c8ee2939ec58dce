"""A number with its noun."""

import pytest

from sms_line.core.counted import counted


@pytest.mark.parametrize(
    ("number", "nouns", "said"),
    [
        (1, ("segment",), "1 segment"),
        (0, ("segment",), "0 segments"),
        (1200, ("segment",), "1,200 segments"),
        (1, ("person", "people"), "1 person"),
        (2, ("person", "people"), "2 people"),
    ],
)
def test_counted(number: int, nouns: tuple[str, ...], said: str) -> None:
    assert counted(number, *nouns) == said
