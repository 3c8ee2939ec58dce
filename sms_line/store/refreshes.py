"""Wishes for a new edition of who represents whom: asked for, fetched by a worker, what came of it.

A row first, a task second: a lost bell, or a worker that dies half way, loses no wish.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, delete, insert, or_, select, update

from sms_line.store.directory_tables import refreshes

WAITING, FETCHING, DONE, FAILED = "waiting", "fetching", "done", "failed"
_OPEN = (WAITING, FETCHING)
_CLAIM_LASTS = timedelta(minutes=5)
"""A worker that reports nothing for so long is taken for dead."""
_KEPT = 50


@dataclass(frozen=True, slots=True)
class Refresh:
    """One wish."""

    id: int
    who: str
    """An organizer, or the line itself."""
    asked_at: datetime
    source: str
    """A web address, or what the publishers' are called."""
    vacant_senate: tuple[str, ...]
    """States of which is known that a Senate seat is vacant."""
    status: str
    ended_at: datetime | None
    why: str
    """Why it failed, a sentence; "" also where nobody foresaw it."""

    @property
    def open(self) -> bool:
        """Is it under way?"""
        return self.status in _OPEN


def ask(
    tx: Connection, *, who: str, source: str, vacant_senate: Iterable[str], now: datetime
) -> int | None:
    """Wish for a new edition; None where one is under way already."""
    if tx.execute(select(refreshes.c.id).where(refreshes.c.status.in_(_OPEN)).limit(1)).first():
        return None
    new = insert(refreshes).values(
        who=who,
        asked_at=now,
        source=source,
        vacant_senate=" ".join(sorted(vacant_senate)),
        status=WAITING,
        why="",
    )
    made = int(tx.execute(new.returning(refreshes.c.id)).scalar_one())
    tx.execute(delete(refreshes).where(refreshes.c.id <= made - _KEPT))
    return made


def claim(tx: Connection, refresh_id: int, now: datetime) -> Refresh | None:
    """Take one that waits; None where another worker has it, or nothing is to be done."""
    mine = and_(refreshes.c.id == refresh_id, _due(now))
    taken = update(refreshes).where(mine).values(status=FETCHING, claimed_at=now)
    if not tx.execute(taken).rowcount:
        return None
    return _refresh(tx.execute(select(refreshes).where(refreshes.c.id == refresh_id)).one())


def alive(tx: Connection, refresh_id: int, now: datetime) -> None:
    """Say that the worker who has it still lives."""
    mine = refreshes.c.id == refresh_id
    tx.execute(update(refreshes).where(mine).values(claimed_at=now))


def settle(tx: Connection, refresh_id: int, now: datetime, status: str, why: str = "") -> None:
    """It is done, or has failed."""
    told = {"status": status, "ended_at": now, "claimed_at": None, "why": why}
    tx.execute(update(refreshes).where(refreshes.c.id == refresh_id).values(told))


def due(tx: Connection, now: datetime) -> list[int]:
    """Those that a worker should see to."""
    return list(tx.execute(select(refreshes.c.id).where(_due(now))).scalars())


def listed(tx: Connection, limit: int) -> list[Refresh]:
    """The newest first."""
    rows = tx.execute(select(refreshes).order_by(refreshes.c.id.desc()).limit(limit))
    return [_refresh(row) for row in rows]


def _due(now: datetime) -> Any:
    left = and_(refreshes.c.status == FETCHING, refreshes.c.claimed_at < now - _CLAIM_LASTS)
    return or_(refreshes.c.status == WAITING, left)


def _refresh(row: Row[Any]) -> Refresh:
    return Refresh(
        row.id,
        row.who,
        row.asked_at,
        row.source,
        tuple(row.vacant_senate.split()),
        row.status,
        row.ended_at,
        row.why,
    )
