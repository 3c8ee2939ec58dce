"""Lists that organizers have uploaded: looked at, then brought in, by a worker; rows first.

The file lies in the database, in pieces, until it is done with: workers share no disk with the web.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, insert, or_, select, update

from sms_line.store.database import Database
from sms_line.store.people_tables import import_pieces, imports

CHECKING, CHECKED, IMPORTING, DONE, FAILED = "checking", "checked", "importing", "done", "failed"
TOLD = 1_000
"""Bad rows that are kept, by line."""
KEPT = timedelta(days=7)
"""A list that nobody said yes to is thrown away after that."""
_CLAIM_LASTS = timedelta(minutes=2)
"""A worker that reports nothing for so long is taken for dead."""
_OPEN = (CHECKING, IMPORTING)


@dataclass(frozen=True, slots=True)
class Import:
    """One list."""

    id: int
    who: str
    at: datetime
    status: str
    tags: tuple[str, ...]
    size: int
    """Bytes."""
    bytes_read: int
    outcome: Mapping[str, Any]
    bad_rows: Sequence[tuple[int, str]]
    """Line and reason of the first of them."""
    why: str


def add(
    tx: Connection, pieces: Iterable[bytes], who: str, tags: Sequence[str], now: datetime
) -> int:
    """Keep a file, to be looked at; gives its id."""
    new = insert(imports).values(
        who=who,
        at=now,
        status=CHECKING,
        due_at=now,
        tags=list(tags),
        size=0,
        outcome={},
        bad_rows=[],
    )
    import_id = int(tx.execute(new.returning(imports.c.id)).scalar_one())
    size = 0
    for position, data in enumerate(pieces):
        size += len(data)
        piece = {"import_id": import_id, "position": position, "data": data}
        tx.execute(insert(import_pieces), piece)
    tx.execute(update(imports).where(imports.c.id == import_id).values(size=size))
    return import_id


def pieces(database: Database, import_id: int) -> Iterator[bytes]:
    """The file, a piece at a time, each read in a transaction of its own."""
    position = 0
    while True:
        wanted = select(import_pieces.c.data).where(
            import_pieces.c.import_id == import_id, import_pieces.c.position == position
        )
        with database.read() as tx:
            data = tx.execute(wanted).scalar()
        if data is None:
            return
        yield data
        position += 1


def get(tx: Connection, import_id: int) -> Import | None:
    """One list."""
    row = tx.execute(select(imports).where(imports.c.id == import_id)).first()
    return _import(row) if row else None


def listed(tx: Connection, limit: int = 50) -> list[Import]:
    """The newest first."""
    rows = tx.execute(select(imports).order_by(imports.c.id.desc()).limit(limit))
    return [_import(row) for row in rows]


def due(tx: Connection, now: datetime) -> list[int]:
    """Those that a worker should look at."""
    found = select(imports.c.id).where(imports.c.due_at <= now, _free(now))
    return list(tx.execute(found).scalars())


def claim(tx: Connection, import_id: int, now: datetime) -> Import | None:
    """Take one that waits; None where another has it, or nothing is to be done."""
    mine = and_(imports.c.id == import_id, imports.c.status.in_(_OPEN), _free(now))
    taken = update(imports).where(mine).values(claimed_at=now, bytes_read=0)
    return get(tx, import_id) if tx.execute(taken).rowcount else None


def _free(now: datetime) -> Any:
    return or_(imports.c.claimed_at.is_(None), imports.c.claimed_at < now - _CLAIM_LASTS)


def progress(tx: Connection, import_id: int, bytes_read: int, now: datetime) -> None:
    """Say how far it is, and that this worker lives."""
    mine = update(imports).where(imports.c.id == import_id)
    tx.execute(mine.values(bytes_read=bytes_read, claimed_at=now))


def confirm(tx: Connection, import_id: int, now: datetime) -> bool:
    """An organizer has said yes; False where it did not wait for that."""
    mine = and_(imports.c.id == import_id, imports.c.status == CHECKED)
    yes = update(imports).where(mine)
    return bool(tx.execute(yes.values(status=IMPORTING, due_at=now, claimed_at=None)).rowcount)


def settle(
    tx: Connection,
    import_id: int,
    status: str,
    *,
    outcome: Mapping[str, Any] | None = None,
    bad_rows: Sequence[tuple[int, str]] = (),
    why: str = "",
) -> None:
    """It was looked at, is done, or failed; of the last two the file goes."""
    told: dict[str, Any] = {"status": status, "why": why[:300], "due_at": None, "claimed_at": None}
    if outcome is not None:
        told |= {"outcome": dict(outcome), "bad_rows": [list(row) for row in bad_rows]}
    tx.execute(update(imports).where(imports.c.id == import_id).values(told))
    if status in (DONE, FAILED):
        tx.execute(delete(import_pieces).where(import_pieces.c.import_id == import_id))


def drop(tx: Connection, import_id: int) -> bool:
    """Throw away a list that waits for a yes; False where it does not."""
    mine = and_(imports.c.id == import_id, imports.c.status == CHECKED)
    why = "Thrown away; nobody was brought in."
    dropped = update(imports).where(mine).values(status=FAILED, why=why)
    if not tx.execute(dropped).rowcount:
        return False
    tx.execute(delete(import_pieces).where(import_pieces.c.import_id == import_id))
    return True


def let_go(tx: Connection, now: datetime) -> None:
    """Files that nobody has said yes to for a week are not kept."""
    old = select(imports.c.id).where(imports.c.status == CHECKED, imports.c.at < now - KEPT)
    for import_id in tx.execute(old).scalars().all():
        drop(tx, import_id)


def _import(row: Row[Any]) -> Import:
    return Import(
        row.id,
        row.who,
        row.at,
        row.status,
        tuple(row.tags),
        row.size,
        row.bytes_read,
        row.outcome,
        [(line, reason) for line, reason in row.bad_rows],
        row.why,
    )
