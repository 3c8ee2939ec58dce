"""Invitations to the desk: an address, a role, and a link that works once within a week."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from sms_line.store import audit, organizers
from sms_line.store.audit import Deed
from sms_line.store.database import Database
from sms_line.store.desk_tables import invitations
from sms_line.store.organizers import Organizer, Role
from sms_line.store.tokens import hash_of, new_token

LASTS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Somebody who may join."""

    id: int
    email: str
    role: Role
    invited_by: str
    created_at: datetime
    expires_at: datetime


class AlreadyThere(Exception):
    """An organizer of this address is there already."""


def invite(
    database: Database, tx: Connection, email: str, role: Role, owner: Organizer, now: datetime
) -> Invitation:
    """Invite an address; what it was invited with before works no more. Raises AlreadyThere."""
    organizers.hold(tx)
    if organizers.find(tx, email):
        raise AlreadyThere
    fresh = {
        "role": role.value,
        "token_hash": None,
        "invited_by": owner.email,
        "created_at": now,
        "expires_at": now + LASTS,
    }
    row = tx.execute(
        database.insert(invitations)
        .values(email=organizers.plain(email), **fresh)
        .on_conflict_do_update(index_elements=["email"], set_=fresh)
        .returning(invitations)
    ).one()
    made = _invitation(row)
    _note(tx, owner.email, Deed.INVITED, made, now)
    return made


def listed(tx: Connection) -> list[Invitation]:
    """All that were not taken up, those too that are too old."""
    return [_invitation(row) for row in tx.execute(select(invitations).order_by("email"))]


def get(tx: Connection, invitation_id: int, now: datetime) -> Invitation | None:
    """An invitation that still works."""
    row = tx.execute(
        select(invitations).where(invitations.c.id == invitation_id, invitations.c.expires_at > now)
    ).first()
    return _invitation(row) if row else None


def give_token(tx: Connection, invitation: Invitation) -> str:
    """A new secret for its link; an older one works no more."""
    token = new_token()
    tx.execute(
        update(invitations)
        .where(invitations.c.id == invitation.id)
        .values(token_hash=hash_of(token))
    )
    return token


def of_token(tx: Connection, token: str, now: datetime) -> Invitation | None:
    """Whose link this is, without using it up; None if it works no more."""
    row = tx.execute(
        select(invitations).where(
            invitations.c.token_hash == hash_of(token), invitations.c.expires_at > now
        )
    ).first()
    return _invitation(row) if row else None


def join(tx: Connection, token: str, now: datetime) -> Organizer | None:
    """Use an invitation up and make its organizer; None if it works no more."""
    invitation = of_token(tx, token, now)
    used = tx.execute(delete(invitations).where(invitations.c.token_hash == hash_of(token)))
    if invitation is None or used.rowcount != 1:
        return None
    # Somebody at the terminal may have added them meanwhile: then they keep that role.
    known = organizers.find(tx, invitation.email)
    role = None if known else invitation.role
    made, _ = organizers.add(tx, invitation.email, role, now, invitation.invited_by)
    _note(tx, made.email, Deed.JOINED, invitation, now)
    return made


def take_back(tx: Connection, invitation_id: int, owner: Organizer, now: datetime) -> None:
    """Let an invitation work no more."""
    row = tx.execute(
        delete(invitations).where(invitations.c.id == invitation_id).returning(invitations)
    ).first()
    if row:
        _note(tx, owner.email, Deed.TOOK_BACK_INVITATION, _invitation(row), now)


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        id=row.id,
        email=row.email,
        role=Role(row.role),
        invited_by=row.invited_by,
        created_at=row.created_at,
        expires_at=row.expires_at,
    )


def _note(tx: Connection, who: str, did: Deed, invitation: Invitation, now: datetime) -> None:
    audit.record(
        tx,
        at=now,
        who=who,
        did=did,
        kind="invitation",
        row_id=invitation.id,
        detail=f"{invitation.email}, {invitation.role.value}",
    )
