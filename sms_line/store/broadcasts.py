"""Broadcasts: planned, moved from stage to stage by compare-and-set, read with their figures."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    and_,
    func,
    insert,
    select,
    update,
)

from sms_line.core.broadcasts.broadcast import CAN_BECOME, Broadcast, Plan, Stage
from sms_line.core.broadcasts.hours import Hours
from sms_line.store.broadcast_figures import PASSED_OVER
from sms_line.store.broadcast_tables import broadcasts, lanes
from sms_line.store.database import Database
from sms_line.store.tables import texts
from sms_line.store.texts import GIVEN_UP, WAITING


def plan(
    tx: Connection, planned: Plan, *, stage: Stage, by: str, now: datetime, why: str = ""
) -> int:
    """Write a broadcast down and give its id; `stage` is PROPOSED or SCHEDULED."""
    row = tx.execute(
        insert(broadcasts)
        .values(**_chosen(planned), state=stage.value, why=why, created_at=now, created_by=by)
        .returning(broadcasts.c.id)
    ).one()
    return int(row.id)


def plan_once(database: Database, tx: Connection, planned: Plan, *, by: str, now: datetime) -> None:
    """Schedule the one reminder of an action; nothing happens where another has just done so."""
    new = database.insert(broadcasts).values(
        **_chosen(planned), state=Stage.SCHEDULED.value, created_at=now, created_by=by
    )
    tx.execute(new.on_conflict_do_nothing(index_elements=["reminds"]))


def reminder_of(tx: Connection, action: str) -> bool:
    """Is there a reminder of this action?"""
    found = select(broadcasts.c.id).where(broadcasts.c.reminds == action)
    return tx.execute(found).first() is not None


def _chosen(planned: Plan) -> dict[str, Any]:
    return {
        "name": planned.name,
        "words": [dict(variant) for variant in planned.words],
        "audience": planned.audience,
        "action": planned.action,
        "at": planned.at,
        "local_at": planned.local_at,
        "earliest": planned.hours.earliest,
        "latest": planned.hours.latest,
        "night": planned.night,
        "rate": planned.rate,
        "links": planned.links,
        "reminds": planned.reminds,
    }


def get(tx: Connection, broadcast_id: int) -> Broadcast | None:
    """One broadcast."""
    row = tx.execute(select(broadcasts).where(broadcasts.c.id == broadcast_id)).first()
    return _broadcast(row) if row else None


def hold(tx: Connection, broadcast_id: int) -> Broadcast | None:
    """One broadcast, which nobody else may change until this transaction ends."""
    mine = select(broadcasts).where(broadcasts.c.id == broadcast_id).with_for_update()
    row = tx.execute(mine).first()
    return _broadcast(row) if row else None


def listed(tx: Connection, *, before: int | None = None, limit: int = 50) -> list[Broadcast]:
    """The newest first."""
    newest = select(broadcasts).order_by(broadcasts.c.id.desc()).limit(limit)
    if before is not None:
        newest = newest.where(broadcasts.c.id < before)
    return [_broadcast(row) for row in tx.execute(newest)]


def at_stage(tx: Connection, *stages: Stage) -> list[Broadcast]:
    """All that stand there, the oldest first."""
    there = broadcasts.c.state.in_([stage.value for stage in stages])
    return [
        _broadcast(row)
        for row in tx.execute(select(broadcasts).where(there).order_by(broadcasts.c.id))
    ]


def due_to_start(tx: Connection, now: datetime) -> list[int]:
    """Those whose time has come, and those whose audience is only half written down."""
    begun = broadcasts.c.state == Stage.FREEZING.value
    due = (broadcasts.c.state == Stage.SCHEDULED.value) & (broadcasts.c.at <= now)
    found = tx.execute(select(broadcasts.c.id).where(begun | due).order_by(broadcasts.c.id))
    return list(found.scalars())


def move(
    tx: Connection,
    broadcast_id: int,
    to: Stage,
    *,
    why: str = "",
    only_from: Collection[Stage] = tuple(Stage),
    **also: Any,
) -> bool:
    """From any stage that may become this one; False if it stands elsewhere (by now)."""
    from_these = [stage.value for stage in only_from if to in CAN_BECOME[stage]]
    moved = tx.execute(
        update(broadcasts)
        .where(broadcasts.c.id == broadcast_id, broadcasts.c.state.in_(from_these))
        .values(state=to.value, why=why, **also)
    )
    return moved.rowcount == 1


@dataclass(frozen=True, slots=True)
class Troubles:
    """What has gone wrong with a broadcast since it was last resumed."""

    handled: int
    """Texts taken from its lanes."""
    failed: int
    by_code: Mapping[int, int]
    """The carrier's error codes, of texts that failed or wait because of one."""
    again: Mapping[int, int] = field(default_factory=dict)
    """Of some of these, how many texts were sent in place of one that had failed before."""


def troubles(tx: Connection, broadcast: Broadcast, once: Collection[int] = ()) -> Troubles:
    """Few rows, whatever the broadcast's size: only what failed or waits is looked at.

    `once`: codes of which it is told how many texts had failed before.
    """
    wrong = and_(
        texts.c.broadcast_id == broadcast.id,
        texts.c.status.in_([WAITING, GIVEN_UP, "failed", "undelivered"]),
        texts.c.error != "",
    )
    if broadcast.resumed_at:
        wrong = and_(wrong, texts.c.claimed_at >= broadcast.resumed_at)
    found = tx.execute(
        select(texts.c.status, texts.c.error, func.count())
        .where(wrong)
        .group_by(texts.c.status, texts.c.error)
    ).all()
    by_code = Counter[int]()
    for _, error, number in found:
        if error.isdecimal():
            by_code[int(error)] += number
    failed = sum(number for status, _, number in found if status != WAITING)
    since = handled(tx, broadcast.id) - broadcast.handled_before
    again = {
        code: _repeats(tx, and_(wrong, texts.c.error == str(code)))
        for code in by_code.keys() & set(once)
    }
    # What was tried before it was resumed, and is tried again, is taken from no lane.
    return Troubles(max(since, failed), failed, by_code, again)


def _repeats(tx: Connection, these: ColumnElement[bool]) -> int:
    found = select(func.count()).where(these, texts.c.repeats.is_not(None))
    return int(tx.execute(found).scalar_one())


def handled(tx: Connection, broadcast_id: int) -> int:
    """Texts taken from its lanes so far."""
    taken = select(func.coalesce(func.sum(lanes.c.next - PASSED_OVER), 0))
    return int(tx.execute(taken.where(lanes.c.broadcast_id == broadcast_id)).scalar_one())


def _broadcast(row: Row[Any]) -> Broadcast:
    return Broadcast(
        id=row.id,
        plan=Plan(
            words=tuple(row.words),
            at=row.at,
            name=row.name,
            audience=row.audience,
            action=row.action,
            local_at=row.local_at,
            hours=Hours(row.earliest, row.latest),
            night=row.night,
            rate=row.rate,
            links=row.links,
            reminds=row.reminds,
        ),
        stage=Stage(row.state),
        why=row.why,
        created_by=row.created_by,
        approved_by=row.approved_by,
        created_at=row.created_at,
        resumed_at=row.resumed_at,
        frozen_at=row.frozen_at,
        ended_at=row.ended_at,
        recipients=row.recipients,
        handled_before=row.handled_before,
        left_out=row.left_out,
    )
