"""Turns a second, and how long the slow ones take, beside the ceiling of the same minute.

A turn is a text or a webhook of a call; the ceiling is the same for both.
"""

import statistics
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import func, select

from sms_line.carrier.signature import Signature
from sms_line.store.database import Database
from sms_line.store.tables import letters, texts
from tests.bench import calls
from tests.bench.conversations import in_rotation, requests
from tests.bench.databases import Databases, open_databases
from tests.bench.load import CONNECTIONS, Outcome, drive
from tests.bench.serving import CEILING, LINE, LINE_BY_DAY, Served, processor_seconds, serving

PEOPLE = 7_000
"""Enough for the fastest run; 80,000 numbers can be told apart."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the line's database holds after a run."""

    heard: int
    answered: int
    letters: int
    people: int

    def __str__(self) -> str:
        """That it was real."""
        return (
            f"({self.heard} texts of {self.people} people,"
            f" {self.answered} answers, {self.letters} letters)"
        )


@dataclass(frozen=True, slots=True)
class Work:
    """What a server is put to."""

    name: str
    server: tuple[str, ...]
    conversations: Callable[[Signature, str, str], list[list[bytes]]]
    """From the signature, the host and the database's address to requests in their order."""
    recorded: Callable[[str, Outcome], object] | None
    """What the database holds afterwards; raises RuntimeError where that is not what was posted."""


def bench(kind: str, work: Work, rounds: int, seconds: float) -> None:
    """Print the figures of one kind of database, with one process and with two."""
    print(
        f"\n{work.name} on {kind}, {CONNECTIONS} connections, {rounds} rounds of {seconds:g} s each"
    )
    print("             the ceiling                the line")
    print("processes    per s  p99 ms  cpu µs     per s  p50 ms  p99 ms  cpu µs  ratio")
    with open_databases(kind) as databases:
        for processes in (1, 2):
            _compare(work, databases, processes, rounds, seconds)


def _compare(work: Work, databases: Databases, processes: int, rounds: int, seconds: float) -> None:
    ratios = []
    for _ in range(rounds):
        ceiling = _run(_CEILING, databases, processes, seconds)
        line = _run(work, databases, processes, seconds)
        ratios.append(line.outcome.per_second / ceiling.outcome.per_second)
        print(f"{processes:>9}{ceiling}  {line}{ratios[-1]:>7.2f}  {line.recorded}", flush=True)
    print(f"{processes:>9}  median ratio {statistics.median(ratios):.2f}", flush=True)


@dataclass(frozen=True, slots=True)
class Run:
    """One run against one server."""

    outcome: Outcome
    processor_seconds: float
    """Of the server's processes, the warm-up included; not of PostgreSQL."""
    recorded: object | None

    def __str__(self) -> str:
        """The columns of the table."""
        spent = self.processor_seconds / self.outcome.answered * 1e6
        quantiles = (0.5, 0.99) if self.recorded else (0.99,)
        slow = "".join(f"{self.outcome.quantile(share):>8.1f}" for share in quantiles)
        return f"{self.outcome.per_second:>9.0f}{slow}{spent:>8.0f}"


def _run(work: Work, databases: Databases, processes: int, seconds: float) -> Run:
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as name:
        url = databases.copy(Path(name))
        with serving(work.server, url, Path(name), processes) as served:
            connections = _connections(work, served, url)
            before = processor_seconds(served.pid)
            outcome = drive(served.port, connections, seconds)
            spent = processor_seconds(served.pid) - before
        if outcome.refused:
            raise RuntimeError(f"{len(outcome.refused)} were refused: {outcome.refused[0]!r}")
        return Run(outcome, spent, work.recorded(url, outcome) if work.recorded else None)


def _connections(work: Work, served: Served, url: str) -> list[Iterator[bytes]]:
    conversations = work.conversations(served.signature, f"127.0.0.1:{served.port}", url)
    share = len(conversations) // CONNECTIONS
    return [
        in_rotation(conversations[first * share : (first + 1) * share])
        for first in range(CONNECTIONS)
    ]


def _texts(signature: Signature, host: str, _url: str) -> list[list[bytes]]:
    return requests(signature, 0, PEOPLE, host)


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


_CEILING = Work("ceiling", CEILING, _texts, None)
TEXTS = Work("texts", LINE, _texts, _recorded)
CALLS = Work("calls", LINE_BY_DAY, calls.requests, calls.recorded)
