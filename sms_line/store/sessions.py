"""Who is signed in: a row a browser, so that signing out and being removed end it for good."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, and_, delete, exists, select, update

from sms_line.store import audit
from sms_line.store.audit import Deed
from sms_line.store.desk_tables import desk_rules, organizers, passkeys, sessions
from sms_line.store.organizers import Organizer, Role
from sms_line.store.tokens import hash_of, new_token

IDLE = timedelta(hours=12)
"""A session that was not used for so long has ended."""
LONGEST = timedelta(days=30)
"""However much it is used (NIST SP 800-63B-4, 2.1.3)."""
_SEEN_EVERY = timedelta(minutes=1)
"""A page that is looked at does not write more often than this."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session that has not ended."""

    organizer: Organizer
    created_at: datetime
    stale: bool
    """It is time to note that it is in use."""
    unready: bool
    """A second factor is required of everybody, and this organizer has none yet."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A session as its owner sees it in the list of theirs."""

    browser: str
    """In the browser's own words."""
    created_at: datetime
    seen_at: datetime
    this: bool
    """It is the one that asks."""


def begin(tx: Connection, organizer: Organizer, now: datetime, browser: str = "") -> str:
    """Sign an organizer in, and give the secret that their browser keeps."""
    tx.execute(delete(sessions).where(~_lasting(now)))
    token = new_token()
    tx.execute(
        sessions.insert().values(
            token_hash=hash_of(token),
            organizer_id=organizer.id,
            created_at=now,
            seen_at=now,
            browser=browser[:200],
        )
    )
    _note(tx, now, Deed.SIGNED_IN, organizer)
    return token


def current(tx: Connection, token: str, now: datetime) -> Session | None:
    """The session of this secret; None if it has ended."""
    required = exists().where(desk_rules.c.second_factor)
    has_passkey = exists().where(passkeys.c.organizer_id == organizers.c.id)
    unready = and_(required, organizers.c.totp_salt.is_(None), ~has_passkey)
    row = tx.execute(
        select(
            organizers.c.id,
            organizers.c.email,
            organizers.c.role,
            sessions.c.created_at,
            sessions.c.seen_at,
            unready.label("unready"),
        )
        .join(sessions, sessions.c.organizer_id == organizers.c.id)
        .where(sessions.c.token_hash == hash_of(token), _lasting(now))
    ).first()
    if row is None:
        return None
    organizer = Organizer(row.id, row.email, Role(row.role))
    stale = row.seen_at <= now - _SEEN_EVERY
    return Session(organizer, row.created_at, stale, bool(row.unready))


def seen(tx: Connection, token: str, now: datetime) -> None:
    """Note that a session is in use."""
    tx.execute(update(sessions).where(sessions.c.token_hash == hash_of(token)).values(seen_at=now))


def end(tx: Connection, token: str, now: datetime) -> None:
    """Sign out."""
    session = current(tx, token, now)
    tx.execute(delete(sessions).where(sessions.c.token_hash == hash_of(token)))
    if session:
        _note(tx, now, Deed.SIGNED_OUT, session.organizer)


def of(tx: Connection, organizer: Organizer, token: str, now: datetime) -> list[Opened]:
    """An organizer's sessions, the one used last first; `token` is the asking one's."""
    theirs = select(sessions).where(sessions.c.organizer_id == organizer.id, _lasting(now))
    return [
        Opened(row.browser, row.created_at, row.seen_at, row.token_hash == hash_of(token))
        for row in tx.execute(theirs.order_by(sessions.c.seen_at.desc(), sessions.c.created_at))
    ]


def end_all(tx: Connection, organizer: Organizer, now: datetime, *, but: str = "") -> None:
    """Sign out everywhere; `but`: the secret of the one that stays."""
    gone = tx.execute(
        delete(sessions).where(
            sessions.c.organizer_id == organizer.id, sessions.c.token_hash != hash_of(but)
        )
    )
    if gone.rowcount:
        _note(tx, now, Deed.SIGNED_OUT_EVERYWHERE, organizer)


def _lasting(now: datetime) -> ColumnElement[bool]:
    return and_(sessions.c.seen_at > now - IDLE, sessions.c.created_at > now - LONGEST)


def _note(tx: Connection, now: datetime, did: Deed, organizer: Organizer) -> None:
    audit.record(tx, at=now, who=organizer.email, did=did, kind="organizer", row_id=organizer.id)
