"""Action files as they were loaded, every version: a running conversation keeps its own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select, text

from sms_line.store.tables import actions


@dataclass(frozen=True, slots=True)
class Stored:
    """One version of one action file."""

    slug: str
    version: int
    source: str
    loaded_at: datetime


def newest(tx: Connection) -> list[Stored]:
    """The newest version of every action, the one loaded last first."""
    latest = (
        select(actions.c.slug, func.max(actions.c.version).label("version"))
        .group_by(actions.c.slug)
        .subquery()
    )
    rows = tx.execute(
        select(actions)
        .join(latest, (actions.c.slug == latest.c.slug) & (actions.c.version == latest.c.version))
        .order_by(actions.c.loaded_at.desc(), actions.c.slug)
    )
    return [Stored(row.slug, row.version, row.source, row.loaded_at) for row in rows]


def newest_of(tx: Connection, slug: str) -> Stored | None:
    """The newest version of one action."""
    return next(iter(versions(tx, slug, limit=1)), None)


def versions(tx: Connection, slug: str, limit: int = 50) -> list[Stored]:
    """The versions of one action, the newest first."""
    rows = tx.execute(
        select(actions)
        .where(actions.c.slug == slug)
        .order_by(actions.c.version.desc())
        .limit(limit)
    )
    return [Stored(row.slug, row.version, row.source, row.loaded_at) for row in rows]


def version(tx: Connection, slug: str, number: int) -> Stored | None:
    """One version of one action."""
    row = tx.execute(
        select(actions).where(actions.c.slug == slug, actions.c.version == number)
    ).first()
    return Stored(row.slug, row.version, row.source, row.loaded_at) if row else None


def hold(tx: Connection) -> None:
    """Until this transaction ends nobody else adds a version: two actions that are published at
    the same moment could otherwise have the same keyword."""
    if tx.dialect.name == "postgresql":
        # It lets others read.
        tx.execute(text("LOCK TABLE actions IN SHARE ROW EXCLUSIVE MODE"))


def add(tx: Connection, slug: str, source: str, now: datetime) -> int:
    """Add a version and give its number; the same text again adds none."""
    current = newest_of(tx, slug)
    if current and current.source == source:
        return current.version
    number = current.version + 1 if current else 1
    tx.execute(actions.insert().values(slug=slug, version=number, source=source, loaded_at=now))
    return number


def revision(tx: Connection) -> int:
    """A number that goes up whenever an action is loaded."""
    return int(tx.execute(select(func.count()).select_from(actions)).scalar_one())
