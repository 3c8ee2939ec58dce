"""Mails to organizers that wait to leave; the secret in each is made only when it does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Connection, delete, func, insert, select, update

from sms_line.store.desk_tables import desk_mails

Kind = Literal["link", "invitation", "broadcast"]

MOST, WITHIN = 5, timedelta(hours=1)
"""Mails to one address in that time: nobody's mailbox is filled through this line."""
_KEPT = timedelta(days=1)
_GIVE_UP_AFTER = {"link": timedelta(hours=1), "invitation": timedelta(hours=1), "broadcast": _KEPT}
"""Who waits for a link has asked for another within the hour."""


@dataclass(frozen=True, slots=True)
class DeskMail:
    """A mail that has been claimed."""

    id: int
    kind: Kind
    row_id: int | None
    """The organizer's or the invitation's; None: the address was nobody's."""
    about: int | None
    """The broadcast that it tells of."""
    at: datetime
    """When it was asked for."""
    attempts: int

    @property
    def given_up_at(self) -> datetime:
        """It is not tried after that."""
        return self.at + _GIVE_UP_AFTER[self.kind]


def ask(tx: Connection, kind: Kind, row_id: int | None, account: str, now: datetime) -> int | None:
    """Queue a mail and give its id; None if this address gets enough already.

    `account`: a keyed hash of the address. `row_id` is None for an address that is nobody's: the
    row is made all the same, so that nobody learns from the time it takes.
    """
    tx.execute(delete(desk_mails).where(desk_mails.c.at < now - _KEPT))
    asked = select(func.count()).where(
        desk_mails.c.account == account, desk_mails.c.at > now - WITHIN
    )
    if tx.execute(asked).scalar_one() >= MOST:
        return None
    row = tx.execute(
        desk_mails.insert()
        .values(kind=kind, row_id=row_id, account=account, at=now, due_at=now, attempts=0)
        .returning(desk_mails.c.id)
    ).one()
    return int(row.id)


def tell(
    tx: Connection, organizer_ids: Iterable[int], broadcast_id: int, now: datetime
) -> list[int]:
    """Queue a mail to each of these about where a broadcast stands, and give their ids.

    They are not counted: nobody but an organizer can bring a broadcast to where it tells of itself.
    """
    tx.execute(delete(desk_mails).where(desk_mails.c.at < now - _KEPT))
    about = desk_mails.c.kind == "broadcast", desk_mails.c.about == broadcast_id
    # What has not left by now would say the same.
    tx.execute(update(desk_mails).where(*about).values(due_at=None))
    row = {"kind": "broadcast", "about": broadcast_id, "account": "", "attempts": 0}
    rows = [{**row, "row_id": each, "at": now, "due_at": now} for each in organizer_ids]
    if not rows:
        return []
    return list(tx.execute(insert(desk_mails).returning(desk_mails.c.id), rows).scalars())


def claim(tx: Connection, mail_id: int, now: datetime, claim_lasts: timedelta) -> DeskMail | None:
    """Take a mail that is due; it is due again if its worker never comes back."""
    row = tx.execute(
        update(desk_mails)
        .where(desk_mails.c.id == mail_id, desk_mails.c.due_at <= now)
        .values(due_at=now + claim_lasts, attempts=desk_mails.c.attempts + 1)
        .returning(desk_mails)
    ).first()
    return DeskMail(row.id, row.kind, row.row_id, row.about, row.at, row.attempts) if row else None


def done(tx: Connection, mail: DeskMail) -> None:
    """It has left, or never will."""
    tx.execute(update(desk_mails).where(desk_mails.c.id == mail.id).values(due_at=None))


def again(tx: Connection, mail: DeskMail, at: datetime) -> None:
    """It did not leave, and is tried again."""
    tx.execute(update(desk_mails).where(desk_mails.c.id == mail.id).values(due_at=at))


def due(tx: Connection, now: datetime, limit: int) -> list[int]:
    """Mails whose bell may have got lost."""
    waiting = select(desk_mails.c.id).where(desk_mails.c.due_at <= now).limit(limit)
    return list(tx.execute(waiting).scalars())
