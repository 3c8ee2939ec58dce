"""The links of a broadcast that are shortened, and how often each was followed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select

from sms_line.store.broadcast_tables import clicks, links
from sms_line.store.tables import supporters


@dataclass(frozen=True, slots=True)
class Link:
    """One address in the words of one variant."""

    id: int
    variant: int
    url: str
    secret: str
    """What its short addresses are signed with."""


def add(tx: Connection, broadcast_id: int, variant: int, url: str, secret: str) -> None:
    """Let an address be shortened."""
    row = {"broadcast_id": broadcast_id, "variant": variant, "url": url, "secret": secret}
    tx.execute(insert(links).values(row))


def of_broadcast(tx: Connection, broadcast_id: int) -> list[Link]:
    """All of a broadcast."""
    found = tx.execute(select(links).where(links.c.broadcast_id == broadcast_id))
    return [Link(row.id, row.variant, row.url, row.secret) for row in found.all()]


def get(tx: Connection, link_id: int) -> Link | None:
    """One link."""
    row = tx.execute(select(links).where(links.c.id == link_id)).first()
    return Link(row.id, row.variant, row.url, row.secret) if row else None


def says_who(tx: Connection) -> bool:
    """Is it noted of anybody that they followed a link?"""
    found = select(clicks.c.id).where(clicks.c.supporter_id.is_not(None)).limit(1)
    return tx.execute(found).first() is not None


def note_click(tx: Connection, link_id: int, supporter_id: int | None, now: datetime) -> None:
    """Count one click; whose it was only where that person is still known."""
    whose = select(supporters.c.id).where(supporters.c.id == supporter_id).scalar_subquery()
    row = {"link_id": link_id, "supporter_id": whose, "at": now}
    tx.execute(insert(clicks).values(row))
