"""Sums of sums: a quarter of an hour of minutes, two hours of quarters; and who was written to."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    Connection,
    Integer,
    String,
    Table,
    bindparam,
    delete,
    func,
    insert,
    select,
)

from sms_line.store.metadata import Moment
from sms_line.store.tally_sources import Tally, stretches
from sms_line.store.tally_tables import journeys, tallies, written_to

QUARTER, TWO_HOURS = 15, 120
_SUMS = ((1, QUARTER), (QUARTER, TWO_HOURS))


class WrittenTo(NamedTuple):
    """Letters to one legislator, written in the quarter of an hour that begins so."""

    start: datetime
    bioguide: str
    n: int


def floor(at: datetime, minutes: int) -> datetime:
    """The beginning of the stretch of so many minutes in which a moment lies; UTC's midnight is
    the beginning of one."""
    length = minutes * 60
    return datetime.fromtimestamp(int(at.timestamp()) // length * length, UTC)


def replace(
    tx: Connection,
    changed: Mapping[str, Iterable[datetime]],
    counted: Mapping[str, Iterable[Tally]],
) -> None:
    """Put what was counted in the place of the sums of these minutes, by source; and sum it up."""
    minutes = {source: set(these) for source, these in changed.items()}
    gone = [
        {"of": source, "first": first, "end": end}
        for source, these in minutes.items()
        for first, end in stretches(these)
    ]
    new = [
        {"grain": 1, "source": source, **each._asdict()}
        for source, these in minutes.items()
        for each in counted[source]
        if each.start in these
    ]
    if gone:
        tx.execute(_DROP_MINUTES, gone)
    if new:
        tx.execute(insert(tallies), new)
    for fine, coarse in _SUMS:
        minutes = {of: {floor(each, coarse) for each in these} for of, these in minutes.items()}
        blocks = [
            {"of": of, "grain_": coarse, "fine": fine, "first": each, "end": _end(each, coarse)}
            for of, these in minutes.items()
            for each in sorted(these)
        ]
        if blocks:
            tx.execute(_DROP, blocks)
            tx.execute(_SUM, blocks)


def _end(start: datetime, minutes: int) -> datetime:
    return start + timedelta(minutes=minutes)


_DROP_MINUTES = delete(tallies).where(
    tallies.c.grain == 1,
    tallies.c.source == bindparam("of"),
    tallies.c.start >= bindparam("first"),
    tallies.c.start < bindparam("end"),
)
_DROP = delete(tallies).where(
    tallies.c.grain == bindparam("grain_"),
    tallies.c.source == bindparam("of"),
    tallies.c.start == bindparam("first"),
)
_SUM = insert(tallies).from_select(
    ["grain", "start", "source", "what", "n"],
    select(
        bindparam("grain_", type_=Integer),
        bindparam("first", type_=Moment),
        bindparam("of", type_=String),
        tallies.c.what,
        func.sum(tallies.c.n),
    )
    .where(tallies.c.grain == bindparam("fine"), tallies.c.source == bindparam("of"))
    .where(tallies.c.start >= bindparam("first"), tallies.c.start < bindparam("end"))
    .group_by(tallies.c.what),
)


def written_to_in(
    tx: Connection, deliveries: Table, minutes: Iterable[datetime]
) -> list[WrittenTo]:
    """Letters to each legislator in the quarters in which these minutes lie.

    A quarter without any is there too, with nobody.
    """
    found: list[WrittenTo] = []
    for quarter in sorted({floor(each, QUARTER) for each in minutes}):
        at = deliveries.c.created_at
        rows = tx.execute(
            select(deliveries.c.bioguide, func.count())
            .where(at >= quarter, at < _end(quarter, QUARTER))
            .group_by(deliveries.c.bioguide)
        ).all()
        found += [WrittenTo(quarter, *row) for row in rows] or [WrittenTo(quarter, "", 0)]
    return found


def replace_written_to(tx: Connection, found: Iterable[WrittenTo]) -> None:
    """Put these quarters in the place of those that are there, and sum them up."""
    rows = [{"grain": QUARTER, **each._asdict()} for each in found]
    quarters = {row["start"] for row in rows}
    _drop(tx, QUARTER, quarters)
    if full := [row for row in rows if row["n"]]:
        tx.execute(insert(written_to), full)
    longer = {floor(each, TWO_HOURS) for each in quarters}
    _drop(tx, TWO_HOURS, longer)
    for start in longer:
        tx.execute(_SUM_WRITTEN, {"first": start, "end": _end(start, TWO_HOURS)})


def _drop(tx: Connection, grain: int, starts: Iterable[Any]) -> None:
    for start in starts:
        tx.execute(
            delete(written_to).where(written_to.c.grain == grain, written_to.c.start == start)
        )


_SUM_WRITTEN = insert(written_to).from_select(
    ["grain", "start", "bioguide", "n"],
    select(
        bindparam("long", TWO_HOURS, type_=Integer),
        bindparam("first", type_=Moment),
        written_to.c.bioguide,
        func.sum(written_to.c.n),
    )
    .where(written_to.c.grain == QUARTER)
    .where(written_to.c.start >= bindparam("first"), written_to.c.start < bindparam("end"))
    .group_by(written_to.c.bioguide),
)


def prune(tx: Connection, before: datetime) -> None:
    """Let go of all sums that begin before a moment."""
    for table in (tallies, written_to):
        for grain in (1, QUARTER, TWO_HOURS):
            tx.execute(delete(table).where(table.c.grain == grain, table.c.start < before))
    tx.execute(delete(journeys).where(journeys.c.began_at < before))
