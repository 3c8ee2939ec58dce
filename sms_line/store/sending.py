"""Texts that answer no webhook, on their way: claimed, settled or put off, reported upon."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Update, and_, exists, or_, select, update

from sms_line.store.broadcast_tables import broadcasts
from sms_line.store.tables import suppressions, texts
from sms_line.store.texts import CLAIMED, UNSURE, WAITING, WITHHELD, Outgoing


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


def waits_since(tx: Connection, text: Outgoing) -> datetime:
    """Since when it could be sent: since its broadcast was last resumed, if that is later."""
    mine = broadcasts.c.id == texts.c.broadcast_id
    found = select(broadcasts.c.resumed_at).join(texts, mine).where(texts.c.id == text.id)
    return max(text.at, tx.execute(found).scalar() or text.at)


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
    """Texts whose worker must be gone: it claimed them, or began to find out, so long ago."""
    # By `due_at`, which a claim leaves in the past: of texts in flight it is the index.
    claimed = and_(texts.c.status == CLAIMED, texts.c.claimed_at < claimed_before)
    found = tx.execute(
        select(texts.c.id)
        .where(or_(claimed, texts.c.status == UNSURE))
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
