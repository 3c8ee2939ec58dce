"""Webhooks a second, and how long the slow ones take, beside the ceiling of the same minute."""

import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from sms_line.store.database import Database
from sms_line.store.tables import letters, texts
from tests.bench.conversations import in_rotation, requests
from tests.bench.databases import Databases, open_databases
from tests.bench.load import CONNECTIONS, Outcome, drive
from tests.bench.serving import CEILING, LINE, Served, serving

PEOPLE = 7_000
"""Enough for the fastest run; 80,000 numbers can be told apart."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the line's database holds after a run."""

    heard: int
    answered: int
    letters: int
    people: int


def bench(kind: str, rounds: int, seconds: float) -> None:
    """Print the figures of one kind of database, with one process and with two."""
    print(f"\n{kind}, {CONNECTIONS} connections, {rounds} rounds of {seconds:g} s each")
    print("processes   ceiling/s   p99 ms    line/s   p50 ms   p99 ms   ratio")
    with open_databases(kind) as databases:
        for processes in (1, 2):
            _compare(databases, processes, rounds, seconds)


def _compare(databases: Databases, processes: int, rounds: int, seconds: float) -> None:
    ratios = []
    for _ in range(rounds):
        ceiling, _ = _run(CEILING, databases, processes, seconds)
        line, recorded = _run(LINE, databases, processes, seconds)
        ratios.append(line.per_second / ceiling.per_second)
        print(
            f"{processes:>9} {ceiling.per_second:>11.0f} {ceiling.quantile(0.99):>8.1f}"
            f" {line.per_second:>9.0f} {line.quantile(0.5):>8.1f} {line.quantile(0.99):>8.1f}"
            f" {ratios[-1]:>7.2f}"
            f"   client {line.client_seconds / seconds:.0%} of a core; {recorded}",
            flush=True,
        )
    print(f"{processes:>9} processes: median ratio {statistics.median(ratios):.2f}", flush=True)


def _run(
    what: tuple[str, ...], databases: Databases, processes: int, seconds: float
) -> tuple[Outcome, Recorded | None]:
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as name:
        url = databases.copy(Path(name))
        with serving(what, url, Path(name), processes) as served:
            outcome = drive(served.port, _connections(served), seconds)
        if outcome.refused:
            raise RuntimeError(f"{len(outcome.refused)} were refused: {outcome.refused[0]!r}")
        return outcome, _recorded(url, outcome) if what is LINE else None


def _connections(served: Served) -> list[Iterator[bytes]]:
    share = PEOPLE // CONNECTIONS
    host = f"127.0.0.1:{served.port}"
    return [
        in_rotation(requests(served.signature, first * share, share, host))
        for first in range(CONNECTIONS)
    ]


def _recorded(url: str, outcome: Outcome) -> Recorded:
    """Every text was heard once and in its place, or the figures mean nothing."""
    database = Database(url)
    with database.read() as tx:
        heard = tx.execute(select(func.count()).where(texts.c.direction == "in")).scalar_one()
        said = tx.execute(select(func.count()).where(texts.c.direction == "out")).scalar_one()
        queued = tx.execute(select(func.count()).select_from(letters)).scalar_one()
        people = tx.execute(select(func.count(texts.c.phone.distinct()))).scalar_one()
    database.close()
    if heard != outcome.answered or not queued:
        raise RuntimeError(f"{heard} texts heard of {outcome.answered}, {queued} letters")
    return Recorded(heard, said, queued, people)
