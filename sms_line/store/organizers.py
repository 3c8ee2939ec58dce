"""Who may sign in to the desk, and as what."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, func, select, update

from sms_line.store import audit
from sms_line.store.audit import COMMAND_LINE, Deed
from sms_line.store.desk_tables import organizers, sessions, sign_in_links


class Role(StrEnum):
    """As what somebody is at the desk; what each may do is in `web/desk/roles.py`.

    The last owner cannot go.
    """

    OWNER = "owner"
    ORGANIZER = "organizer"
    VIEWER = "viewer"


@dataclass(frozen=True, slots=True)
class Organizer:
    """Somebody who may sign in."""

    id: int
    email: str
    role: Role


@dataclass(frozen=True, slots=True)
class Listed:
    """An organizer as the list shows them."""

    organizer: Organizer
    created_at: datetime
    seen_at: datetime | None
    """When they last used the desk, of the sessions that have not ended."""


class OnlyOwner(Exception):
    """Others are there, and the one owner is not to go or to become less."""


def add(tx: Connection, email: str, role: Role | None, now: datetime) -> tuple[Organizer, bool]:
    """Make an organizer, or find the one of this address; is it a new one?

    Without a role the first becomes the owner, others organizers. One who is there keeps their
    role unless another is given. Raises OnlyOwner.
    """
    found = find(tx, email)
    if found:
        return (found if role in (None, found.role) else _give(tx, found, role, now)), False
    first = tx.execute(select(organizers.c.id).limit(1)).first() is None
    role = role or (Role.OWNER if first else Role.ORGANIZER)
    row = tx.execute(
        organizers.insert()
        .values(email=_plain(email), role=role.value, created_at=now)
        .returning(organizers.c.id)
    ).one()
    made = Organizer(row.id, _plain(email), role)
    _note(tx, now, Deed.ADDED, made)
    return made, True


def find(tx: Connection, email: str) -> Organizer | None:
    """The organizer of this address, whatever its capitals."""
    row = tx.execute(select(organizers).where(organizers.c.email == _plain(email))).first()
    return Organizer(row.id, row.email, Role(row.role)) if row else None


def everybody(tx: Connection) -> list[Listed]:
    """All organizers, by address."""
    seen = func.max(sessions.c.seen_at, type_=sessions.c.seen_at.type)
    rows = tx.execute(
        select(organizers, seen.label("seen_at"))
        .outerjoin(sessions, sessions.c.organizer_id == organizers.c.id)
        .group_by(organizers.c.id)
        .order_by(organizers.c.email)
    )
    return [
        Listed(Organizer(row.id, row.email, Role(row.role)), row.created_at, row.seen_at)
        for row in rows
    ]


def remove(tx: Connection, organizer: Organizer, now: datetime) -> None:
    """Take an organizer's place away, and end what they have open. Raises OnlyOwner."""
    _keep_an_owner(tx, organizer)
    for table in (sessions, sign_in_links):
        tx.execute(delete(table).where(table.c.organizer_id == organizer.id))
    tx.execute(delete(organizers).where(organizers.c.id == organizer.id))
    _note(tx, now, Deed.REMOVED, organizer)


def _give(tx: Connection, organizer: Organizer, role: Role, now: datetime) -> Organizer:
    _keep_an_owner(tx, organizer)
    tx.execute(update(organizers).where(organizers.c.id == organizer.id).values(role=role.value))
    changed = Organizer(organizer.id, organizer.email, role)
    _note(tx, now, Deed.GAVE_ROLE, changed)
    return changed


def _keep_an_owner(tx: Connection, leaving: Organizer) -> None:
    others = tx.execute(select(organizers.c.role).where(organizers.c.id != leaving.id)).scalars()
    roles = list(others)
    if leaving.role is Role.OWNER and roles and Role.OWNER.value not in roles:
        raise OnlyOwner


def _note(tx: Connection, now: datetime, did: Deed, organizer: Organizer) -> None:
    audit.record(
        tx,
        at=now,
        who=COMMAND_LINE,
        did=did,
        kind="organizer",
        row_id=organizer.id,
        detail=f"{organizer.email}, {organizer.role.value}"[:200],
    )


def _plain(email: str) -> str:
    return email.strip().lower()
