"""Letters, and their deliveries with honest states."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Update, select, update

from sms_line.core.letter import Letter
from sms_line.ports import Envelope
from sms_line.store.tables import deliveries, letters

QUEUED, SENDING = "queued", "sending"
ACCEPTED, REFUSED, UNSURE, GIVEN_UP = "accepted", "refused", "unsure", "given up"
SOON = timedelta(seconds=10)
"""How long news waits for what else is about to be tried; the sweep tells what was not told."""
SETTLED = (ACCEPTED, REFUSED, UNSURE, GIVEN_UP)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A delivery that has been claimed. `attempts` tells this claim from any other of it."""

    id: int
    phone: str | None
    action: str
    route: str
    envelope: Envelope
    attempts: int
    created_at: datetime


def claim(tx: Connection, delivery_id: int, now: datetime) -> Delivery | None:
    """Take a waiting delivery; None if it is not (or no longer) waiting."""
    taken = tx.execute(
        update(deliveries)
        .where(deliveries.c.id == delivery_id)
        .where(deliveries.c.status == QUEUED, deliveries.c.due_at <= now)
        .values(
            status=SENDING,
            claimed_at=now,
            handed_over_at=None,
            attempts=deliveries.c.attempts + 1,
        )
    )
    if not taken.rowcount:
        return None
    return _delivery(tx.execute(_WITH_LETTER.where(deliveries.c.id == delivery_id)).one())


_WITH_LETTER = select(
    deliveries,
    letters.c.phone,
    letters.c.office,
    letters.c.subject,
    letters.c.body,
    letters.c.sender_name,
    letters.c.sender_email,
).join(letters, letters.c.id == deliveries.c.letter_id)


def _delivery(row: Row[Any]) -> Delivery:
    letter = Letter(
        bioguide=row.bioguide,
        office=row.office,
        subject=row.subject,
        body=row.body,
        sender_name=row.sender_name,
        sender_email=row.sender_email,
    )
    return Delivery(
        id=row.id,
        phone=row.phone,
        action=row.action,
        route=row.route,
        envelope=Envelope(message_id=row.message_id, to=row.address, letter=letter),
        attempts=row.attempts,
        created_at=row.created_at,
    )


def hand_over(tx: Connection, delivery: Delivery, now: datetime) -> bool:
    """Note that from here on the other side may have it; False if the claim was lost.

    It is lost when the sweep took the worker for gone, or the person asked to be forgotten.
    """
    noted = tx.execute(
        _claimed(delivery).where(deliveries.c.handed_over_at.is_(None)).values(handed_over_at=now)
    )
    return noted.rowcount == 1


def settle(tx: Connection, delivery: Delivery, status: str, detail: str) -> bool:
    """A claimed delivery has reached an end; False if the claim was lost."""
    settled = tx.execute(_claimed(delivery).values(status=status, detail=detail, due_at=None))
    return settled.rowcount == 1


def postpone(tx: Connection, delivery: Delivery, due_at: datetime, detail: str) -> None:
    """A claimed delivery certainly did not arrive: try again later."""
    tx.execute(
        _claimed(delivery).values(status=QUEUED, due_at=due_at, detail=detail, handed_over_at=None)
    )


def _claimed(delivery: Delivery) -> Update:
    """The row, while this very claim holds it: a worker that slept may come too late.

    By its message_id, for SQLite gives the id of a row that was forgotten to the next one.
    """
    return update(deliveries).where(
        deliveries.c.id == delivery.id,
        deliveries.c.message_id == delivery.envelope.message_id,
        deliveries.c.status == SENDING,
        deliveries.c.attempts == delivery.attempts,
    )


def forgotten(tx: Connection, delivery: Delivery) -> bool:
    """Has its person asked to be forgotten since it was claimed?"""
    row = tx.execute(
        select(letters.c.phone, letters.c.visit)
        .join(deliveries, letters.c.id == deliveries.c.letter_id)
        .where(deliveries.c.message_id == delivery.envelope.message_id)
    ).first()
    return row is None or (row.phone is None and row.visit is None)


def due(tx: Connection, now: datetime, limit: int) -> list[int]:
    """Deliveries that wait and whose time has come."""
    waiting = select(deliveries.c.id).where(
        deliveries.c.status == QUEUED, deliveries.c.due_at <= now
    )
    return list(tx.execute(waiting.order_by(deliveries.c.due_at).limit(limit)).scalars())


@dataclass(frozen=True, slots=True)
class Abandoned:
    """A claim whose worker is gone."""

    delivery: Delivery
    handed_over: bool


def abandoned(tx: Connection, claimed_before: datetime, limit: int) -> list[Abandoned]:
    """Claims that never finished."""
    rows = tx.execute(
        _WITH_LETTER.where(
            deliveries.c.status == SENDING, deliveries.c.claimed_at < claimed_before
        ).limit(limit)
    )
    return [Abandoned(_delivery(row), row.handed_over_at is not None) for row in rows]


@dataclass(frozen=True, slots=True)
class Fate:
    """What has become of one letter of somebody's action, to be reported to them."""

    title: str
    legislator: str
    office_phone: str
    status: str


def report(tx: Connection, phone: str, action: str, now: datetime) -> list[Fate]:
    """What to tell somebody about their letters, marked as told.

    Nothing while a letter is being tried or about to be: three that had to wait for one mail
    server are told of in one text. Letters that are tried again are told of with the first report,
    and then only when they are settled.
    """
    rows = tx.execute(
        select(
            deliveries.c.id,
            deliveries.c.status,
            deliveries.c.attempts,
            deliveries.c.due_at,
            deliveries.c.told,
            letters.c.title,
            letters.c.legislator,
            letters.c.office_phone,
        )
        .join(letters, letters.c.id == deliveries.c.letter_id)
        .where(letters.c.phone == phone, letters.c.action == action)
        .order_by(deliveries.c.id)
        .with_for_update(of=deliveries)
    ).all()
    soon = now + SOON
    if any(
        row.status == SENDING or (row.status == QUEUED and (not row.attempts or row.due_at <= soon))
        for row in rows
    ):
        return []
    news = [row for row in rows if row.told != row.status and row.told not in SETTLED]
    for row in news:
        tx.execute(update(deliveries).where(deliveries.c.id == row.id).values(told=row.status))
    return [Fate(row.title, row.legislator, row.office_phone, row.status) for row in news]


def untold(tx: Connection, limit: int) -> list[tuple[str, str]]:
    """(phone, action) of those who have not heard what became of a letter."""
    rows = tx.execute(
        select(letters.c.phone, letters.c.action)
        .join(deliveries, letters.c.id == deliveries.c.letter_id)
        .where(deliveries.c.status.in_(SETTLED), deliveries.c.told.not_in(SETTLED))
        .where(letters.c.phone.is_not(None))
        .distinct()
        .limit(limit)
    )
    return [(row.phone, row.action) for row in rows]


def fates(tx: Connection, visit: str, action: str) -> list[Fate]:
    """What has become of the letters that somebody wrote on a page, as far as is known now."""
    rows = tx.execute(
        select(letters.c.title, letters.c.legislator, letters.c.office_phone, deliveries.c.status)
        .join(deliveries, letters.c.id == deliveries.c.letter_id)
        .where(letters.c.visit == visit, letters.c.action == action)
        .order_by(deliveries.c.id)
    )
    return [Fate(*row) for row in rows]
