"""Texts that did not arrive, sent again: each time in a row that repeats the one before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, or_, select, update

from sms_line.core.effects import ConsentKind
from sms_line.core.segments import measure
from sms_line.store.tables import consents, texts
from sms_line.store.texts import RETRIED, WAITING

FAILED = ("undelivered", "failed")
"""What the carrier says last of a text that certainly did not arrive."""
_SAME = ("phone", "line_number", "body", "action", "broadcast_id", "variant")


@dataclass(frozen=True, slots=True)
class Failed:
    """A text that did not arrive, held until the transaction ends."""

    row: Row[Any]
    before: tuple[str, ...]
    """The carrier's error codes of those that it was sent in place of."""

    @property
    def of_broadcast(self) -> bool:
        """It then waits for the hours that the broadcast keeps."""
        return self.row.broadcast_id is not None


def failed(tx: Connection, text_id: int) -> Failed | None:
    """Hold a text that did not arrive; None where it did, or its person was forgotten."""
    row = tx.execute(
        select(texts)
        .where(texts.c.id == text_id, texts.c.status.in_(FAILED), texts.c.phone.is_not(None))
        .with_for_update()
    ).first()
    return Failed(row, tuple(_errors_before(tx, row.repeats))) if row else None


def _errors_before(tx: Connection, text_id: int | None) -> list[str]:
    found: list[str] = []
    while text_id is not None:
        row = tx.execute(_TRIED, {"text": text_id}).one()
        found.append(row.error)
        text_id = row.repeats
    return found


_TRIED = select(texts.c.repeats, texts.c.error).where(texts.c.id == bindparam("text"))


def repeat(tx: Connection, text: Row[Any], now: datetime, due_at: datetime) -> int:
    """Queue a text that is held once more, and give the new row's id.

    The old one is marked as retried, so that nobody counts its person twice.
    """
    new = {name: getattr(text, name) for name in _SAME}
    again_id = tx.execute(
        insert(texts)
        .values(
            **new,
            direction="out",
            at=now,
            status=WAITING,
            due_at=due_at,
            repeats=text.id,
            segments=measure(text.body).segments,
        )
        .returning(texts.c.id)
    ).scalar_one()
    tx.execute(update(texts).where(texts.c.id == text.id).values(status=RETRIED))
    return int(again_id)


def failures(tx: Connection, phone: str, code: int) -> int:
    """How many texts to this number failed with this code since its person last agreed to texts."""
    theirs = texts.c.phone == phone, texts.c.direction == "out", texts.c.error == str(code)
    agreed = (
        select(func.max(consents.c.at))
        .where(consents.c.phone == phone, consents.c.kind == ConsentKind.OPT_IN.value)
        .scalar_subquery()
    )
    since = or_(agreed.is_(None), texts.c.at >= agreed)
    return int(tx.execute(select(func.count()).where(*theirs, since)).scalar_one())
