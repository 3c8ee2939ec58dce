"""Every text in and out; one that answers no webhook waits here until it is sent."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from sqlalchemy import Connection, Executable, Update, and_, exists, insert, or_, select, update

from sms_line.core.segments import measure
from sms_line.store.blocked import is_blocked
from sms_line.store.database import Database, Insert
from sms_line.store.tables import suppressions, texts

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


def claim(tx: Connection, text_id: int, now: datetime) -> Outgoing | None:
    """Take a waiting text for sending; None if it is not waiting or its person said STOP.

    Texts of a broadcast are not taken here: see `recipients`.
    """
    mine = and_(texts.c.id == text_id, texts.c.broadcast_id.is_(None))
    waiting = and_(mine, texts.c.status == WAITING, texts.c.due_at <= now)
    stopped = exists().where(suppressions.c.phone == texts.c.phone)
    tx.execute(
        update(texts).where(waiting, stopped).values(status=WITHHELD, due_at=None, claimed_at=now)
    )
    row = tx.execute(
        update(texts)
        .where(waiting, ~stopped)
        .values(status=CLAIMED, claimed_at=now, attempts=texts.c.attempts + 1)
        .returning(texts.c.id, texts.c.phone, texts.c.body, texts.c.attempts, texts.c.at)
    ).first()
    return Outgoing(row.id, row.phone, row.body, row.attempts, row.at) if row else None


def give_back(tx: Connection, text: Outgoing, now: datetime) -> None:
    """A claimed text was not sent: others are served first."""
    again = {"status": WAITING, "due_at": now, "attempts": texts.c.attempts - 1}
    tx.execute(_held(text).values(**again))


def settle(
    tx: Connection, text: Outgoing, status: str, *, sid: str | None = None, error: str = ""
) -> None:
    """A claimed text has reached an end, as far as sending goes."""
    tx.execute(_held(text).values(status=status, sid=sid, error=error, due_at=None))


def postpone(tx: Connection, text: Outgoing, status: str, due_at: datetime, error: str) -> None:
    """Look at a claimed text again later: to send it (waiting) or to find evidence (unsure)."""
    tx.execute(_held(text).values(status=status, due_at=due_at, error=error))


def _held(text: Outgoing) -> Update:
    """The row, unless a report or another worker has settled it since."""
    return update(texts).where(
        texts.c.id == text.id,
        texts.c.status.in_([CLAIMED, UNSURE]),
        texts.c.attempts == text.attempts,
    )


def due(tx: Connection, now: datetime, claim_lasts: timedelta, limit: int) -> list[int]:
    """Texts whose bell may have got lost: waiting, or claimed by a worker that is gone."""
    abandoned = and_(texts.c.status == CLAIMED, texts.c.claimed_at < now - claim_lasts)
    # Texts of a broadcast that wait are sent with it, when its recipient is awake.
    waiting = and_(texts.c.status == WAITING, texts.c.broadcast_id.is_(None))
    found = tx.execute(
        select(texts.c.id)
        .where(texts.c.due_at <= now, texts.c.phone.is_not(None))
        .where(or_(waiting, texts.c.status == UNSURE, abandoned))
        .order_by(texts.c.due_at)
        .limit(limit)
    )
    return list(found.scalars())


def abandoned(tx: Connection, claimed_before: datetime, limit: int) -> list[int]:
    """Texts that were claimed so long ago that their worker must be gone."""
    # By `due_at`, which a claim leaves in the past: of texts in flight it is the index.
    found = tx.execute(
        select(texts.c.id)
        .where(texts.c.status == CLAIMED, texts.c.claimed_at < claimed_before)
        .where(texts.c.due_at < claimed_before, texts.c.phone.is_not(None))
        .limit(limit)
    )
    return list(found.scalars())


def doubtful(
    tx: Connection, text_id: int, now: datetime, claim_lasts: timedelta
) -> Outgoing | None:
    """A text that may or may not have been taken; an abandoned claim becomes one.

    Only one worker at a time finds out: two answers to that question could be an old "no" and
    the text that followed the first "no".
    """
    row = tx.execute(
        update(texts)
        .where(texts.c.id == text_id, texts.c.phone.is_not(None))
        .where(
            or_(
                and_(texts.c.status == UNSURE, texts.c.due_at <= now),
                and_(texts.c.status == CLAIMED, texts.c.claimed_at < now - claim_lasts),
            )
        )
        .values(status=UNSURE, due_at=now + claim_lasts)
        .returning(texts.c.id, texts.c.phone, texts.c.body, texts.c.attempts, texts.c.at)
    ).first()
    return Outgoing(row.id, row.phone, row.body, row.attempts, row.at) if row else None


def sids_of_others(tx: Connection, text: Outgoing) -> frozenset[str]:
    """The carrier's identifiers of what else was sent to the same number."""
    found = tx.execute(
        select(texts.c.sid).where(
            texts.c.phone == text.phone,
            texts.c.direction == "out",
            texts.c.sid.is_not(None),
            texts.c.id != text.id,
        )
    )
    return frozenset(found.scalars())


@dataclass(frozen=True, slots=True)
class Known:
    """A text that a status report speaks of."""

    id: int
    phone: str | None
    status: str
    sid: str | None


def reported(tx: Connection, sid: str, text_id: int | None) -> Known | None:
    """Find the text of a status report by our own id, else by the carrier's, and hold it."""
    mine = texts.c.id == text_id if text_id is not None else texts.c.sid == sid
    row = tx.execute(
        select(texts.c.id, texts.c.phone, texts.c.status, texts.c.sid)
        .where(mine, texts.c.direction == "out")
        .with_for_update()
    ).first()
    return Known(row.id, row.phone, row.status, row.sid) if row else None


def note_status(tx: Connection, text: Known, sid: str, status: str, error: str) -> None:
    """Write what the carrier reports."""
    tx.execute(
        update(texts)
        .where(texts.c.id == text.id)
        .values(status=status, sid=text.sid or _unused(tx, sid), error=error, due_at=None)
    )


def _unused(tx: Connection, sid: str) -> str | None:
    """The sid of a report that comes before the API's own answer; None if a text has it."""
    taken = exists().where(texts.c.sid == sid, texts.c.direction == "out")
    return None if not sid or tx.execute(select(taken)).scalar() else sid


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
