"""Who may sign in to the desk, and as what."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, func, select, text, update

from sms_line.store import audit
from sms_line.store.audit import COMMAND_LINE, Deed
from sms_line.store.desk_tables import (
    organizers,
    passkeys,
    recovery_codes,
    sessions,
    sign_in_links,
)

_EMAIL = re.compile(r"[^@\s<>\"\x00-\x1f]+@[^@\s<>\"\x00-\x1f]+\.[^@\s<>\".\x00-\x1f]+")
_LONGEST = 254
"""Characters, RFC 5321 4.5.3.1.3 as corrected by erratum 1690."""


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
    second_factor: bool
    """They have one-time codes or a passkey."""


class OnlyOwner(Exception):
    """Others are there, and the one owner is not to go or to become less."""


class SomebodyIsThere(Exception):
    """There is an organizer already: the first owner is made only once."""


def nobody(tx: Connection) -> bool:
    """Is there no organizer at all?"""
    return tx.execute(select(organizers.c.id).limit(1)).first() is None


def add(
    tx: Connection, email: str, role: Role | None, now: datetime, who: str = COMMAND_LINE
) -> tuple[Organizer, bool]:
    """Make an organizer, or find the one of this address; is it a new one? `who` does it.

    Without a role the first becomes the owner, others organizers. One who is there keeps their
    role unless another is given. Raises OnlyOwner.
    """
    hold(tx)
    found = find(tx, email)
    if found:
        return (found if role is None else _give(tx, found, role, who, now)), False
    role = role or (Role.OWNER if nobody(tx) else Role.ORGANIZER)
    return _make(tx, email, role, who, now), True


def add_first(tx: Connection, email: str, who: str, now: datetime) -> Organizer:
    """Make the first owner. Raises SomebodyIsThere."""
    hold(tx)
    if not nobody(tx):
        raise SomebodyIsThere
    return _make(tx, email, Role.OWNER, who, now)


def give(tx: Connection, organizer_id: int, role: Role, who: str, now: datetime) -> None:
    """Give an organizer another role; nothing if they are gone. Raises OnlyOwner."""
    hold(tx)
    if found := get(tx, organizer_id):
        _give(tx, found, role, who, now)


def find(tx: Connection, email: str) -> Organizer | None:
    """The organizer of this address, whatever its capitals."""
    row = tx.execute(select(organizers).where(organizers.c.email == plain(email))).first()
    return Organizer(row.id, row.email, Role(row.role)) if row else None


def get(tx: Connection, organizer_id: int) -> Organizer | None:
    """The organizer of this number, as they are now."""
    row = tx.execute(select(organizers).where(organizers.c.id == organizer_id)).first()
    return Organizer(row.id, row.email, Role(row.role)) if row else None


def everybody(tx: Connection) -> list[Listed]:
    """All organizers, by address."""
    seen = func.max(sessions.c.seen_at, type_=sessions.c.seen_at.type)
    keys = select(func.count()).where(passkeys.c.organizer_id == organizers.c.id).scalar_subquery()
    rows = tx.execute(
        select(organizers, seen.label("seen_at"), keys.label("keys"))
        .outerjoin(sessions, sessions.c.organizer_id == organizers.c.id)
        .group_by(organizers.c.id)
        .order_by(organizers.c.email)
    )
    return [
        Listed(
            Organizer(row.id, row.email, Role(row.role)),
            row.created_at,
            row.seen_at,
            second_factor=row.totp_salt is not None or row.keys > 0,
        )
        for row in rows
    ]


def remove(
    tx: Connection,
    organizer: Organizer,
    now: datetime,
    who: str = COMMAND_LINE,
    *,
    last_may_go: bool = False,
) -> None:
    """Take an organizer's place away, and end what they have open. Raises OnlyOwner.

    `last_may_go`: who is alone may leave the line without anybody; then it starts over.
    """
    hold(tx)
    _keep_an_owner(tx, organizer.id, unless_alone=last_may_go)
    for table in (sessions, sign_in_links, passkeys, recovery_codes):
        tx.execute(delete(table).where(table.c.organizer_id == organizer.id))
    tx.execute(delete(organizers).where(organizers.c.id == organizer.id))
    _note(tx, now, who, Deed.REMOVED, organizer)


def hold(tx: Connection) -> None:
    """Until this transaction ends nobody else changes who is there: two owners who remove each
    other at the same moment would leave none, and two first owners would be one too many."""
    if tx.dialect.name == "postgresql":
        # It lets others read, and sign in.
        tx.execute(text("LOCK TABLE organizers IN SHARE ROW EXCLUSIVE MODE"))


def is_address(email: str) -> bool:
    """Does it look like an e-mail address that can be kept?"""
    # In small letters an address can be longer than it was.
    return len(plain(email)) <= _LONGEST and bool(_EMAIL.fullmatch(email.strip()))


def plain(email: str) -> str:
    """An address as it is stored and compared."""
    return email.strip().lower()


def _make(tx: Connection, email: str, role: Role, who: str, now: datetime) -> Organizer:
    row = tx.execute(
        organizers.insert()
        .values(email=plain(email), role=role.value, created_at=now)
        .returning(organizers.c.id)
    ).one()
    made = Organizer(row.id, plain(email), role)
    _note(tx, now, who, Deed.ADDED, made)
    return made


def _give(tx: Connection, organizer: Organizer, role: Role, who: str, now: datetime) -> Organizer:
    if role is organizer.role:
        return organizer
    _keep_an_owner(tx, organizer.id)
    tx.execute(update(organizers).where(organizers.c.id == organizer.id).values(role=role.value))
    changed = Organizer(organizer.id, organizer.email, role)
    _note(tx, now, who, Deed.GAVE_ROLE, changed)
    return changed


def _keep_an_owner(tx: Connection, leaving: int, *, unless_alone: bool = False) -> None:
    """Among the others is an owner, if this one is one."""
    roles = {row.id: row.role for row in tx.execute(select(organizers.c.id, organizers.c.role))}
    was_owner = roles.pop(leaving, None) == Role.OWNER.value
    if not was_owner or (unless_alone and not roles):
        return
    if Role.OWNER.value not in roles.values():
        raise OnlyOwner


def _note(tx: Connection, now: datetime, who: str, did: Deed, organizer: Organizer) -> None:
    audit.record(
        tx,
        at=now,
        who=who,
        did=did,
        kind="organizer",
        row_id=organizer.id,
        detail=f"{organizer.email}, {organizer.role.value}",
    )
