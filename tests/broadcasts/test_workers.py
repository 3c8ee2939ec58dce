"""Worker processes that are killed and started while they send; nobody twice, nobody missed."""

import socket
import time
from collections.abc import Callable
from pathlib import Path

from sms_line.core.broadcasts.broadcast import Stage
from tests.broadcasts.fleet import Fleet
from tests.broadcasts.sending import crowd, figures, found, joins, planned
from tests.doubles.twilio_fast import Days
from tests.whole_line import WholeLine

RATE = 300
PEOPLE = 1_500
DAYS = Days(latency=0.1, lost=0.01, reported=0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], bool], seconds: float) -> None:
    """Look again and again, for so long at most."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.1)


def test_killed_and_started_while_they_send(
    noon: WholeLine, prepared_url: str, tmp_path: Path
) -> None:
    joins(noon.database, crowd(PEOPLE))
    sent = planned(noon)
    with Fleet(prepared_url, tmp_path, RATE, DAYS, claim_lasts=3.0) as fleet:
        fleet.serve(free_port())
        for _ in range(1 if noon.database.is_sqlite else 2):
            fleet.start()
        for share in (0.2, 0.5):
            until(lambda share=share: len(fleet.arrived().taken) > share * PEOPLE, 20)
            fleet.kill(fleet.workers[0])
            fleet.start()
        until(lambda: found(noon, sent).stage is Stage.DONE, 30)
        until(lambda: fleet.arrived().reporting == 0, 10)
        arrived = fleet.arrived()
    print(arrived.counts, arrived.most_in_a_second())
    assert arrived.twice() == []
    assert {to for _, to, _ in arrived.taken} == set(crowd(PEOPLE))
    counted = figures(noon, sent)
    assert (counted.sent + counted.delivered, counted.queued, counted.failed) == (PEOPLE, 0, 0)
    assert arrived.most_in_a_second() <= RATE
