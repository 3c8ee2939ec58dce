"""One-time sign-in links."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from sms_line.store import audit
from sms_line.store.audit import Deed
from sms_line.store.database import Database
from sms_line.store.desk_tables import organizers, sign_in_links
from sms_line.store.organizers import Organizer, Role
from sms_line.store.tokens import hash_of, new_token

LINK_LASTS = timedelta(hours=24)
MAILED_LINK_LASTS = timedelta(hours=1)
"""Long enough for slow mail; a mailbox is read by more programs than a terminal."""


def make_link(
    database: Database,
    tx: Connection,
    organizer: Organizer,
    who: str,
    now: datetime,
    lasts: timedelta = LINK_LASTS,
) -> str:
    """A new one-time secret for this organizer; an older one works no more."""
    token = new_token()
    fresh = {"token_hash": hash_of(token), "expires_at": now + lasts}
    tx.execute(
        database.insert(sign_in_links)
        .values(organizer_id=organizer.id, **fresh)
        .on_conflict_do_update(index_elements=["organizer_id"], set_=fresh)
    )
    audit.record(tx, at=now, who=who, did=Deed.MADE_LINK, kind="organizer", row_id=organizer.id)
    return token


def holder(tx: Connection, token: str, now: datetime) -> Organizer | None:
    """Whose link this is, without using it up; None if it works no more."""
    row = tx.execute(
        select(organizers)
        .join(sign_in_links, sign_in_links.c.organizer_id == organizers.c.id)
        .where(sign_in_links.c.token_hash == hash_of(token), sign_in_links.c.expires_at > now)
    ).first()
    return Organizer(row.id, row.email, Role(row.role)) if row else None


def use_link(tx: Connection, token: str, now: datetime) -> Organizer | None:
    """Use a link up, and give whose it was; None if it works no more."""
    organizer = holder(tx, token, now)
    used = tx.execute(delete(sign_in_links).where(sign_in_links.c.token_hash == hash_of(token)))
    return organizer if used.rowcount == 1 else None
