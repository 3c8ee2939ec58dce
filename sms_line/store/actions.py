"""Action files as they were loaded, every version: a running conversation keeps its own."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

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


def version(tx: Connection, slug: str, number: int) -> Stored | None:
    """One version of one action."""
    row = tx.execute(
        select(actions).where(actions.c.slug == slug, actions.c.version == number)
    ).first()
    return Stored(row.slug, row.version, row.source, row.loaded_at) if row else None


def add(tx: Connection, slug: str, source: str, now: datetime) -> int:
    """Add a version and give its number; the same text again adds none."""
    current = next((each for each in newest(tx) if each.slug == slug), None)
    if current and current.source == source:
        return current.version
    number = current.version + 1 if current else 1
    tx.execute(actions.insert().values(slug=slug, version=number, source=source, loaded_at=now))
    return number


def revision(tx: Connection) -> int:
    """A number that goes up whenever an action is loaded."""
    return int(tx.execute(select(func.count()).select_from(actions)).scalar_one())
