"""Texts that the carrier could not bring over: sent once more, in a row of their own."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select, update

from sms_line.core.segments import measure
from sms_line.store.tables import texts
from sms_line.store.texts import RETRIED, WAITING

_SAME = ("phone", "line_number", "body", "action", "broadcast_id", "variant")


def again(tx: Connection, text_id: int, now: datetime, pause: timedelta) -> int | None:
    """Queue a text once more, `pause` from now; None if it is a second try, or was forgotten.

    The first row is marked as retried, so that nobody counts its person twice.
    """
    row = tx.execute(
        select(texts)
        .where(texts.c.id == text_id, texts.c.repeats.is_(None), texts.c.phone.is_not(None))
        .where(texts.c.status.in_(["undelivered", "failed"]))
        .with_for_update()
    ).first()
    if row is None:
        return None
    new = {name: getattr(row, name) for name in _SAME}
    again_id = tx.execute(
        insert(texts)
        .values(
            **new,
            direction="out",
            at=now,
            status=WAITING,
            due_at=now + pause,
            repeats=text_id,
            segments=measure(row.body).segments,
        )
        .returning(texts.c.id)
    ).scalar_one()
    tx.execute(update(texts).where(texts.c.id == text_id).values(status=RETRIED))
    return int(again_id)


def failures(tx: Connection, phone: str, code: int) -> int:
    """How many texts to this number have failed with this error code of the carrier's."""
    theirs = texts.c.phone == phone, texts.c.direction == "out", texts.c.error == str(code)
    return int(tx.execute(select(func.count()).where(*theirs)).scalar_one())
