"""Sums rows by the minute, so that the desk's numbers cost the same at a million texts as at ten.

A look counts anew every minute that has a row not seen before, a row that can still change, or is
now; a minute that is counted twice comes out the same. So it makes no difference who looks, how
often, or what happened in between, and nothing of it is in a webhook's transaction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, select, union_all, update

from sms_line.store import grains, journeys, tally_sources
from sms_line.store.database import Database
from sms_line.store.journeys import Journey, Key
from sms_line.store.tables import deliveries
from sms_line.store.tally_sources import MINUTE, SOURCES, Source, Tally
from sms_line.store.tally_tables import tallies, tally_looks

KEPT_FOR = timedelta(days=35)
"""Nobody at the desk looks back further."""
_OPEN_FOR = timedelta(days=3)
"""A letter is tried for a day; what has not ended by then will not be told of."""
_TURN = timedelta(minutes=1)
"""Rows are looked for again until so long after they were first seen: on PostgreSQL one with a
lower number can be committed later."""
_AT_MOST = 20_000
"""Rows of a table that one look goes through."""
_ONLY = 1
_NOTHING: Mapping[str, Any] = {"from": 0, "turn": 0, "seen": 0, "open": []}


@dataclass(frozen=True, slots=True)
class _Before:
    """What the look before this one has left."""

    version: int
    turned_at: datetime
    kept: Mapping[str, Any]
    """Source → where the next turn begins ("from"), the one after it ("turn"), how far rows were
    seen ("seen"), and minutes that can change ("open", in minutes since 1970)."""

    def of(self, source: Source) -> Mapping[str, Any]:
        of: Mapping[str, Any] = self.kept.get(source.name, _NOTHING)
        return of


@dataclass(frozen=True, slots=True)
class _Span:
    """The rows of a table that one look goes through, by their numbers."""

    after: int
    to: int
    newest: int


@dataclass(slots=True)
class _Found:
    """What one look has found."""

    kept: dict[str, Any] = field(default_factory=dict)
    tallies: dict[str, list[Tally]] = field(default_factory=dict)
    changed: dict[str, set[datetime]] = field(default_factory=dict)
    """Source → the minutes whose sums are not those that are there."""
    journeys: dict[Key, Journey] = field(default_factory=dict)
    begun: set[datetime] = field(default_factory=set)
    quarters: list[grains.WrittenTo] = field(default_factory=list)
    more: bool = False


def look(database: Database, now: datetime) -> bool:
    """Bring the sums up to date; True if there is more to go through. Raises DatabaseDown.

    Two at once do no harm: the one that ends later gives way.
    """
    with database.read() as tx:
        before = _before(tx)
        turning = now - before.turned_at >= _TURN
        found = _look(tx, before, now, turning)
    turned_at = now if turning and not found.more else before.turned_at
    kept = {**found.kept, "turned_at": turned_at.isoformat()}
    # Where nothing has happened, nothing is written: whoever watches holds up no webhook.
    if kept != before.kept or any(found.changed.values()) or found.journeys:
        with database.write() as tx:
            if _mine(database, tx, before, kept, now):
                _write(tx, found)
    return found.more


def prune(tx: Connection, now: datetime) -> None:
    """Let go of what nobody looks back at."""
    grains.prune(tx, now - KEPT_FOR)


def _before(tx: Connection) -> _Before:
    row = tx.execute(_LOOKED).first()
    if row is None:
        return _Before(0, datetime.fromtimestamp(0, UTC), {})
    return _Before(row.version, datetime.fromisoformat(row.kept["turned_at"]), row.kept)


_LOOKED = select(tally_looks.c.version, tally_looks.c.kept)


def _look(tx: Connection, before: _Before, now: datetime, turning: bool) -> _Found:
    found, newest = _Found(), tally_sources.highest(tx)
    spans = {
        each.name: _span(before.of(each), newest[each.name], turning=turning) for each in SOURCES
    }
    new = tally_sources.minutes_of(tx, {name: (s.after, s.to) for name, s in spans.items()})
    minutes = {each.name: _to_count(new[each.name], before.of(each), each, now) for each in SOURCES}
    found.tallies = tally_sources.count(tx, minutes)
    there = _there(tx, minutes)
    for each in SOURCES:
        name, counted = each.name, found.tallies[each.name]
        found.changed[name] = {tally.start for tally in there[name] ^ set(counted)}
        found.kept[name] = _kept(before.of(each), spans[name], _open(each, counted, now), turning)
    found.more = any(span.to < span.newest for span in spans.values())
    _look_at_journeys(tx, found, spans["texts"])
    return found


def _span(old: Mapping[str, Any], newest: int, *, turning: bool) -> _Span:
    # Rows may have gone, and their numbers with them.
    after = min(old["from"] if turning else old["seen"], newest)
    return _Span(after, min(newest, after + _AT_MOST), newest)


def _to_count(
    new: set[datetime], old: Mapping[str, Any], source: Source, now: datetime
) -> set[datetime]:
    newest = _number(now)
    recent = range(newest - source.recent // MINUTE, newest + 1)
    minutes = new | {_moment(each) for each in (*old["open"], *recent)}
    return {each for each in minutes if each > now - KEPT_FOR}


def _open(source: Source, counted: list[Tally], now: datetime) -> list[int]:
    still = {
        _number(each.start)
        for each in counted
        if each.what in source.open and each.start > now - _OPEN_FOR
    }
    return sorted(still)


def _kept(old: Mapping[str, Any], span: _Span, still: list[int], turning: bool) -> dict[str, Any]:
    turn = min(old["turn"], span.to)
    if span.to < span.newest:
        begins, turn = span.to, span.to
    elif turning:
        begins, turn = turn, span.to
    else:
        begins = min(old["from"], span.to)
    return {"from": begins, "turn": turn, "seen": span.to, "open": still}


def _there(tx: Connection, minutes: Mapping[str, set[datetime]]) -> dict[str, set[Tally]]:
    """Source → the sums of these minutes as they are kept."""
    found: dict[str, set[Tally]] = {each.name: set() for each in SOURCES}
    for bounds in tally_sources.in_turn(minutes):
        for name, *tally in tx.execute(_THERE, bounds):
            found[name].add(Tally(*tally))
    return found


_THERE = union_all(
    *(
        select(tallies.c.source, tallies.c.start, tallies.c.what, tallies.c.n)
        .where(tallies.c.grain == 1, tallies.c.source == each.name)
        .where(tallies.c.start >= bindparam(f"{each.name}_first"))
        .where(tallies.c.start < bindparam(f"{each.name}_end"))
        for each in SOURCES
    )
)


def _look_at_journeys(tx: Connection, found: _Found, texts: _Span) -> None:
    written = found.changed["letters"]
    seen, texted = journeys.of_texts(tx, texts.after, texts.to)
    seen = journeys.further(seen, journeys.of_deliveries(tx, written))
    found.journeys = journeys.news(tx, seen, texted)
    found.begun = {_moment(_number(each.began_at)) for each in found.journeys.values()}
    found.quarters = grains.written_to_in(tx, deliveries, written)


def _mine(
    database: Database, tx: Connection, before: _Before, kept: Mapping[str, Any], now: datetime
) -> bool:
    """Note this look; False if there was another meanwhile."""
    new = {"version": before.version + 1, "looked_at": now, "kept": kept}
    if before.version:
        noted = tx.execute(
            update(tally_looks).where(tally_looks.c.version == before.version).values(**new)
        )
        return noted.rowcount == 1
    first = database.insert(tally_looks).values(id=_ONLY, **new)
    noted_first = first.on_conflict_do_nothing(index_elements=["id"]).returning(tally_looks.c.id)
    return tx.execute(noted_first).first() is not None


def _write(tx: Connection, found: _Found) -> None:
    changed, counted = dict(found.changed), dict(found.tallies)
    if found.journeys:
        journeys.keep(tx, found.journeys)
        changed[journeys.PATH] = found.begun
        counted[journeys.PATH] = journeys.count(tx, found.begun)
    grains.replace(tx, changed, counted)
    grains.replace_written_to(tx, found.quarters)


def _number(at: datetime) -> int:
    return int(at.timestamp()) // 60


def _moment(number: int) -> datetime:
    return datetime.fromtimestamp(number * 60, UTC)
