"""How often somebody has used what a public page offers, within the last day."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, select

from sms_line.store.page_tables import page_uses

KEPT = timedelta(days=1)
"""The longest span that anything is counted over."""


def note(tx: Connection, kind: str, who: str, now: datetime) -> None:
    """Somebody (a keyed hash) has used this."""
    tx.execute(page_uses.insert().values(kind=kind, who=who, at=now))


def count(tx: Connection, kind: str, who: str, since: datetime) -> int:
    """How often somebody has used this since then."""
    used = select(func.count()).where(
        page_uses.c.kind == kind, page_uses.c.who == who, page_uses.c.at > since
    )
    return int(tx.execute(used).scalar_one())


def drop_old(tx: Connection, now: datetime) -> None:
    """Forget what no limit counts any more."""
    tx.execute(delete(page_uses).where(page_uses.c.at <= now - KEPT))
