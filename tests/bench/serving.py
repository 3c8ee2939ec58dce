"""Servers in processes of their own: the line as it is served, and the ceiling beside it."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sms_line.carrier.signature import Signature
from tests.bench.posts import ACCOUNT, NUMBER, VOICE_NUMBER
from tests.transcripts.script import ROOT

TOKEN = "a token of the benchmarks"
STARTS_WITHIN = 30.0
LINE = ("-m", "sms_line", "serve", "--no-worker")
LINE_BY_DAY = ("-m", "tests.bench.serve_by_day")
CEILING = ("-m", "tests.bench.serve_ceiling")


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers."""

    port: int
    pid: int
    ready_after: float
    """Seconds from its start to the first 200 on /readyz."""

    @property
    def signature(self) -> Signature:
        """What signs its webhooks."""
        return Signature(TOKEN, public_url(self.port))


def public_url(port: int) -> str:
    """The address that is signed."""
    return f"http://127.0.0.1:{port}"


@contextmanager
def serving(
    what: tuple[str, ...], database_url: str, folder: Path, processes: int
) -> Iterator[Served]:
    """One of LINE, LINE_BY_DAY and CEILING, until the block ends."""
    port = _free_port()
    command = [sys.executable, *what, "--port", str(port), "--processes", str(processes)]
    with (folder / "log").open("ab") as log:
        began = time.perf_counter()
        server = subprocess.Popen(
            command, env=_environment(database_url, folder, port), cwd=folder, stderr=log
        )
    try:
        yield Served(port, server.pid, _ready(server, port, folder) - began)
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.wait(timeout=15)
        server.kill()


def _environment(database_url: str, folder: Path, port: int) -> dict[str, str]:
    ours = ("SMS_LINE_", "TWILIO_")
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith(ours)},
        "PYTHONPATH": str(ROOT),
        "SMS_LINE_DATABASE_URL": database_url,
        "SMS_LINE_DATA_DIR": str(folder),
        "SMS_LINE_PUBLIC_URL": public_url(port),
        "SMS_LINE_NUMBER": NUMBER,
        "SMS_LINE_VOICE_NUMBER": VOICE_NUMBER,
        # What is measured is a day on which all calls are taken.
        "SMS_LINE_CALL_MINUTES_PER_DAY": "1000000",
        "SMS_LINE_GEOCODER_URL": "",
        "TWILIO_ACCOUNT_SID": ACCOUNT,
        "TWILIO_AUTH_TOKEN": TOKEN,
    }


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _ready(server: "subprocess.Popen[bytes]", port: int, folder: Path) -> float:
    deadline = time.perf_counter() + STARTS_WITHIN
    while time.perf_counter() < deadline and server.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        with suppress(OSError, http.client.HTTPException):
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return time.perf_counter()
        connection.close()
        time.sleep(0.005)
    raise RuntimeError("the server did not start:\n" + (folder / "log").read_text()[-2000:])


def processes_of(pid: int) -> list[int]:
    """This process and those that it started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(process for child in listed for process in processes_of(int(child)))]


def processor_seconds(pid: int) -> float:
    """What this process and those that it started have had of the processors."""
    ticks = 0
    for each in processes_of(pid):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> dict[str, int]:
    """Kilobytes of a process: `Rss`, and `Pss`, which counts what is shared once among all."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    return {line.partition(":")[0]: int(line.split()[1]) for line in lines}
