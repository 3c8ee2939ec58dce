"""Broadcasts: how fast an audience is written down, and how fast workers send it.

The stand-in for Twilio and each worker are processes of their own; see tests/broadcasts/fleet.py.
"""

import asyncio
import resource
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import aiohttp
from sqlalchemy import select

from sms_line.app import build
from sms_line.broadcasting import steering
from sms_line.broadcasting.starting import start_a_step
from sms_line.core.broadcasts.broadcast import Plan, Stage
from sms_line.parts import Parts
from sms_line.settings import Settings
from sms_line.store import broadcasts
from sms_line.store.broadcast_figures import figures_of
from sms_line.store.broadcast_tables import lanes
from tests.bench.audiences import fill
from tests.bench.databases import open_databases
from tests.broadcasts.fleet import Arrived, ByDay, Fleet, slower_than
from tests.broadcasts.sending import NOON, joins
from tests.doubles.twilio_fast import ACCOUNT, TOKEN, Days

PEOPLE = 1_000_000
LATENCY = 0.2
UNLIMITED = 9_999.0
AT_ONCE = 512
"""Posts that the bare client has under way: as many as a worker has connections."""
WORDS = "Call your senators today: {{ link }}"


def freezing(kind: str) -> None:
    """Print rows a second at 10,000, 100,000 and 1,000,000 supporters."""
    for people in (10_000, 100_000, PEOPLE):
        with open_databases(kind) as databases, TemporaryDirectory(prefix="bench-") as folder:
            url = databases.copy(Path(folder))
            parts = _parts(url, Path(folder))
            fill(parts.database, people)
            broadcast_id = _planned(parts)
            steps: list[float] = []
            over = False
            while not over:
                began = time.perf_counter()
                over = start_a_step(parts, broadcast_id)
                steps.append(time.perf_counter() - began)
            with parts.database.read() as tx:
                found = broadcasts.get(tx, broadcast_id)
            assert found
            assert found.stage is Stage.SENDING
            print(
                f"freezing on {kind}: {found.recipients:,} of {people:,} in {sum(steps):.1f} s, "
                f"{found.recipients / sum(steps):,.0f} a second, longest step {max(steps):.2f} s, "
                f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB",
                flush=True,
            )
            parts.database.close()


def driving(kind: str, seconds: float, workers: int) -> None:
    """Print texts a second with the rate unlimited, beside a bare client, as audiences grow."""
    for people in (10_000, 100_000, PEOPLE):
        with open_databases(kind) as databases, TemporaryDirectory(prefix="bench-") as folder:
            _drive(kind, databases.copy(Path(folder)), Path(folder), people, seconds, workers)


def _drive(kind: str, url: str, folder: Path, people: int, seconds: float, workers: int) -> None:
    parts = _parts(url, folder)
    fill(parts.database, people)
    _started(parts)
    with Fleet(url, folder, UNLIMITED, Days(latency=LATENCY, hush=True)) as fleet:
        bare = asyncio.run(_bare(fleet.url, seconds))
        for _ in range(workers):
            fleet.start()
        _until(lambda: _posts(fleet) > 500 + bare.posts, 60)
        before, began = _posts(fleet), time.monotonic()
        ahead = min(seconds, people * 0.9 / 3_000)
        time.sleep(ahead)
        rate = (_posts(fleet) - before) / (time.monotonic() - began)
        memory = [_resident(worker) for worker in fleet.workers]
    print(
        f"driving on {kind}, {workers} workers, {people:,} supporters: {rate:,.0f} texts a second; "
        f"the bare client {bare.rate:,.0f}; {rate / bare.rate:.2f} of it; "
        f"workers of {', '.join(f'{each:.0f}' for each in memory)} MB",
        flush=True,
    )
    parts.database.close()


def hundred_thousand(kind: str, rate: float, people: int = 100_000) -> None:
    """Print what came of a broadcast while workers were killed and started."""
    with open_databases(kind) as databases, TemporaryDirectory(prefix="bench-") as folder:
        url = databases.copy(Path(folder))
        parts = _parts(url, Path(folder))
        numbers = [f"+1{2_000_000_000 + each * 7_919:010}" for each in range(people)]
        for first in range(0, people, 10_000):
            joins(parts.database, numbers[first : first + 10_000])
        broadcast_id = _started(parts)
        days = Days(latency=0.1, lost=0.001)
        with Fleet(url, Path(folder), rate, days, claim_lasts=30.0) as fleet:
            killed = _kill_while_sending(fleet, parts, broadcast_id, 1 if kind == "sqlite" else 2)
            arrived = fleet.arrived()
        with parts.database.read() as tx:
            figures = figures_of(tx, broadcast_id)
        print(f"{kind}: {people:,} at {rate:,.0f}: {figures}", flush=True)
        _tell(arrived, rate, killed, set(numbers))
        parts.database.close()


def _kill_while_sending(fleet: Fleet, parts: Parts, broadcast_id: int, workers: int) -> list[float]:
    """When workers were killed; half a minute lies between two."""
    for _ in range(workers):
        fleet.start()
    killed: list[float] = []
    last = time.monotonic()
    while _stage(parts, broadcast_id) is not Stage.DONE:
        time.sleep(0.5)
        if time.monotonic() - last > 30 and _left(parts, broadcast_id):
            last = time.monotonic()
            killed.append(last)
            fleet.kill(fleet.workers[0])
            fleet.start()
    return killed


def _tell(arrived: Arrived, rate: float, killed: list[float], meant: set[str]) -> None:
    times = arrived.times
    whole = arrived.by_second(times[0], times[-1])
    near = {int(at - times[0]) + after for at in killed for after in range(-1, 8)}
    last = int((len(meant) / rate) * 0.95)
    quiet = [each for second, each in enumerate(whole[5:last], 5) if second not in near]
    missed = meant - {to for _, to, _ in arrived.taken}
    print(
        f"  twice {len(arrived.twice())}, missed {len(missed)}, {len(killed)} killed, "
        f"counts {arrived.counts}\n"
        f"  most in any second {arrived.most_in_a_second()}; where nobody was killed: "
        f"{sum(quiet) / len(quiet):.1f} a second on average, {min(quiet)} at least, "
        f"{len(slower_than(quiet, rate))} of {len(quiet)} seconds below 98 %",
        flush=True,
    )


class _Bare:
    """What a client does that only posts."""

    def __init__(self, posts: int, seconds: float) -> None:
        self.posts, self.rate = posts, posts / seconds


async def _bare(url: str, seconds: float) -> _Bare:
    form = {"To": "+13075550100", "Body": "Call your senators today.", "From": "55555"}
    form |= {"StatusCallback": "http://127.0.0.1:8000/twilio/sms/status?text=1"}
    address = f"{url}/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
    data, until, posts = urlencode(form), time.monotonic() + seconds, 0
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    async def one(session: aiohttp.ClientSession) -> None:
        nonlocal posts
        while time.monotonic() < until:
            async with session.post(address, data=data) as answer:
                await answer.read()
                posts += 1

    async with aiohttp.ClientSession(
        auth=aiohttp.BasicAuth(ACCOUNT, TOKEN),
        headers=headers,
        connector=aiohttp.TCPConnector(limit=AT_ONCE),
    ) as session:
        await asyncio.gather(*[one(session) for _ in range(AT_ONCE)])
    return _Bare(posts, seconds)


def _parts(url: str, folder: Path) -> Parts:
    settings = Settings(database_url=url, data_dir=folder, secret_key="bench", number="55555")
    return build(settings, clock=ByDay((NOON - ByDay(0).now()).total_seconds())).line.parts


def _planned(parts: Parts) -> int:
    plan = Plan(words=({"en": WORDS},), at=parts.clock.now(), action="freethemall")
    return steering.plan(parts, plan, "bench")


def _started(parts: Parts) -> int:
    broadcast_id = _planned(parts)
    while not start_a_step(parts, broadcast_id):
        pass
    return broadcast_id


def _stage(parts: Parts, broadcast_id: int) -> Stage:
    with parts.database.read() as tx:
        found = broadcasts.get(tx, broadcast_id)
    assert found
    return found.stage


def _left(parts: Parts, broadcast_id: int) -> bool:
    """Is somebody left who was not taken yet?"""
    ahead = select(lanes.c.id).where(
        lanes.c.broadcast_id == broadcast_id, lanes.c.next < lanes.c.total - 1_000
    )
    with parts.database.read() as tx:
        return tx.execute(ahead).first() is not None


def _posts(fleet: Fleet) -> int:
    return fleet.arrived().counts["POST"]


def _until(true: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            raise RuntimeError("the workers did not begin")
        time.sleep(0.1)


def _resident(worker: "subprocess.Popen[bytes]") -> float:
    """Megabytes."""
    status = Path(f"/proc/{worker.pid}/status").read_text("ascii")
    (line,) = [each for each in status.splitlines() if each.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024
