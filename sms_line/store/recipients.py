"""The recipients of a broadcast: taken from their lanes in ranges, each once, as texts to be sent.

What is taken and what is to be sent for it are one transaction, so that a worker that dies loses
nobody; and a range that was taken is never looked at again, so that the millionth text costs what
the first did.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    String,
    Update,
    and_,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY

from sms_line.core.segments import measure
from sms_line.store.broadcast_tables import lanes, recipients
from sms_line.store.tables import blocked, supporters, suppressions, texts
from sms_line.store.texts import CLAIMED, UNSURE, WAITING, WITHHELD, Outgoing

PassedOver = Literal["stopped", "night", "cancelled", "incomplete"]
"""Why a recipient is not texted: the columns of `lanes`."""


@dataclass(frozen=True, slots=True)
class Lane:
    """Recipients who share a clock."""

    id: int
    zone: str
    strict: bool
    due_at: datetime | None
    left: int


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who has been taken. `facts`: the columns of their row among the supporters."""

    supporter_id: int
    phone: str
    language: str
    variant: int
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Addressed:
    """What is to be sent to a recipient."""

    phone: str
    body: str
    variant: int


FACTS = ("name", "zip", "city", "state", "district")
"""What is read of each recipient's row among the supporters."""


def open_lanes(tx: Connection, broadcast_id: int) -> list[Lane]:
    """The lanes in which somebody is left."""
    found = tx.execute(
        select(lanes).where(lanes.c.broadcast_id == broadcast_id, lanes.c.next < lanes.c.total)
    )
    return [
        Lane(row.id, row.zone, bool(row.strict), row.due_at, row.total - row.next) for row in found
    ]


def take(tx: Connection, lane_id: int, count: int) -> list[Recipient]:
    """The next of a lane; who said STOP since, was blocked or is gone counts as passed over."""
    row = tx.execute(_HELD, {"lane": lane_id}).one()
    stop = min(row.next + count, row.total)
    if stop == row.next:
        return []
    tx.execute(_MOVED, {"lane": lane_id, "stop": stop})
    found = tx.execute(_TAKEN, {"lane": lane_id, "start": row.next, "stop": stop}).all()
    taken = [
        Recipient(
            each.id,
            each.phone,
            each.language,
            each.variant,
            {name: getattr(each, name) for name in FACTS},
        )
        for each in found
    ]
    pass_over(tx, lane_id, "stopped", stop - row.next - len(taken))
    return taken


_HELD = select(lanes.c.next, lanes.c.total).where(lanes.c.id == bindparam("lane")).with_for_update()
_MOVED = update(lanes).where(lanes.c.id == bindparam("lane")).values(next=bindparam("stop"))
_STOPPED = or_(
    exists().where(suppressions.c.phone == supporters.c.phone),
    exists().where(blocked.c.phone == supporters.c.phone),
)
_TAKEN = (
    select(
        supporters.c.id,
        supporters.c.phone,
        supporters.c.language,
        recipients.c.variant,
        *(supporters.c[name] for name in FACTS),
    )
    .join_from(recipients, supporters, supporters.c.id == recipients.c.supporter_id)
    .where(
        recipients.c.lane_id == bindparam("lane"),
        recipients.c.position >= bindparam("start"),
        recipients.c.position < bindparam("stop"),
        ~_STOPPED,
    )
)


def pass_over(tx: Connection, lane_id: int, why: PassedOver, count: int) -> None:
    """Count recipients of a lane who were taken and are not texted."""
    if count:
        column = lanes.c[why]
        tx.execute(update(lanes).where(lanes.c.id == lane_id).values({column: column + count}))


def leave_out_rest(tx: Connection, lane_ids: Sequence[int], why: PassedOver) -> None:
    """Whoever is left in these lanes is not texted."""
    column, left = lanes.c[why], lanes.c.total - lanes.c.next
    tx.execute(
        update(lanes)
        .where(lanes.c.id.in_(lane_ids))
        .values({column: column + left, lanes.c.next: lanes.c.total})
    )


def cancel_rest(tx: Connection, broadcast_id: int) -> None:
    """Nobody who is left is texted any more, not even for a second time."""
    # Texts before lanes, as a claim does: each would wait for the other.
    waiting = and_(texts.c.broadcast_id == broadcast_id, texts.c.status == WAITING)
    tx.execute(update(texts).where(waiting).values(status=WITHHELD, due_at=None))
    leave_out_rest(tx, [lane.id for lane in open_lanes(tx, broadcast_id)], "cancelled")


def address(
    tx: Connection,
    broadcast_id: int,
    line_number: str,
    action: str,
    addressed: Iterable[Addressed],
    now: datetime,
) -> list[Outgoing]:
    """Record texts that are about to leave, each claimed by this worker."""
    same: dict[str, Any] = {
        "direction": "out",
        "line_number": line_number,
        "at": now,
        "action": action,
        "status": CLAIMED,
        "due_at": now,
        "claimed_at": now,
        "attempts": 1,
        "broadcast_id": broadcast_id,
    }
    rows = [
        same
        | {
            "phone": each.phone,
            "body": each.body,
            "variant": each.variant,
            "segments": measure(each.body).segments,
        }
        for each in addressed
    ]
    if not rows:
        return []
    new = insert(texts).returning(texts.c.id, sort_by_parameter_order=True)
    ids = tx.execute(new, rows).scalars()
    return [
        Outgoing(text_id, row["phone"], row["body"], 1, now)
        for text_id, row in zip(ids, rows, strict=True)
    ]


def unfinished(tx: Connection, broadcast_id: int) -> bool:
    """Is anybody left, or any text of it on its way or in doubt?"""
    ahead = exists().where(lanes.c.broadcast_id == broadcast_id, lanes.c.next < lanes.c.total)
    moving = exists().where(
        texts.c.broadcast_id == broadcast_id,
        texts.c.status.in_([WAITING, CLAIMED, UNSURE]),
        texts.c.due_at.is_not(None),
    )
    return bool(tx.execute(select(or_(ahead, moving))).scalar())


@dataclass(frozen=True, slots=True)
class Left:
    """A text that the carrier took under this identifier."""

    text: Outgoing
    sid: str


def settle_left(tx: Connection, left: Sequence[Left]) -> None:
    """Write down which texts the carrier has taken, unless a report was faster."""
    rows = [{"text": e.text.id, "try": e.text.attempts, "taken_as": e.sid} for e in left]
    if rows and tx.dialect.name == "sqlite":
        tx.execute(_LEFT, rows)
    elif rows:
        tx.execute(_LEFT_TOGETHER, {name: [row[name] for row in rows] for name in rows[0]})


def _left(
    text: ColumnElement[int], attempts: ColumnElement[int], taken_as: ColumnElement[str]
) -> Update:
    # Not IN, whose list executemany cannot take.
    ours = or_(texts.c.status == CLAIMED, texts.c.status == UNSURE)
    mine = update(texts).where(texts.c.id == text, texts.c.attempts == attempts, ours)
    return mine.values(status="accepted", sid=taken_as, due_at=None)


_LEFT = _left(bindparam("text"), bindparam("try"), bindparam("taken_as"))
_THESE = (
    func.unnest(
        bindparam("text", type_=ARRAY(Integer)),
        bindparam("try", type_=ARRAY(Integer)),
        bindparam("taken_as", type_=ARRAY(String)),
    )
    .table_valued("text", "try", "taken_as")
    .render_derived()
)
# One statement for all: its row in the sums is one, too.
_LEFT_TOGETHER = _left(_THESE.c.text, _THESE.c["try"], _THESE.c.taken_as)
