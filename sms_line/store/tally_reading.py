"""The desk's numbers, read from the sums; and the few that are cheap to count as they are."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    func,
    literal,
    select,
    text,
    tuple_,
    union_all,
)

from sms_line.core.broadcasts.broadcast import Stage
from sms_line.store import grains
from sms_line.store.broadcast_tables import broadcasts, lanes
from sms_line.store.letters import GIVEN_UP, REFUSED, UNSURE
from sms_line.store.tables import deliveries, texts
from sms_line.store.tally_tables import tallies, written_to

NEWEST = 1_000
"""Of what went wrong so many are looked at, the newest."""
_IN_TROUBLE = text("texts.status IN ('failed', 'undelivered', 'given up')")
"""Word for word as in `ix_texts_trouble`: SQLite takes a partial index for nothing else."""

Totals = Mapping[tuple[str, str], int]
"""(source, what) → how many; see `tally_sources` for what there is."""


class Point(NamedTuple):
    """A sum of one stretch of time."""

    start: datetime
    source: str
    what: str
    n: int


def points(
    tx: Connection, grain: int, since: datetime, of: Collection[tuple[str, str]]
) -> list[Point]:
    """The sums of a grain (1, 15 or 120 minutes) since a moment at which one begins.

    `of`: the (source, what) that are wanted.
    """
    rows = tx.execute(
        select(tallies.c.start, tallies.c.source, tallies.c.what, func.sum(tallies.c.n))
        .where(tallies.c.grain == grain, tallies.c.start >= since)
        .where(tuple_(tallies.c.source, tallies.c.what).in_(of))
        .group_by(tallies.c.start, tallies.c.source, tallies.c.what)
        .order_by(tallies.c.start)
    )
    return [Point(start, source, what, int(n)) for start, source, what, n in rows]


def totals(tx: Connection, grain: int, since: datetime) -> Counter[tuple[str, str]]:
    """What there was since a moment at which a sum of the grain begins."""
    return _summed(tx, and_(tallies.c.grain == grain, tallies.c.start >= since))


def totals_since(tx: Connection, since: datetime) -> Counter[tuple[str, str]]:
    """What there was since the minute of a moment."""
    minute = grains.floor(since, 1)
    quarter = grains.floor(minute + timedelta(minutes=grains.QUARTER - 1), grains.QUARTER)
    fine = and_(tallies.c.grain == 1, tallies.c.start >= minute, tallies.c.start < quarter)
    coarse = and_(tallies.c.grain == grains.QUARTER, tallies.c.start >= quarter)
    return _summed(tx, fine) + _summed(tx, coarse)


def _summed(tx: Connection, these: ColumnElement[bool]) -> Counter[tuple[str, str]]:
    rows = tx.execute(
        select(tallies.c.source, tallies.c.what, func.sum(tallies.c.n))
        .where(these)
        .group_by(tallies.c.source, tallies.c.what)
    )
    return Counter({(source, what): int(n) for source, what, n in rows})


def letters_to(tx: Connection, grain: int, since: datetime) -> dict[str, int]:
    """Bioguide → letters written to them since a moment at which a sum (15 or 120) begins."""
    rows = tx.execute(
        select(written_to.c.bioguide, func.sum(written_to.c.n))
        .where(written_to.c.grain == grain, written_to.c.start >= since)
        .group_by(written_to.c.bioguide)
    )
    return {bioguide: int(n) for bioguide, n in rows}


def letter_troubles(tx: Connection, since: datetime) -> Counter[tuple[str, str]]:
    """(status, the other side's words) → how many, of the newest that did not get through."""
    rows = tx.execute(_LETTERS_IN_TROUBLE, {"since": since})
    return Counter({(status, detail): int(n) for status, detail, n in rows})


def _newest_letters(status: str) -> Select[Any]:
    newest = (
        select(deliveries.c.detail, deliveries.c.created_at)
        .where(deliveries.c.status == status)
        .order_by(deliveries.c.id.desc())
        .limit(NEWEST)
        .subquery()
    )
    return (
        select(literal(status), newest.c.detail, func.count())
        .where(newest.c.created_at >= bindparam("since"))
        .group_by(newest.c.detail)
    )


_LETTERS_IN_TROUBLE = union_all(*map(_newest_letters, (REFUSED, GIVEN_UP, UNSURE)))


def text_troubles(tx: Connection, since: datetime) -> Counter[str]:
    """The carrier's error codes of the newest texts that did not get through → how many."""
    newest = (
        select(texts.c.error)
        .where(_IN_TROUBLE, texts.c.at >= since)
        .order_by(texts.c.at.desc())
        .limit(NEWEST)
        .subquery()
    )
    rows = tx.execute(select(newest.c.error, func.count()).group_by(newest.c.error))
    return Counter({error: int(n) for error, n in rows})


def texts_in_trouble(tx: Connection, since: datetime) -> int:
    """How many texts did not get through, as far as is known."""
    counted = select(func.count()).where(_IN_TROUBLE, texts.c.at >= since)
    return int(tx.execute(counted).scalar_one())


@dataclass(frozen=True, slots=True)
class UnderWay:
    """A broadcast that has not ended."""

    id: int
    name: str
    state: str
    why: str
    recipients: int
    taken: int
    """Recipients whose turn has been, whether they were texted or left out."""


def broadcasts_under_way(tx: Connection) -> list[UnderWay]:
    """Those that are being frozen, sent or are paused, the newest first."""
    stages = [Stage.FREEZING.value, Stage.SENDING.value, Stage.PAUSED.value]
    rows = tx.execute(
        select(
            broadcasts.c.id,
            broadcasts.c.name,
            broadcasts.c.state,
            broadcasts.c.why,
            broadcasts.c.recipients,
            func.coalesce(func.sum(lanes.c.next), 0),
        )
        .outerjoin(lanes, lanes.c.broadcast_id == broadcasts.c.id)
        .where(broadcasts.c.state.in_(stages))
        .group_by(broadcasts.c.id)
        .order_by(broadcasts.c.id.desc())
        .limit(20)
    )
    return [UnderWay(*row[:5], taken=int(row[5])) for row in rows]
