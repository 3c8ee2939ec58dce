"""How long it takes to count and to find the people of an audience among 1,000,000 supporters."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Connection, Table, func, insert, select, text

from sms_line.core.broadcasts.audience import parse
from sms_line.core.effects import ConsentKind
from sms_line.store.audience import counted, may_be_texted, these
from sms_line.store.audience_sample import sampled
from sms_line.store.broadcast_tables import tags
from sms_line.store.database import Database
from sms_line.store.tables import (
    blocked,
    calls,
    consents,
    legs,
    letters,
    supporters,
    suppressions,
)
from tests.bench.databases import open_databases

PEOPLE = 1_000_000
ACTION = "freethemall"
_STATES = ("CA", "TX", "FL", "NY", "PA", "IL", "OH", "GA", "WY", "NM")
_AT_ONCE = 50_000
_NOW = datetime(2026, 11, 23, tzinfo=UTC)
AUDIENCES = (
    "",
    "state:TX",
    "district:TX-10,TX-11",
    "zip:787*",
    "tag:volunteer",
    "not tag:volunteer",
    f"wrote:{ACTION} not called:{ACTION}",
    f"state:TX,NY language:es not wrote:{ACTION}",
    "joined>2026-11-01",
    "share:10%",
)


def bench(kind: str, rounds: int) -> None:
    """Print for each audience the best of so many rounds."""
    with open_databases(kind) as databases, TemporaryDirectory(prefix="bench-") as folder:
        database = Database(databases.copy(Path(folder)))
        began = time.perf_counter()
        fill(database, PEOPLE)
        print(f"{kind}: {PEOPLE:,} supporters in {time.perf_counter() - began:.0f} s", flush=True)
        with database.read() as tx:
            for words in AUDIENCES:
                print(f"{kind}: {_line(tx, words, rounds)}", flush=True)
        database.close()


def _line(tx: Connection, words: str, rounds: int) -> str:
    """What one audience costs; finding is what freezing does in steps, here in one."""
    audience = parse(words)
    condition = these(audience, 1) & may_be_texted()
    found = select(func.count()).select_from(supporters).where(condition)
    count = counted(tx, audience, 1)
    english = count.by_language.get("en", 0)
    took = [
        _best(rounds, each)
        for each in (
            lambda: counted(tx, audience, 1),
            lambda: tx.execute(found).scalar(),
            lambda: sampled(tx, audience, 1, "en", among=english, limit=500),
        )
    ]
    counting, finding, sampling = (f"{seconds:.2f} s" for seconds in took)
    return (
        f"{words or 'all'}: counted {count.matching:,} with {count.recipients:,} recipients in "
        f"{counting}, found in {finding}, sampled in {sampling}"
    )


def _best(rounds: int, work: Callable[[], object]) -> float:
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    return min(times)


def fill(database: Database, people: int) -> None:
    """Supporters as a large group has them: one in twelve said STOP, a tenth wrote, 2 % rang."""
    _write(database, supporters, map(_supporter, range(people)))
    ids = range(people)
    _write(database, consents, _ledger(ids))
    stopped = {"since": _NOW, "reason": ConsentKind.OPT_OUT.value}
    _write(database, suppressions, ({**stopped, "phone": _phone(n)} for n in ids if not n % 12))
    barred = {"since": _NOW, "who": "bench"}
    _write(database, blocked, ({**barred, "phone": _phone(n)} for n in ids if not n % 1_013))
    _write(database, tags, ({"supporter_id": n + 1, "tag": "volunteer"} for n in ids if not n % 20))
    _write(database, letters, (_letter(n, seat) for n in ids if n % 10 == 3 for seat in range(3)))
    called = [n for n in ids if n % 50 == 3]
    _write(database, calls, map(_call, called))
    _write(database, legs, map(_leg, range(len(called))))
    with database.write() as tx:
        tx.execute(text("ANALYZE"))


def _ledger(ids: range) -> Iterator[dict[str, Any]]:
    agreed = {"at": _NOW, "words": "", "line_number": "55555", "source": "import"}
    for n in ids:
        if n % 50:
            yield {**agreed, "phone": _phone(n), "kind": ConsentKind.OPT_IN.value}
        if not n % 12:
            yield {**agreed, "phone": _phone(n), "kind": ConsentKind.OPT_OUT.value}


def _write(database: Database, table: Table, rows: Iterator[dict[str, Any]]) -> None:
    batch: list[dict[str, Any]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            _insert(database, table, batch)
            batch = []
    if batch:
        _insert(database, table, batch)


def _insert(database: Database, table: Table, batch: list[dict[str, Any]]) -> None:
    with database.write() as tx:
        tx.execute(insert(table).inline(), batch)


def _phone(number: int) -> str:
    return f"+1{2_000_000_000 + number * 7_919 % 8_000_000_000:010}"


def _supporter(number: int) -> dict[str, Any]:
    state = _STATES[number * 31 % 97 % len(_STATES)]
    return {
        "phone": _phone(number),
        "language": "en" if number % 7 else "es",
        "name": f"Ana {number}",
        "zip": f"{78_000 + number * 13 % 20_000:05}",
        "city": "Austin",
        "state": state,
        "district": f"{state}-{number * 17 % 38 + 1}",
        "created_at": _NOW - timedelta(minutes=number % 1_000_000),
        "updated_at": _NOW,
    }


def _letter(number: int, seat: int) -> dict[str, Any]:
    words = ("title", "legislator", "office_phone", "office", "subject", "body", "sender_name")
    row = {"phone": _phone(number), "action": ACTION, "version": 1, "bioguide": f"X00000{seat}"}
    return {**dict.fromkeys(words, ""), **row, "created_at": _NOW}


def _call(number: int) -> dict[str, Any]:
    row = {"sid": f"CA{number}", "phone": _phone(number), "line_number": "55555"}
    return {**row, "direction": "inbound", "status": "completed", "began_at": _NOW}


def _leg(place: int) -> dict[str, Any]:
    row = {"call_id": place + 1, "action": ACTION, "bioguide": "X000000", "kind": "washington"}
    return {**row, "status": "completed", "went": "spoke", "seconds": 60, "at": _NOW}
