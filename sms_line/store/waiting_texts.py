"""Texts of broadcasts that wait to be sent, because they certainly have not left."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, bindparam, exists, or_, select, update

from sms_line.core.broadcasts.broadcast import Stage
from sms_line.store.broadcast_tables import broadcasts
from sms_line.store.tables import blocked, supporters, suppressions, texts
from sms_line.store.texts import CLAIMED, WAITING, WITHHELD, Outgoing


@dataclass(frozen=True, slots=True)
class Again:
    """A text of a broadcast that waits to be sent once more."""

    text_id: int
    phone: str
    zip: str
    state: str


def waiting_again(tx: Connection, broadcast_id: int, now: datetime, limit: int) -> list[Again]:
    """Texts that certainly did not leave, and whose time has come again."""
    found = tx.execute(
        select(texts.c.id, texts.c.phone, supporters.c.zip, supporters.c.state)
        .join_from(texts, supporters, supporters.c.phone == texts.c.phone, isouter=True)
        .where(texts.c.broadcast_id == broadcast_id, texts.c.status == WAITING)
        .where(texts.c.due_at <= now)
        .order_by(texts.c.due_at)
        .limit(limit)
        .with_for_update(of=texts, skip_locked=True)
    )
    return [Again(row.id, row.phone, row.zip or "", row.state or "") for row in found]


def put_off(tx: Connection, text_id: int, until: datetime) -> None:
    """A text that waits is not looked at before this moment."""
    waiting = and_(texts.c.id == text_id, texts.c.status == WAITING)
    tx.execute(update(texts).where(waiting).values(due_at=until))


def withhold(tx: Connection, text_id: int) -> None:
    """A text that waits is not sent again."""
    waiting = and_(texts.c.id == text_id, texts.c.status == WAITING)
    tx.execute(update(texts).where(waiting).values(status=WITHHELD, due_at=None))


def claim_again(tx: Connection, text_ids: Sequence[int], now: datetime) -> list[Outgoing]:
    """Take these once more; whoever said STOP since is not texted."""
    mine = and_(texts.c.id.in_(text_ids), texts.c.status == WAITING)
    gone = or_(
        exists().where(suppressions.c.phone == texts.c.phone),
        exists().where(blocked.c.phone == texts.c.phone),
    )
    tx.execute(update(texts).where(mine, gone).values(status=WITHHELD, due_at=None))
    claimed = tx.execute(
        update(texts)
        .where(mine)
        .values(status=CLAIMED, claimed_at=now, attempts=texts.c.attempts + 1)
        .returning(texts.c.id, texts.c.phone, texts.c.body, texts.c.attempts, texts.c.at)
    )
    return [Outgoing(row.id, row.phone, row.body, row.attempts, row.at) for row in claimed]


def give_back(tx: Connection, late: Sequence[Outgoing], now: datetime) -> None:
    """These were not sent: their moment had passed."""
    if late:
        back = update(texts).where(
            texts.c.id == bindparam("text"),
            texts.c.status == CLAIMED,
            texts.c.attempts == bindparam("try"),
        )
        values = back.values(status=WAITING, due_at=now, attempts=texts.c.attempts - 1)
        tx.execute(values, [{"text": each.id, "try": each.attempts} for each in late])


def left_behind(tx: Connection) -> bool:
    """Does a text wait, of a broadcast that is over?"""
    found = select(texts.c.id).join(broadcasts, broadcasts.c.id == texts.c.broadcast_id)
    over = broadcasts.c.state.in_([Stage.DONE.value, Stage.CANCELLED.value])
    return tx.execute(found.where(_WAITS, over).limit(1)).first() is not None


def see_to_left_behind(tx: Connection) -> None:
    """A report may come when all seemed done: what is to be sent again is; if cancelled, never."""
    cancelled = select(broadcasts.c.id).where(broadcasts.c.state == Stage.CANCELLED.value)
    tx.execute(
        update(texts)
        .where(_WAITS, texts.c.broadcast_id.in_(cancelled))
        .values(status=WITHHELD, due_at=None)
    )
    waiting = select(texts.c.broadcast_id).where(_WAITS, texts.c.broadcast_id.is_not(None))
    tx.execute(
        update(broadcasts)
        .where(broadcasts.c.state == Stage.DONE.value, broadcasts.c.id.in_(waiting))
        .values(state=Stage.SENDING.value, ended_at=None)
    )


_WAITS = and_(texts.c.status == WAITING, texts.c.due_at.is_not(None))
