"""The sender's pace: every worker takes the moments at which it may send from one row.

A moment that was given out is given to nobody else, so that all workers together never send faster
than the sender may. Moments are told as seconds from now by the database's clock: the clocks of
several machines need not agree.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Double, cast, extract, func, select, update

from sms_line.core.broadcasts.lateness import KEPT, LEAST, change, pause
from sms_line.core.broadcasts.slots import Wish, give_out
from sms_line.store.broadcast_tables import pacing
from sms_line.store.database import Database

SENDER = "sender"
LEAD = 0.03
"""Seconds from the giving out of moments to the first of them at least: time to make use of it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How many moments are wanted. `name`, `rate`: a pace of its own beside the sender's."""

    count: int
    name: str = ""
    rate: float = 0.0


@dataclass(frozen=True, slots=True)
class Moments:
    """When the next texts may leave."""

    delays: tuple[tuple[float, ...], ...]
    """For each that was asked: seconds from `since`, ascending; empty if none is near enough."""
    wait: float
    """Seconds after which it is worth asking again, where there is none."""
    since: float
    """When the delays began, by this process's `time.monotonic()`. What the transaction does after
    it has taken its moments does not put them off: they would meet those that others take."""
    blur: float
    """Seconds by which `since` may be too late: how long the database took to tell its time."""
    lateness: float
    """Seconds by which these texts may be late, `blur` included; see `core/broadcasts/lateness`."""


@dataclass(slots=True)
class _Clock:
    now: float
    next_at: float
    lateness: float
    lateness_until: float
    read_at: float
    """By `time.monotonic()`, once `now` was known."""
    blur: float = 0.0
    """Seconds that telling it took."""


def reserve(
    database: Database,
    tx: Connection,
    asked: Sequence[Asked],
    rate: float,
    horizon: float,
    most: int,
    lead: float = LEAD,
    lateness: float = LEAST,
) -> Moments:
    """Take up to `most` moments within `horizon` seconds; nobody else is served meanwhile.

    `rate`: texts a second. None comes before `lead` seconds. They take turns in the order in which
    they asked. `lateness`: seconds by which these texts may leave late at least.
    """
    own = [_own_pace(database, tx, each) for each in asked]
    clock = _hold(database, tx, SENDER)
    allowed, gap = change(clock.lateness, lateness, kept=clock.now < clock.lateness_until)
    wishes = [_wish(each, pace, allowed) for each, pace in zip(asked, own, strict=True)]
    first = max(clock.next_at + gap, clock.now + lead)
    given, next_at = give_out(wishes, first, pause(rate, allowed), clock.now + horizon, most)
    if given:
        until = clock.now + KEPT if lateness >= clock.lateness else clock.lateness_until
        _write(tx, SENDER, next_at, lateness=allowed, lateness_until=until)
    served = {each for _, each in given}
    for place, (each, wish) in enumerate(zip(asked, wishes, strict=True)):
        if each.name and place in served:
            _write(tx, each.name, wish.not_before)
    delays: list[list[float]] = [[] for _ in asked]
    for at, place in given:
        delays[place].append(at - clock.now)
    wait = max(next_at - clock.now - horizon, 0.0)
    return Moments(tuple(map(tuple, delays)), wait, clock.read_at, clock.blur, allowed)


def hold_off(database: Database, tx: Connection, seconds: float) -> None:
    """Nobody sends anything for so long: the carrier asked for a rest."""
    clock = _hold(database, tx, SENDER)
    _write(tx, SENDER, max(clock.next_at, clock.now + seconds))


def _own_pace(database: Database, tx: Connection, asked: Asked) -> float:
    """When its next text may leave by its own rate; that row is held."""
    return _hold(database, tx, asked.name).next_at if asked.name else 0.0


def _wish(asked: Asked, not_before: float, lateness: float) -> Wish:
    if not asked.name:
        return Wish(asked.count)
    return Wish(asked.count, pause(asked.rate, lateness), not_before)


def _write(tx: Connection, name: str, next_at: float, **others: float) -> None:
    tx.execute(update(pacing).where(pacing.c.name == name).values(next_at=next_at, **others))


def _hold(database: Database, tx: Connection, name: str) -> _Clock:
    """The time now, and when the next text may leave; the row is held."""
    tx.execute(
        database.insert(pacing)
        .values(name=name, next_at=0.0)
        .on_conflict_do_nothing(index_elements=["name"])
    )
    mine = select(pacing.c.next_at, pacing.c.lateness, pacing.c.lateness_until).where(
        pacing.c.name == name
    )
    if database.is_sqlite:  # one machine: its clock is everybody's
        row = tx.execute(mine).one()
        return _Clock(time.time(), *row, time.monotonic())
    row = tx.execute(mine.with_for_update()).one()
    asked_at = time.monotonic()  # only now: the row may have been waited for
    now = tx.execute(select(cast(extract("epoch", func.clock_timestamp()), Double))).scalar_one()
    read_at = time.monotonic()
    return _Clock(float(now), *row, read_at, read_at - asked_at)
