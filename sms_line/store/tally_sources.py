"""The tables whose rows are tallied by the minute, and what each row counts as."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Executable,
    String,
    Table,
    bindparam,
    case,
    func,
    literal,
    select,
    true,
    type_coerce,
    union_all,
)

from sms_line.core.effects import ConsentKind
from sms_line.store.letters import QUEUED, SENDING
from sms_line.store.tables import calls, consents, deliveries, legs, texts
from sms_line.store.texts import CLAIMED, GIVEN_UP, UNSURE, WAITING, WITHHELD

MINUTE = timedelta(minutes=1)
Stretch = tuple[datetime, datetime]
"""Minutes without a gap, and the moment at which they end."""
_NEVER: Stretch = (datetime(1970, 1, 1, tzinfo=UTC), datetime(1970, 1, 1, tzinfo=UTC))


class Tally(NamedTuple):
    """So many rows of one minute count as this."""

    start: datetime
    what: str
    n: int


@dataclass(frozen=True, slots=True)
class Source:
    """One table."""

    name: str
    table: Table
    at: "Column[datetime]"
    """Never changes; the minute that a row counts in."""
    what: ColumnElement[str]
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
        texts.c.segments,
        "segments",
        open=frozenset({"waiting"}),
    ),
    Source(
        "letters",
        deliveries,
        deliveries.c.created_at,
        deliveries.c.status,
        open=frozenset({QUEUED, SENDING}),
    ),
    Source(
        "consents",
        consents,
        consents.c.at,
        literal("opt-outs"),
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
        legs.c.seconds,
        "seconds",
        # What a caller says of a try comes when the try is over.
        recent=30 * MINUTE,
    ),
)
SUMMED = {"texts": "out"}
"""Of a source whose sum is of some rows only: which."""


def highest(tx: Connection) -> dict[str, int]:
    """Source → the greatest id there is."""
    return {name: int(newest) for name, newest in tx.execute(_HIGHEST).one()._mapping.items()}


_HIGHEST = select(
    *(
        select(func.coalesce(func.max(each.table.c.id), 0)).scalar_subquery().label(each.name)
        for each in SOURCES
    )
)


def minutes_of(tx: Connection, numbered: Mapping[str, tuple[int, int]]) -> dict[str, set[datetime]]:
    """Source → the minutes in which rows count whose ids are above the first and up to the second
    number."""
    found: dict[str, set[datetime]] = {each.name: set() for each in SOURCES}
    if any(after < to for after, to in numbered.values()):
        bounds = {f"{name}_after": after for name, (after, _) in numbered.items()}
        bounds |= {f"{name}_to": to for name, (_, to) in numbered.items()}
        for name, label in tx.execute(_minutes_of(tx.dialect.name), bounds):
            found[name].add(minute(label))
    return found


@cache
def _minutes_of(dialect: str) -> Executable:
    return union_all(
        *(
            select(literal(each.name), minute_of(dialect, each.at))
            .where(each.table.c.id > bindparam(f"{each.name}_after"))
            .where(each.table.c.id <= bindparam(f"{each.name}_to"), _only(each))
            .distinct()
            for each in SOURCES
        )
    )


def count(tx: Connection, minutes: Mapping[str, Iterable[datetime]]) -> dict[str, list[Tally]]:
    """Source → the tallies of all its rows of these minutes."""
    found: dict[str, list[Tally]] = {each.name: [] for each in SOURCES}
    sums: dict[tuple[str, datetime], int] = {}
    for bounds in in_turn(minutes):
        for name, label, what, n, amount in tx.execute(_counted(tx.dialect.name), bounds):
            at = minute(label)
            found[name].append(Tally(at, what, n))
            if SUMMED.get(name, what) == what and amount:
                sums[name, at] = sums.get((name, at), 0) + int(amount)
    for (name, at), amount in sums.items():
        found[name].append(Tally(at, _SUM_NAMES[name], amount))
    return found


_SUM_NAMES = {each.name: each.sum_name for each in SOURCES}


@cache
def _counted(dialect: str) -> Executable:
    return union_all(
        *(
            select(
                literal(each.name),
                (label := minute_of(dialect, each.at).label("minute")),
                (what := each.what.label("what")),
                func.count(),
                literal(0) if each.sums is None else func.sum(each.sums),
            )
            .where(each.at >= bindparam(f"{each.name}_first"))
            .where(each.at < bindparam(f"{each.name}_end"), _only(each))
            .group_by(label, what)
            for each in SOURCES
        )
    )


def in_turn(minutes: Mapping[str, Iterable[datetime]]) -> Iterable[dict[str, datetime]]:
    """The bounds of one stretch of each source after the other, until each has had all of its own:
    one question for all sources at once."""
    names = [each.name for each in SOURCES]
    for these in zip_longest(*(stretches(minutes[name]) for name in names), fillvalue=_NEVER):
        turn = dict(zip(names, these, strict=True))
        yield {f"{name}_first": first for name, (first, _) in turn.items()} | {
            f"{name}_end": end for name, (_, end) in turn.items()
        }


def _only(source: Source) -> ColumnElement[bool]:
    return true() if source.only is None else source.only


def minute_of(dialect: str, column: "Column[datetime]") -> ColumnElement[str]:
    """The minute of a time as "2026-11-23 12:05", in UTC."""
    if dialect == "sqlite":
        return func.substr(type_coerce(column, String), 1, 16)
    return func.to_char(func.timezone("UTC", column), "YYYY-MM-DD HH24:MI")


def minute(label: str) -> datetime:
    """The minute of such a label."""
    return datetime.fromisoformat(f"{label}:00+00:00")


def stretches(minutes: Iterable[datetime]) -> Sequence[Stretch]:
    """Minutes as stretches of time without a gap, each with its end."""
    ordered = sorted(set(minutes))
    if not ordered:
        return []
    breaks = [(a, b) for a, b in pairwise(ordered) if b - a > MINUTE]
    firsts = [ordered[0], *(after for _, after in breaks)]
    lasts = [*(before for before, _ in breaks), ordered[-1]]
    return [(first, last + MINUTE) for first, last in zip(firsts, lasts, strict=True)]
