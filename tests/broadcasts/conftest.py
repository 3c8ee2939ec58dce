"""A line at an hour when nobody sleeps."""

import pytest

from tests.broadcasts.sending import NOON
from tests.whole_line import WholeLine


@pytest.fixture
def noon(line: WholeLine) -> WholeLine:
    line.clock.moment = NOON
    return line
