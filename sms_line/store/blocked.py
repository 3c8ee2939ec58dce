"""Numbers that organizers have blocked: nobody answers their texts, and their calls are refused."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, delete, exists, select

from sms_line.store import audit, callbacks
from sms_line.store.audit import Deed
from sms_line.store.database import Database
from sms_line.store.tables import blocked

LONGEST_REASON = 200
"""Characters."""


@dataclass(frozen=True, slots=True)
class Block:
    """One number that is blocked."""

    id: int
    phone: str
    since: datetime
    reason: str
    who: str
    """An organizer's address, or `audit.COMMAND_LINE`."""


def add(
    database: Database, tx: Connection, *, phone: str, reason: str, who: str, now: datetime
) -> bool:
    """Block a number, and do not ring it if it asked for that; False if it was blocked before."""
    row = tx.execute(
        database.insert(blocked)
        .values(phone=phone, since=now, reason=reason, who=who)
        .on_conflict_do_nothing(index_elements=["phone"])
        .returning(blocked.c.id)
    ).scalar()
    if row is None:
        return False
    callbacks.drop(tx, phone)
    audit.record(tx, at=now, who=who, did=Deed.BLOCKED, kind="block", row_id=row)
    return True


def remove(tx: Connection, *, phone: str, who: str, now: datetime) -> bool:
    """Take the block away; False if there was none."""
    gone = delete(blocked).where(blocked.c.phone == phone).returning(blocked.c.id)
    row = tx.execute(gone).scalar()
    if row is None:
        return False
    audit.record(tx, at=now, who=who, did=Deed.UNBLOCKED, kind="block", row_id=row)
    return True


def find(tx: Connection, phone: str) -> Block | None:
    """The block of a number, None if there is none."""
    row = tx.execute(select(blocked).where(blocked.c.phone == phone)).first()
    return Block(*row) if row else None


def everything(tx: Connection) -> list[Block]:
    """All blocks, the newest first."""
    return [Block(*row) for row in tx.execute(select(blocked).order_by(blocked.c.id.desc()))]


def is_blocked(parameter: str) -> ColumnElement[bool]:
    """Is the number that a statement is given as this parameter blocked?"""
    return exists().where(blocked.c.phone == bindparam(parameter))
