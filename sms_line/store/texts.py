"""Every text in and out; one that answers no webhook waits here, see `sending`."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Connection, Executable, and_, insert, select, update

from sms_line.core.segments import measure
from sms_line.store.blocked import is_blocked
from sms_line.store.database import Database, Insert
from sms_line.store.tables import texts

RECEIVED, REPLIED = "received", "replied"
WAITING, CLAIMED, UNSURE = "waiting", "claimed", "unsure"
"""The line's own states; none is a word that the carrier uses for one of its."""
WITHHELD, GIVEN_UP, RETRIED = "withheld", "given up", "retried"
"""Withheld: the person said STOP before it left. Retried: another text took its place."""

ANSWERED_WITHIN = timedelta(hours=72)
"""What somebody texts later answers no broadcast any more."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A text that has been claimed. `attempts` tells this claim for sending from any other."""

    id: int
    phone: str
    body: str
    attempts: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Received:
    """An inbound text that is new. `blocked`: of a number that is not answered."""

    id: int
    blocked: bool


def receive(
    database: Database,
    tx: Connection,
    *,
    sid: str,
    phone: str,
    line_number: str,
    body: str,
    now: datetime,
) -> Received | None:
    """Record an inbound text; None if this sid came before."""
    text = {
        "direction": "in",
        "sid": sid,
        "phone": phone,
        "line_number": line_number,
        "body": body,
        "at": now,
        "status": RECEIVED,
        "sender": phone,
    }
    row = tx.execute(_receive(database.insert), text).first()
    return Received(row.id, bool(row.blocked)) if row else None


@cache
def _receive(insert: Insert) -> Executable:
    return (
        insert(texts)
        .on_conflict_do_nothing(index_elements=["sid", "direction"])
        # Asked along the way, so that no text costs one statement more.
        .returning(texts.c.id, is_blocked("sender").label("blocked"))
    )


def note_message(
    tx: Connection, *, phone: str, line_number: str, url: str, action: str, now: datetime
) -> int:
    """Record that somebody has spoken a message, for an organizer to hear at `url`: its number."""
    row = tx.execute(
        texts.insert()
        .values(
            direction="in",
            phone=phone,
            line_number=line_number,
            body=f"(a spoken message: {url})",
            at=now,
            action=action,
            status=RECEIVED,
            flagged=True,
        )
        .returning(texts.c.id)
    ).one()
    return int(row.id)


def answer_to(tx: Connection, sid: str) -> str:
    """What the line answered to this sid, "" if nothing."""
    inbound = (texts.c.sid == sid, texts.c.direction == "in")
    asked = select(texts.c.id).where(*inbound).scalar_subquery()
    return tx.execute(select(texts.c.body).where(texts.c.answers == asked)).scalar() or ""


def reply(
    tx: Connection,
    *,
    phone: str | None,
    line_number: str,
    body: str,
    answers: int,
    action: str,
    now: datetime,
) -> None:
    """Record an answer that leaves with the webhook's response."""
    text = {
        "direction": "out",
        "phone": phone,
        "line_number": line_number,
        "body": body,
        "at": now,
        "answers": answers,
        "action": action,
        "status": REPLIED,
        "segments": measure(body).segments,
    }
    tx.execute(_REPLY, text)


_REPLY = insert(texts).inline()
"""Nobody asks for the row's id."""


def queue(
    tx: Connection, *, phone: str, line_number: str, body: str, action: str, now: datetime
) -> int:
    """Record a text that answers no webhook, to be sent as soon as it can be."""
    row = tx.execute(
        texts.insert()
        .values(
            direction="out",
            phone=phone,
            line_number=line_number,
            body=body,
            at=now,
            action=action,
            status=WAITING,
            due_at=now,
            segments=measure(body).segments,
        )
        .returning(texts.c.id)
    ).one()
    return int(row.id)


def flag(tx: Connection, text_id: int) -> None:
    """Show this text to the organizers."""
    tx.execute(update(texts).where(texts.c.id == text_id).values(flagged=True))


def answers_broadcast(tx: Connection, phone: str, now: datetime) -> bool:
    """Is a broadcast, not older than ANSWERED_WITHIN, the last that somebody was sent unasked?"""
    unasked = and_(texts.c.direction == "out", texts.c.answers.is_(None))
    left = texts.c.status.not_in([WAITING, CLAIMED, WITHHELD])
    last = (
        select(texts.c.broadcast_id, texts.c.at)
        .where(texts.c.phone == phone, unasked, left)
        .order_by(texts.c.id.desc())
        .limit(1)
    )
    row = tx.execute(last).first()
    return row is not None and row.broadcast_id is not None and now - row.at <= ANSWERED_WITHIN


def redact(tx: Connection, text_id: int, body: str) -> None:
    """Keep this instead of what was written: an address is not kept longer than it is needed."""
    tx.execute(update(texts).where(texts.c.id == text_id).values(body=body))


@dataclass(frozen=True, slots=True)
class Threaded:
    """One text of somebody's thread."""

    id: int
    outgoing: bool
    body: str
    at: datetime


def thread(tx: Connection, phone: str, after: int = 0) -> list[Threaded]:
    """What somebody wrote and has been sent, oldest first; what has not left is not in it."""
    rows = tx.execute(
        select(texts.c.id, texts.c.direction, texts.c.body, texts.c.at)
        .where(texts.c.phone == phone, texts.c.id > after)
        .where(texts.c.status.not_in([WAITING, CLAIMED, WITHHELD]))
        .order_by(texts.c.id)
    )
    return [Threaded(row.id, row.direction == "out", row.body, row.at) for row in rows]
