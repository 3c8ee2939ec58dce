"""Who is signed in: a row a browser, so that signing out and being removed end it for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from sms_line.store import audit
from sms_line.store.audit import Deed
from sms_line.store.desk_tables import organizers, sessions
from sms_line.store.organizers import Organizer, Role
from sms_line.store.tokens import hash_of, new_token

IDLE = timedelta(hours=12)
"""A session that was not used for so long has ended."""
_SEEN_EVERY = timedelta(minutes=1)
"""A page that is looked at does not write more often than this."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session that has not ended."""

    organizer: Organizer
    stale: bool
    """It is time to note that it is in use."""


def begin(tx: Connection, organizer: Organizer, now: datetime) -> str:
    """Sign an organizer in, and give the secret that their browser keeps."""
    tx.execute(delete(sessions).where(sessions.c.seen_at <= now - IDLE))
    token = new_token()
    tx.execute(
        sessions.insert().values(
            token_hash=hash_of(token), organizer_id=organizer.id, created_at=now, seen_at=now
        )
    )
    _note(tx, now, Deed.SIGNED_IN, organizer)
    return token


def current(tx: Connection, token: str, now: datetime) -> Session | None:
    """The session of this secret; None if it has ended."""
    row = tx.execute(
        select(organizers.c.id, organizers.c.email, organizers.c.role, sessions.c.seen_at)
        .join(sessions, sessions.c.organizer_id == organizers.c.id)
        .where(sessions.c.token_hash == hash_of(token), sessions.c.seen_at > now - IDLE)
    ).first()
    if row is None:
        return None
    organizer = Organizer(row.id, row.email, Role(row.role))
    return Session(organizer, row.seen_at <= now - _SEEN_EVERY)


def seen(tx: Connection, token: str, now: datetime) -> None:
    """Note that a session is in use."""
    tx.execute(update(sessions).where(sessions.c.token_hash == hash_of(token)).values(seen_at=now))


def end(tx: Connection, token: str, now: datetime) -> None:
    """Sign out."""
    session = current(tx, token, now)
    tx.execute(delete(sessions).where(sessions.c.token_hash == hash_of(token)))
    if session:
        _note(tx, now, Deed.SIGNED_OUT, session.organizer)


def _note(tx: Connection, now: datetime, did: Deed, organizer: Organizer) -> None:
    audit.record(tx, at=now, who=organizer.email, did=did, kind="organizer", row_id=organizer.id)
