"""Broadcasts that are being written: kept until they are planned, so that none is planned twice."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from sms_line.store import audit
from sms_line.store.audit import Deed
from sms_line.store.people_tables import broadcast_drafts

Fields = Mapping[str, str]
"""The form as it was filled in: name → what stands there."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One form."""

    id: int
    who: str
    """Who changed it last."""
    updated_at: datetime
    filled: Fields
    broadcast_id: int | None
    """What came of it."""


def save(tx: Connection, draft_id: int | None, filled: Fields, who: str, now: datetime) -> int:
    """Keep a form, as a new draft where it is none that is still open; gives its id."""
    kept = {"filled": dict(filled), "who": who, "updated_at": now}
    if draft_id is not None:
        mine = update(broadcast_drafts).where(
            broadcast_drafts.c.id == draft_id, broadcast_drafts.c.broadcast_id.is_(None)
        )
        if tx.execute(mine.values(kept)).rowcount:
            return _noted(tx, Deed.DRAFTED, draft_id, who, now)
    new = insert(broadcast_drafts).values(kept).returning(broadcast_drafts.c.id)
    return _noted(tx, Deed.DRAFTED, int(tx.execute(new).scalar_one()), who, now)


def get(tx: Connection, draft_id: int, *, hold: bool = False) -> Draft | None:
    """One draft; `hold`: nobody else may plan it until this transaction ends."""
    wanted = select(broadcast_drafts).where(broadcast_drafts.c.id == draft_id)
    row = tx.execute(wanted.with_for_update() if hold else wanted).first()
    return _draft(row) if row else None


def listed(tx: Connection, limit: int = 50) -> list[Draft]:
    """Those of which nothing has come yet, the newest first."""
    unplanned = select(broadcast_drafts).where(broadcast_drafts.c.broadcast_id.is_(None))
    rows = tx.execute(unplanned.order_by(broadcast_drafts.c.id.desc()).limit(limit))
    return [_draft(row) for row in rows]


def became(tx: Connection, draft_id: int, broadcast_id: int) -> None:
    """Note what came of it."""
    mine = update(broadcast_drafts).where(broadcast_drafts.c.id == draft_id)
    tx.execute(mine.values(broadcast_id=broadcast_id))


def drop(tx: Connection, draft_id: int, who: str, now: datetime) -> None:
    """Throw a draft away."""
    mine = delete(broadcast_drafts).where(
        broadcast_drafts.c.id == draft_id, broadcast_drafts.c.broadcast_id.is_(None)
    )
    if tx.execute(mine).rowcount:
        _noted(tx, Deed.DROPPED_DRAFT, draft_id, who, now)


def _noted(tx: Connection, did: Deed, draft_id: int, who: str, now: datetime) -> int:
    audit.record(tx, at=now, who=who, did=did, kind="broadcast draft", row_id=draft_id)
    return draft_id


def _draft(row: Row[Any]) -> Draft:
    return Draft(row.id, row.who, row.updated_at, row.filled, row.broadcast_id)
