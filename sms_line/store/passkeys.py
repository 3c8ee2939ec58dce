"""Passkeys of organizers: public keys, and the challenges that they answer once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, or_, select, update

from sms_line.store import audit, factors
from sms_line.store.audit import Deed
from sms_line.store.desk_tables import organizers, passkey_challenges, passkeys
from sms_line.store.organizers import Organizer, Role
from sms_line.store.tokens import hash_of

CHALLENGE_LASTS = timedelta(minutes=10)
LONGEST_NAME = 60
LONGEST_ID, LONGEST_KEY = 1_400, 4_000
"""Base64url; WebAuthn allows 1,023 bytes, and no key that browsers make comes near."""
MOST = 20
"""Of one organizer."""


@dataclass(frozen=True, slots=True)
class Passkey:
    """A key that an organizer has somewhere; keys and ids in base64url."""

    id: int
    organizer: Organizer
    credential_id: str
    public_key: str
    sign_count: int
    name: str
    created_at: datetime
    used_at: datetime | None


def offer(tx: Connection, challenge: str, now: datetime) -> None:
    """A challenge (base64url) that may be answered once, soon."""
    tx.execute(delete(passkey_challenges).where(passkey_challenges.c.expires_at <= now))
    tx.execute(
        passkey_challenges.insert().values(
            challenge_hash=hash_of(challenge), expires_at=now + CHALLENGE_LASTS
        )
    )


def take(tx: Connection, challenge: str, now: datetime) -> bool:
    """Use a challenge up; False if it was not offered, was answered before, or is old."""
    taken = tx.execute(
        delete(passkey_challenges).where(
            passkey_challenges.c.challenge_hash == hash_of(challenge),
            passkey_challenges.c.expires_at > now,
        )
    )
    return taken.rowcount == 1


def of(tx: Connection, organizer_id: int) -> list[Passkey]:
    """An organizer's passkeys, the oldest first."""
    theirs = _SELECT.where(passkeys.c.organizer_id == organizer_id).order_by(passkeys.c.id)
    return [_passkey(row) for row in tx.execute(theirs)]


def find(tx: Connection, credential_id: str) -> Passkey | None:
    """The passkey of this id, and whose it is."""
    row = tx.execute(_SELECT.where(passkeys.c.credential_id == credential_id)).first()
    return _passkey(row) if row else None


def add(
    tx: Connection,
    organizer: Organizer,
    *,
    credential_id: str,
    public_key: str,
    sign_count: int,
    name: str,
    now: datetime,
) -> bool:
    """Keep a new passkey; False if it is known already, fits no column, or is one too many."""
    fits = len(credential_id) <= LONGEST_ID and len(public_key) <= LONGEST_KEY
    if not fits or find(tx, credential_id) or len(of(tx, organizer.id)) >= MOST:
        return False
    tx.execute(
        passkeys.insert().values(
            organizer_id=organizer.id,
            credential_id=credential_id,
            public_key=public_key,
            sign_count=sign_count,
            name=name[:LONGEST_NAME],
            created_at=now,
        )
    )
    _note(tx, organizer, Deed.ADDED_PASSKEY, now)
    return True


def used(tx: Connection, passkey: Passkey, sign_count: int, now: datetime) -> bool:
    """Note a use; False if it is gone, or its count has not grown: then there are two of it."""
    grown = or_(passkeys.c.sign_count < sign_count, passkeys.c.sign_count + sign_count == 0)
    noted = tx.execute(
        update(passkeys)
        .where(passkeys.c.id == passkey.id, grown)
        .values(sign_count=sign_count, used_at=now)
    )
    return noted.rowcount == 1


def drop(tx: Connection, organizer: Organizer, passkey_id: int, now: datetime) -> None:
    """Forget one of an organizer's own passkeys."""
    gone = tx.execute(
        delete(passkeys).where(passkeys.c.id == passkey_id, passkeys.c.organizer_id == organizer.id)
    )
    if gone.rowcount:
        _note(tx, organizer, Deed.DROPPED_PASSKEY, now)
        factors.forget_recovery_codes(tx, organizer)


_SELECT = select(passkeys, organizers.c.email, organizers.c.role).join(
    organizers, organizers.c.id == passkeys.c.organizer_id
)


def _passkey(row: Row[Any]) -> Passkey:
    return Passkey(
        id=row.id,
        organizer=Organizer(row.organizer_id, row.email, Role(row.role)),
        credential_id=row.credential_id,
        public_key=row.public_key,
        sign_count=row.sign_count,
        name=row.name,
        created_at=row.created_at,
        used_at=row.used_at,
    )


def _note(tx: Connection, organizer: Organizer, did: Deed, now: datetime) -> None:
    audit.record(tx, at=now, who=organizer.email, did=did, kind="organizer", row_id=organizer.id)
