"""The tables whose rows are tallied by the minute, and what each row counts as."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    String,
    Table,
    and_,
    case,
    func,
    literal,
    select,
    true,
    type_coerce,
)

from sms_line.core.effects import ConsentKind
from sms_line.store.letters import QUEUED, SENDING
from sms_line.store.tables import calls, consents, deliveries, legs, texts
from sms_line.store.texts import CLAIMED, GIVEN_UP, UNSURE, WAITING, WITHHELD

MINUTE = timedelta(minutes=1)
_LABEL = "%Y-%m-%d %H:%M%z"


class Tally(NamedTuple):
    """So many rows of one minute count as this."""

    start: datetime
    what: str
    action: str
    n: int


@dataclass(frozen=True, slots=True)
class Source:
    """One table."""

    name: str
    table: Table
    at: "Column[datetime]"
    """Never changes; the minute that a row counts in."""
    what: ColumnElement[str]
    action: ColumnElement[str]
    sums: "Column[int] | None" = None
    sum_name: str = ""
    """What is added up beside the rows, and its name."""
    only: ColumnElement[bool] | None = None
    open: frozenset[str] = frozenset()
    """A row that counts as one of these can come to count as something else."""
    recent: timedelta = MINUTE
    """So long a row may change though it counts as none of these."""


SOURCES = (
    Source(
        "texts",
        texts,
        texts.c.at,
        case(
            (texts.c.direction == "in", "in"),
            (texts.c.status.in_([WAITING, CLAIMED, UNSURE]), "waiting"),
            (texts.c.status.in_([WITHHELD, GIVEN_UP]), "unsent"),
            else_="out",
        ),
        texts.c.action,
        texts.c.segments,
        "segments",
        open=frozenset({"waiting"}),
    ),
    Source(
        "letters",
        deliveries,
        deliveries.c.created_at,
        deliveries.c.status,
        deliveries.c.action,
        open=frozenset({QUEUED, SENDING}),
    ),
    Source(
        "consents",
        consents,
        consents.c.at,
        literal("opt-outs"),
        consents.c.action,
        only=consents.c.kind.in_([ConsentKind.OPT_OUT.value, ConsentKind.FORGOTTEN.value]),
    ),
    Source(
        "calls",
        calls,
        calls.c.began_at,
        case(
            (calls.c.refused != "", calls.c.refused),
            (calls.c.ended_at.is_(None), "open"),
            else_="over",
        ),
        calls.c.action,
        calls.c.seconds,
        "seconds",
        open=frozenset({"open"}),
        recent=30 * MINUTE,
    ),
    Source(
        "offices",
        legs,
        legs.c.at,
        case((legs.c.went != "", legs.c.went), else_=legs.c.status),
        legs.c.action,
        legs.c.seconds,
        "seconds",
        # What a caller says of a try comes when the try is over.
        recent=30 * MINUTE,
    ),
)
SUMMED = {"texts": "out"}
"""Of a source whose sum is of some rows only: which."""


def highest(tx: Connection, source: Source) -> int:
    """The greatest id there is."""
    return int(tx.execute(select(func.coalesce(func.max(source.table.c.id), 0))).scalar_one())


def minutes_of(tx: Connection, source: Source, after: int, to: int) -> set[datetime]:
    """The minutes in which rows with these ids count."""
    label = minute_of(tx, source.at)
    numbered = and_(source.table.c.id > after, source.table.c.id <= to)
    found = tx.execute(select(label).where(numbered, _only(source)).distinct()).scalars()
    return {minute(each) for each in found}


def count(tx: Connection, source: Source, minutes: Iterable[datetime]) -> list[Tally]:
    """Count all rows of these minutes."""
    found = [each for first, end in stretches(minutes) for each in _count(tx, source, first, end)]
    return [each for each in found if each.n]


def _count(tx: Connection, source: Source, first: datetime, end: datetime) -> list[Tally]:
    label = minute_of(tx, source.at).label("minute")
    what, action = source.what.label("what"), source.action.label("action")
    total: ColumnElement[Any] = literal(0)
    if source.sums is not None:
        total = func.coalesce(func.sum(source.sums), 0)
    rows = tx.execute(
        select(label, what, action, func.count(), total)
        .where(source.at >= first, source.at < end, _only(source))
        .group_by(label, what, action)
    ).all()
    tallies = [Tally(minute(at), was, of, n) for at, was, of, n, _ in rows]
    sums: dict[tuple[str, str], int] = {}
    for at, was, of, _, amount in rows:
        if SUMMED.get(source.name, was) == was:
            sums[at, of] = sums.get((at, of), 0) + int(amount)
    added = [Tally(minute(at), source.sum_name, of, n) for (at, of), n in sums.items()]
    return tallies + (added if source.sum_name else [])


def _only(source: Source) -> ColumnElement[bool]:
    return true() if source.only is None else source.only


def minute_of(tx: Connection, column: "Column[datetime]") -> ColumnElement[str]:
    """The minute of a time as "2026-11-23 12:05", in UTC."""
    if tx.dialect.name == "sqlite":
        return func.substr(type_coerce(column, String), 1, 16)
    return func.to_char(func.timezone("UTC", column), "YYYY-MM-DD HH24:MI")


def minute(label: str) -> datetime:
    """The minute of such a label."""
    return datetime.strptime(f"{label}+0000", _LABEL)


def stretches(minutes: Iterable[datetime]) -> Sequence[tuple[datetime, datetime]]:
    """Minutes as stretches of time without a gap, each with its end."""
    ordered = sorted(set(minutes))
    if not ordered:
        return []
    breaks = [(a, b) for a, b in pairwise(ordered) if b - a > MINUTE]
    firsts = [ordered[0], *(after for _, after in breaks)]
    lasts = [*(before for before, _ in breaks), ordered[-1]]
    return [(first, last + MINUTE) for first, last in zip(firsts, lasts, strict=True)]
