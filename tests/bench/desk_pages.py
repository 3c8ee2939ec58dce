"""How long the desk's lists take among a million supporters and as many texts."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, text

from sms_line.core.broadcasts.audience import parse
from sms_line.store import broadcasts, inbox, supporter_search, tags, threads
from sms_line.store.database import Database
from sms_line.store.supporter_search import Wanted
from sms_line.store.tables import supporters, texts
from tests.bench.audiences import PEOPLE, fill
from tests.bench.databases import open_databases

_ROUNDS = 7
_A_BATCH = 20_000
_NAMES = ("Ana Diaz", "Ben Ito", "Cleo Arango", "Dee Lopez", "Eli Park", "Fay Nguyen", "Gus Bell")


def bench(kind: str) -> None:
    """Fill a database, and print the median of each list's query in milliseconds."""
    with open_databases(kind) as there, tempfile.TemporaryDirectory() as folder:
        database = Database(there.copy(Path(folder)))
        fill(database, PEOPLE)
        _write(database)
        print(f"{kind}, {PEOPLE:,} supporters and texts, milliseconds (median of {_ROUNDS})")
        for name, work in _lists(database).items():
            print(f"  {name:<28} {_median(_reading(database, work)):8.1f}")
        database.close()


def _write(database: Database) -> None:
    """Names for a tenth of the people, and a broadcast's text for each."""
    now = datetime.now(UTC)
    with database.read() as tx:
        phones = list(tx.execute(select(supporters.c.phone)).scalars())
    for at in range(0, len(phones), _A_BATCH):
        rows = list(_texts(phones[at : at + _A_BATCH], at, now))
        with database.write() as tx:
            tx.execute(insert(texts), rows)
    with database.write() as tx:
        for each, name in enumerate(_NAMES):
            named = supporters.update().where(supporters.c.id % 1_000 == each)
            tx.execute(named.values(name=name))
        tx.execute(text("ANALYZE"))


def _texts(phones: list[str], at: int, now: datetime) -> Iterator[dict[str, Any]]:
    for number, phone in enumerate(phones, at):
        yield {
            "direction": "out",
            "phone": phone,
            "body": "Call today.",
            "at": now,
            "status": "failed" if number % 50 == 0 else "delivered",
            "error": "30006" if number % 50 == 0 else "",
            "flagged": number % 2_000 == 0,
            "broadcast_id": 1,
        }


def _lists(database: Database) -> dict[str, Any]:
    def found(wanted: Wanted) -> Any:
        return lambda tx: supporter_search.search(database, tx, wanted, before=None, limit=51)

    with database.read() as tx:
        phone = str(tx.execute(select(supporters.c.phone).limit(1)).scalar_one())
    meant = supporter_search.meant(parse("state:TX not tag:volunteer"))
    return {
        "supporters, newest": found(Wanted()),
        "by number": found(Wanted(phone=phone)),
        "by name": found(Wanted(name="Cleo Arango")),
        "by last name": found(Wanted(name="Nguyen")),
        "by a name nobody has": found(Wanted(name="Zzz")),
        "by ZIP": found(Wanted(zip="78701")),
        "by state": found(Wanted(state="TX")),
        "by tag": found(Wanted(tag="volunteer")),
        "by an audience": found(Wanted(meant=meant)),
        "one person": lambda tx: supporter_search.person(tx, PEOPLE // 2),
        "the names of tags": tags.known,
        "inbox": lambda tx: inbox.waiting(tx, before=None, limit=51),
        "inbox, nobody's": lambda tx: inbox.waiting(
            tx, before=None, limit=51, assigned=inbox.NOBODY
        ),
        "inbox, done": lambda tx: threads.done_with(tx, before=None, limit=51),
        "figures of a broadcast": lambda tx: broadcasts.figures(tx, 1),
    }


def _median(work: Any) -> float:
    taken = []
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        work()
        taken.append(1_000 * (time.perf_counter() - began))
    return statistics.median(taken)


def _reading(database: Database, work: Any) -> Any:
    def read() -> None:
        with database.read() as tx:
            work(tx)

    return read
