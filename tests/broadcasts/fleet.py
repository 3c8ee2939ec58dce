"""Worker processes of one line, the stand-in for Twilio, and what reached it when.

`python -m tests.broadcasts.fleet` is a worker as `sms-line worker` is, by a clock that shows day.
"""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sms_line import settings
from sms_line.app import build, prepare
from sms_line.logs import start_logging
from tests.broadcasts.sending import NOON
from tests.doubles.twilio_fast import ACCOUNT, TOKEN, Days

CLAIM_LASTS = "FLEET_CLAIM_LASTS"
"""Seconds, in the environment of a worker: after that a claim's worker is taken for dead."""
AHEAD = "FLEET_AHEAD"
"""Seconds by which a worker's clock is ahead."""


class ByDay:
    """A `Clock` that was at noon when the fleet was made; the stand-in's is the same."""

    def __init__(self, ahead: float) -> None:
        self._ahead = timedelta(seconds=ahead)

    def now(self) -> datetime:
        """Noon of a winter's day, and so much later as it has been running."""
        return datetime.now(UTC) + self._ahead


@dataclass(frozen=True, slots=True)
class Arrived:
    """What the stand-in took."""

    taken: list[tuple[float, str, str]]
    """When by `time.monotonic()`, to whom, and the callback that carries the text's id."""
    counts: dict[str, int]
    reporting: int

    @property
    def times(self) -> list[float]:
        return sorted(at for at, _, _ in self.taken)

    def twice(self) -> list[str]:
        """Numbers that were texted more than once."""
        return [to for to, count in Counter(to for _, to, _ in self.taken).items() if count > 1]

    def most_in_a_second(self) -> int:
        """The most texts in any window of one second."""
        times, first, most = self.times, 0, 0
        for last, at in enumerate(times):
            while times[first] <= at - 1.0:
                first += 1
            most = max(most, last - first + 1)
        return most

    def by_second(self, since: float, until: float) -> list[int]:
        """Texts in each whole second."""
        counted = Counter(int(at - since) for at in self.times if since <= at < until)
        return [counted[second] for second in range(int(until - since))]


@dataclass
class Fleet:
    """Processes; all that runs is ended when the block ends."""

    database_url: str
    data_dir: Path
    rate: float
    days: Days = field(default_factory=Days)
    claim_lasts: float = 60.0
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._others: list[subprocess.Popen[Any]] = []
        self.url, self.web_port, self._ahead = "", 0, 0.0

    def __enter__(self) -> "Fleet":
        self._ahead = (NOON - datetime.now(UTC)).total_seconds()
        said = json.dumps({**asdict(self.days), "ahead": self._ahead})
        command = [sys.executable, "-m", "tests.doubles.twilio_fast", said]
        twilio = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self._others.append(twilio)
        assert twilio.stdout
        self.url = f"http://127.0.0.1:{twilio.stdout.readline().strip()}"
        return self

    def __exit__(self, *_: object) -> None:
        for each in [*self.workers, *self._others]:
            each.terminate()  # a server that is killed leaves its own processes behind
        for each in [*self.workers, *self._others]:
            each.wait()
            if each.stdout:
                each.stdout.close()

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "SMS_LINE_DATABASE_URL": self.database_url,
            "SMS_LINE_DATA_DIR": str(self.data_dir),
            "SMS_LINE_SECRET_KEY": "a secret of the tests",
            "SMS_LINE_NUMBER": "55555",
            "SMS_LINE_PUBLIC_URL": f"http://127.0.0.1:{self.web_port or 8000}",
            "SMS_LINE_TWILIO_API_URL": self.url,
            "SMS_LINE_RATE": str(self.rate),
            "TWILIO_ACCOUNT_SID": ACCOUNT,
            "TWILIO_AUTH_TOKEN": TOKEN,
            CLAIM_LASTS: str(self.claim_lasts),
            AHEAD: str(self._ahead),
        }

    def serve(self, port: int) -> None:
        """A web side, for the reports."""
        self.web_port = port
        command = [sys.executable, "-m", "sms_line", "serve", "--no-worker", "--port", str(port)]
        with (self.data_dir / "web.log").open("ab") as log:
            server = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        self._others.append(server)
        _wait_for(f"http://127.0.0.1:{port}/healthz")

    def start(self) -> "subprocess.Popen[bytes]":
        """One more worker."""
        command = [sys.executable, "-m", "tests.broadcasts.fleet"]
        log = (self.data_dir / "workers.log").open("ab")
        with log:
            worker = subprocess.Popen(command, env=self.environment, stdout=log, stderr=log)
        self.workers.append(worker)
        return worker

    def kill(self, worker: "subprocess.Popen[bytes]") -> None:
        """As rude as can be."""
        worker.send_signal(signal.SIGKILL)
        worker.wait()
        self.workers.remove(worker)

    def arrived(self) -> Arrived:
        """What has reached the stand-in so far."""
        with urllib.request.urlopen(f"{self.url}/taken") as answer:
            found = json.load(answer)
        return Arrived(
            [tuple(each) for each in found["taken"]], found["counts"], found["reporting"]
        )


def _wait_for(url: str) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(url):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the web side did not start")


def slower_than(rates: Sequence[int], rate: float) -> list[int]:
    """The seconds in which fewer texts came than 98 % of the rate."""
    return [each for each in rates if each < 0.98 * rate]


def _work() -> None:
    start_logging()
    lasts = timedelta(seconds=float(os.environ[CLAIM_LASTS]))
    application = build(
        settings.read(), clock=ByDay(float(os.environ[AHEAD])), text_claim_lasts=lasts
    )
    prepare(application)
    application.work(threads=4)


if __name__ == "__main__":
    _work()
