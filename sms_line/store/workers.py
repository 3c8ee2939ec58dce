"""Which workers are there: each says so once a minute, and takes its leave."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select

from sms_line.store.database import Database
from sms_line.store.fleet_tables import workers

BEATS_EVERY = timedelta(minutes=1)
LATELY = timedelta(minutes=3)
"""Who has not been seen for so long is gone: two beats were missed."""
_KEPT = timedelta(days=1)


def beat(database: Database, tx: Connection, name: str, now: datetime) -> None:
    """This worker is there now; those that were last seen long ago are forgotten."""
    tx.execute(
        database.insert(workers)
        .values(name=name, started_at=now, seen_at=now)
        .on_conflict_do_update(index_elements=["name"], set_={"seen_at": now})
    )
    tx.execute(delete(workers).where(workers.c.seen_at < now - _KEPT))


def leave(tx: Connection, name: str) -> None:
    """This worker has ended, as it should."""
    tx.execute(delete(workers).where(workers.c.name == name))


def seen_lately(tx: Connection, now: datetime) -> int:
    """How many are there."""
    lately = workers.c.seen_at >= now - LATELY
    return int(tx.execute(select(func.count()).where(lately)).scalar_one())
