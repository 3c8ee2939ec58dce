"""How soon a serving process answers, and what it weighs with the whole country loaded."""

import statistics
import tempfile
import time
from http.client import HTTPConnection
from pathlib import Path

from tests.bench.conversations import in_rotation, requests
from tests.bench.databases import Databases, open_databases
from tests.bench.load import CONNECTIONS, drive
from tests.bench.serving import LINE, Served, memory, processes_of, serving

PEOPLE = 1_600
WEIGHED_AFTER = 2.0
"""Seconds of texts, so that all that is read lazily is there."""


def bench(rounds: int) -> None:
    """Print seconds and megabytes of `sms-line serve --no-worker` with one process."""
    for kind in ("sqlite", "postgresql"):
        with open_databases(kind) as databases:
            runs = [_start(databases) for _ in range(rounds)]
        ready, first = (statistics.median(each) for each in list(zip(*runs, strict=True))[:2])
        print(
            f"start-up on {kind}: /readyz says 200 after {ready:.2f} s,"
            f" the first text is answered after {first:.2f} s (median of {rounds});"
            f" {runs[-1][2]}",
            flush=True,
        )


def _start(databases: Databases) -> tuple[float, float, str]:
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        with serving(LINE, databases.copy(folder), folder, processes=1) as served:
            conversations = requests(served.signature, 0, PEOPLE, f"127.0.0.1:{served.port}")
            answered = _post(served.port, conversations[0][0])
            _post(served.port, conversations[0][1])
            share = len(conversations) // CONNECTIONS
            drive(
                served.port,
                [
                    in_rotation(conversations[1 + n * share : 1 + (n + 1) * share])
                    for n in range(CONNECTIONS)
                ],
                WEIGHED_AFTER,
            )
            return served.ready_after, served.ready_after + answered, _weights(served)


def _post(port: int, request: bytes) -> float:
    """Seconds that this took."""
    began = time.perf_counter()
    connection = HTTPConnection("127.0.0.1", port, timeout=15)
    connection.connect()
    connection.sock.sendall(request)
    if not connection.sock.recv(65_536).startswith(b"HTTP/1.1 200"):
        raise RuntimeError("the first text was refused")
    connection.close()
    return time.perf_counter() - began


def _weights(served: Served) -> str:
    parent, *serving_processes = [memory(pid) for pid in processes_of(served.pid)]
    resident = max(each["Rss"] for each in serving_processes) / 1024
    together = sum(each["Pss"] for each in (parent, *serving_processes)) / 1024
    return (
        f"the serving process has {resident:.0f} MB resident,"
        f" its parent {parent['Rss'] / 1024:.0f} MB, both together {together:.0f} MB"
    )
