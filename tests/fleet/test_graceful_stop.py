"""SIGTERM in the middle of a broadcast: what has left is written down before the worker ends."""

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from sms_line.store.tables import texts
from tests.broadcasts.sending import NOON, joins, phones, started, statuses
from tests.whole_line import WholeLine


@pytest.fixture
def handlers() -> Iterator[None]:
    """This process' own come back."""
    before = {each: signal.getsignal(each) for each in signal.valid_signals() if each < 32}
    yield
    for signum, handler in before.items():
        if signum not in (signal.SIGKILL, signal.SIGSTOP):
            signal.signal(signum, handler)


def test_what_is_in_hand_is_finished(line: WholeLine, handlers: None) -> None:
    line.clock.moment = NOON
    line.twilio.latency = 0.5
    joins(line.database, phones(50))
    broadcast = started(line)
    stopped_at: list[float] = []

    def stop() -> None:
        while not any(row.status != "waiting" for row in line.rows(texts)):
            pass
        stopped_at.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGTERM)

    stopper = threading.Thread(target=stop)
    stopper.start()
    line.application.work(2)
    stopper.join()
    assert time.monotonic() - stopped_at[0] < 10
    became = statuses(line, broadcast)
    assert set(became) <= {"accepted", "waiting"}, "nothing is left in anybody's hands"
    reached = [taken.to for taken in line.twilio.taken]
    assert len(reached) == len(set(reached)) == became.count("accepted") > 0
