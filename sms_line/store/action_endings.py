"""Actions that organizers have ended before their day, or opened again."""

from datetime import datetime

from sqlalchemy import Connection, func, select

from sms_line.store.action_tables import action_endings


def end(tx: Connection, slug: str, now: datetime) -> bool:
    """End an action from this moment; was it open until now?"""
    return _turn(tx, slug, now, to=True)


def reopen(tx: Connection, slug: str, now: datetime) -> bool:
    """Take back that an action was ended by hand; was it?"""
    return _turn(tx, slug, now, to=False)


def ended(tx: Connection) -> dict[str, datetime]:
    """Slug → since when, for each action that is ended by hand."""
    latest = select(func.max(action_endings.c.id)).group_by(action_endings.c.slug)
    rows = tx.execute(
        select(action_endings.c.slug, action_endings.c.at).where(
            action_endings.c.id.in_(latest), action_endings.c.ended
        )
    )
    return {row.slug: row.at for row in rows}


def revision(tx: Connection) -> int:
    """A number that goes up whenever an action is ended or opened again."""
    return int(tx.execute(select(func.count()).select_from(action_endings)).scalar_one())


def _turn(tx: Connection, slug: str, now: datetime, *, to: bool) -> bool:
    if (slug in ended(tx)) is to:
        return False
    tx.execute(action_endings.insert().values(slug=slug, ended=to, at=now))
    return True
