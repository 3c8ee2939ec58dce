"""The sender's pace: every worker takes the moments at which it may send from one row.

A moment that was given out is given to nobody else, so that all workers together never send faster
than the sender may. Moments are told as seconds from now by the database's clock: the clocks of
several machines need not agree.
"""

import time
from dataclasses import dataclass

from sqlalchemy import Connection, Double, cast, extract, func, select, update

from sms_line.store.broadcast_tables import pacing
from sms_line.store.database import Database

SENDER = "sender"
PACE = 0.988
"""Of the rate that the sender may use. A second then holds its texts even if one of them leaves, or
reaches the carrier, 12 ms late; and what is lost stays below the 2 % that are allowed."""
LEAD = 0.03
"""Seconds from the giving out of moments to the first of them: time to make use of it."""


@dataclass(frozen=True, slots=True)
class Moments:
    """When the next texts may leave."""

    delays: tuple[float, ...]
    """Seconds from now, ascending; empty if none is near enough."""
    wait: float
    """Seconds after which it is worth asking again, where there is none."""
    idle: float
    """For how many seconds nobody wanted to send, all in all so far."""


@dataclass(slots=True)
class _Clock:
    now: float
    next_at: float
    idle: float


def reserve(
    database: Database,
    tx: Connection,
    wanted: int,
    rate: float,
    horizon: float,
    *,
    name: str = SENDER,
    not_before: tuple[float, ...] = (),
) -> Moments:
    """Take up to `wanted` moments within `horizon` seconds; nobody else is served meanwhile.

    `rate`: texts a second. `not_before`: a pace of its own that the texts have beside the sender's.
    """
    clock = _hold(database, tx, name)
    pause = 1 / (rate * PACE)
    at = max(clock.next_at, clock.now + LEAD)
    idle = clock.idle + at - clock.next_at if clock.next_at else 0.0
    taken: list[float] = []
    for limit in (not_before or (0.0,) * wanted)[:wanted]:
        at = max(at, clock.now + limit)
        if at > clock.now + horizon:
            break
        taken.append(at - clock.now)
        at += pause
    if taken:
        mine = update(pacing).where(pacing.c.name == name)
        tx.execute(mine.values(next_at=at, idle=idle))
    return Moments(tuple(taken), max(at - clock.now - horizon, 0.0), idle)


def hold_off(database: Database, tx: Connection, seconds: float, *, name: str = SENDER) -> None:
    """Nobody sends anything for so long: the carrier asked for a rest."""
    clock = _hold(database, tx, name)
    later = max(clock.next_at, clock.now + seconds)
    tx.execute(update(pacing).where(pacing.c.name == name).values(next_at=later))


def _hold(database: Database, tx: Connection, name: str) -> _Clock:
    """The time now, and when the next text may leave; the row is held."""
    tx.execute(
        database.insert(pacing)
        .values(name=name, next_at=0.0, idle=0.0)
        .on_conflict_do_nothing(index_elements=["name"])
    )
    mine = select(pacing.c.next_at, pacing.c.idle).where(pacing.c.name == name)
    if database.is_sqlite:  # one machine: its clock is everybody's
        row = tx.execute(mine).one()
        return _Clock(time.time(), row.next_at, row.idle)
    row = tx.execute(mine.with_for_update()).one()
    # Asked only now: the row may have been waited for.
    now = tx.execute(select(cast(extract("epoch", func.clock_timestamp()), Double))).scalar_one()
    return _Clock(float(now), row.next_at, row.idle)
