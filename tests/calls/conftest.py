"""A whole line at an hour when offices answer, and calls to it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from tests.doubles.twilio_call import TwilioCall
from tests.whole_line import ANA, WholeLine

VOICE_NUMBER = "+13075550199"
NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
"""Monday, noon in Washington, ten in Cheyenne."""

Ring = Callable[..., TwilioCall]


@pytest.fixture
def ring(line: WholeLine) -> Ring:
    """Rings the line; the call has heard its greeting."""
    line.clock.moment = NOON

    def ring_line(caller: str = ANA, **how: bool) -> TwilioCall:
        application = line.application
        call = TwilioCall(application.server, application.signature, caller, VOICE_NUMBER, **how)
        return call.start()

    return ring_line
