"""What other programs are told, message by message: due, delivered, given up, sent again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, select, update

from sms_line.store import audit
from sms_line.store.api_tables import webhook_endpoints, webhook_messages
from sms_line.store.audit import Deed
from sms_line.store.outgoing import DELIVERED, GIVEN_UP, WAITING

TRIES = 13
"""With the pauses between them a day."""
KEPT = timedelta(days=14)
"""How long a message can be looked at, and one that was given up be sent again."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one endpoint."""

    id: int
    message_id: str
    endpoint_id: int
    event: str
    phone: str | None
    data: Mapping[str, Any] | None
    at: datetime
    status: str
    attempts: int
    due_at: datetime | None
    tried_at: datetime | None
    answer: str


def next_due(tx: Connection, endpoint_id: int, now: datetime) -> Message | None:
    """The oldest that waits and whose time has come."""
    due = select(webhook_messages).where(
        webhook_messages.c.endpoint_id == endpoint_id,
        webhook_messages.c.due_at <= now,
    )
    row = tx.execute(due.order_by(webhook_messages.c.id).limit(1)).first()
    return _message(row) if row else None


def endpoints_due(tx: Connection, now: datetime) -> Sequence[int]:
    """Endpoints for which something is due."""
    due = select(webhook_messages.c.endpoint_id).where(webhook_messages.c.due_at <= now)
    return list(tx.execute(due.distinct()).scalars())


def delivered(tx: Connection, message: Message, answer: str, now: datetime) -> None:
    """The other side has it; what it said of somebody is not kept here."""
    done = {"status": DELIVERED, "due_at": None, "phone": None, "data": None}
    tx.execute(_mine(message).values(**done, tried_at=now, answer=answer, attempts=_tries()))


def failed(
    tx: Connection, message: Message, answer: str, now: datetime, again: timedelta
) -> datetime | None:
    """Try again later, or give up after a day; when it is tried next."""
    over = message.attempts + 1 >= TRIES
    status, due_at = (GIVEN_UP, None) if over else (WAITING, now + again)
    values = {"status": status, "due_at": due_at, "tried_at": now, "answer": answer}
    tx.execute(_mine(message).values(**values, attempts=_tries()))
    return due_at


def listed(tx: Connection, endpoint_id: int, limit: int) -> Sequence[Message]:
    """The newest of one endpoint."""
    mine = select(webhook_messages).where(webhook_messages.c.endpoint_id == endpoint_id)
    rows = tx.execute(mine.order_by(webhook_messages.c.id.desc()).limit(limit))
    return [_message(row) for row in rows]


def send_again(tx: Connection, endpoint_id: int, *, who: str, now: datetime) -> int:
    """Let all that was given up be tried anew, with the same ids; how many."""
    given_up = (
        webhook_messages.c.endpoint_id == endpoint_id,
        webhook_messages.c.status == GIVEN_UP,
    )
    anew = {"status": WAITING, "due_at": now, "attempts": 0}
    number = tx.execute(update(webhook_messages).where(*given_up).values(anew)).rowcount
    if number:
        audit.record(
            tx,
            at=now,
            who=who,
            did=Deed.SENT_AGAIN,
            kind="webhook",
            row_id=endpoint_id,
            detail=f"{number} messages",
        )
    return int(number)


def given_up(tx: Connection) -> Sequence[int]:
    """Endpoints that have not got everything."""
    missed = select(webhook_messages.c.endpoint_id).where(webhook_messages.c.status == GIVEN_UP)
    return list(tx.execute(missed.distinct()).scalars())


def give_up_orphans(tx: Connection) -> None:
    """What was written for an endpoint at the moment in which it went."""
    there = select(webhook_endpoints.c.id).where(webhook_endpoints.c.disabled_at.is_(None))
    orphans = webhook_messages.c.due_at.is_not(None), webhook_messages.c.endpoint_id.not_in(there)
    tx.execute(update(webhook_messages).where(*orphans).values(status=GIVEN_UP, due_at=None))


def drop_old(tx: Connection, now: datetime) -> None:
    """Let go of what is settled for long."""
    settled = webhook_messages.c.due_at.is_(None), webhook_messages.c.at < now - KEPT
    tx.execute(delete(webhook_messages).where(*settled))


def _tries() -> Any:
    return webhook_messages.c.attempts + 1


def _mine(message: Message) -> Any:
    """The row, unless its person was forgotten, or its endpoint switched off, meanwhile."""
    return update(webhook_messages).where(
        webhook_messages.c.message_id == message.message_id, webhook_messages.c.status == WAITING
    )


def _message(row: Row[Any]) -> Message:
    return Message(
        id=row.id,
        message_id=row.message_id,
        endpoint_id=row.endpoint_id,
        event=row.event,
        phone=row.phone,
        data=row.data,
        at=row.at,
        status=row.status,
        attempts=row.attempts,
        due_at=row.due_at,
        tried_at=row.tried_at,
        answer=row.answer,
    )
