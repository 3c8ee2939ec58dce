"""Whose business a conversation is, and whether it is done with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, exists, func, select, update

from sms_line.store.database import Database
from sms_line.store.desk_tables import organizers
from sms_line.store.inbox import KNOWN, Correspondent, Waiting
from sms_line.store.people_tables import threads
from sms_line.store.tables import supporters, texts


@dataclass(frozen=True, slots=True)
class Thread:
    """What organizers have made of a conversation."""

    assigned_to: str
    """An organizer's address, "" for nobody who is still there."""
    done_at: datetime | None


def find(tx: Connection, phone: str) -> Thread:
    """What is known of this person's conversation."""
    row = tx.execute(
        select(func.coalesce(organizers.c.email, ""), threads.c.done_at)
        .outerjoin(organizers, organizers.c.id == threads.c.assigned_to)
        .where(threads.c.phone == phone)
    ).first()
    return Thread(row[0], row[1]) if row else Thread("", None)


def assign(
    database: Database, tx: Connection, phone: str, text_id: int, organizer_id: int | None
) -> None:
    """Make it somebody's business, or nobody's (None)."""
    new = database.insert(threads).values(phone=phone, text_id=text_id, assigned_to=organizer_id)
    theirs = {"assigned_to": organizer_id}
    tx.execute(new.on_conflict_do_update(index_elements=["phone"], set_=theirs))


def done(database: Database, tx: Connection, phone: str, text_id: int, now: datetime) -> None:
    """Note that somebody has done with it."""
    new = database.insert(threads).values(phone=phone, text_id=text_id, done_at=now)
    is_done = {"done_at": now, "text_id": text_id}
    tx.execute(new.on_conflict_do_update(index_elements=["phone"], set_=is_done))


def reopen(tx: Connection, phone: str) -> bool:
    """Put it back on the list of who waits; False where nobody had done with it."""
    mine = threads.c.phone == phone
    text_id = tx.execute(
        select(threads.c.text_id).where(mine, threads.c.done_at.is_not(None))
    ).scalar()
    if text_id is None:
        return False
    theirs = texts.c.phone == phone
    tx.execute(update(texts).where(theirs, texts.c.id == text_id).values(flagged=True))
    tx.execute(update(threads).where(mine).values(done_at=None))
    return True


def done_with(tx: Connection, *, before: datetime | None, limit: int) -> list[Waiting]:
    """Those that are done with and do not wait again, the last one first; `at` is when it was."""
    waits = exists().where(texts.c.phone == threads.c.phone, texts.c.flagged)
    text = texts.alias("said")
    query = (
        select(
            threads.c.text_id,
            threads.c.done_at,
            threads.c.phone,
            text.c.body,
            *KNOWN,
            organizers.c.email,
        )
        .select_from(threads)
        .join(text, text.c.id == threads.c.text_id)
        .outerjoin(supporters, supporters.c.phone == threads.c.phone)
        .outerjoin(organizers, organizers.c.id == threads.c.assigned_to)
        .where(threads.c.done_at.is_not(None), ~waits)
        .order_by(threads.c.done_at.desc())
        .limit(limit)
    )
    rows = tx.execute(query if before is None else query.where(threads.c.done_at < before))
    return [
        Waiting(
            row.text_id,
            Correspondent(row.phone, row.name, row.city, row.state),
            row.body,
            row.done_at,
            0,
            row.email or "",
        )
        for row in rows
    ]
