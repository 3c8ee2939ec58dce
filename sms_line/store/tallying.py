"""Sums rows by the minute, so that the desk's numbers cost the same at a million texts as at ten.

A look counts anew every minute that has a row not seen before, a row that can still change, or is
now; a minute that is counted twice comes out the same. So it makes no difference who looks, how
often, or what happened in between, and nothing of it is in a webhook's transaction.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from sms_line.store import grains, journeys
from sms_line.store.database import Database
from sms_line.store.journeys import Journey, Key
from sms_line.store.tables import deliveries
from sms_line.store.tally_sources import (
    MINUTE,
    SOURCES,
    Source,
    Tally,
    count,
    highest,
    minutes_of,
    stretches,
)
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


@dataclass(slots=True)
class _Found:
    """What one look has found."""

    kept: dict[str, Any] = field(default_factory=dict)
    tallies: dict[str, list[Tally]] = field(default_factory=dict)
    changed: dict[str, set[datetime]] = field(default_factory=dict)
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
    with database.write() as tx:
        if _mine(tx, before, found, now, turned=turning and not found.more):
            _write(tx, found)
    return found.more


def looked_at(tx: Connection) -> datetime | None:
    """When the sums were brought up to date last; None if never."""
    return tx.execute(select(tally_looks.c.looked_at)).scalar()


def prune(tx: Connection, now: datetime) -> None:
    """Let go of what nobody looks back at."""
    grains.prune(tx, now - KEPT_FOR)


def _before(tx: Connection) -> _Before:
    row = tx.execute(select(tally_looks)).first()
    if row is None:
        return _Before(0, datetime.fromtimestamp(0, UTC), {})
    return _Before(row.version, datetime.fromisoformat(row.kept["turned_at"]), row.kept)


def _look(tx: Connection, before: _Before, now: datetime, turning: bool) -> _Found:
    found = _Found()
    for source in SOURCES:
        _look_at(tx, found, source, before.of(source), now, turning)
    old, new = before.of(SOURCES[0]), found.kept["texts"]
    after = old["from"] if turning else min(old["seen"], new["seen"])
    seen = journeys.of_texts(tx, after, new["seen"])
    written = found.changed["letters"]
    seen = journeys.further(seen, journeys.of_deliveries(tx, written))
    found.journeys, found.begun = journeys.news(tx, seen, after, new["seen"])
    found.quarters = grains.written_to_in(tx, deliveries, written)
    return found


def _look_at(
    tx: Connection,
    found: _Found,
    source: Source,
    old: Mapping[str, Any],
    now: datetime,
    turning: bool,
) -> None:
    newest = highest(tx, source)
    # Rows may have gone, and their numbers with them.
    after = min(old["from"] if turning else old["seen"], newest)
    to = min(newest, after + _AT_MOST)
    minutes = minutes_of(tx, source, after, to)
    minutes |= {_moment(each) for each in old["open"]}
    minutes |= set(_recent(now, source.recent))
    minutes = {each for each in minutes if each > now - KEPT_FOR}
    counted = count(tx, source, minutes)
    found.tallies[source.name] = counted
    found.changed[source.name] = _changed(tx, source.name, minutes, counted)
    more = to < newest
    found.more = found.more or more
    turn = min(old["turn"], to)
    kept_from, turn = (to, to) if more else (turn, to) if turning else (min(old["from"], to), turn)
    still = {
        _number(each.start)
        for each in counted
        if each.what in source.open and each.start > now - _OPEN_FOR
    }
    found.kept[source.name] = {
        "from": kept_from,
        "turn": turn,
        "seen": to,
        "open": sorted(still),
    }


def _changed(
    tx: Connection, source: str, minutes: Iterable[datetime], counted: list[Tally]
) -> set[datetime]:
    """The minutes whose sums are not those that are there."""
    there = {
        Tally(*row)
        for first, end in stretches(minutes)
        for row in tx.execute(
            select(tallies.c.start, tallies.c.what, tallies.c.action, tallies.c.n)
            .where(tallies.c.grain == 1, tallies.c.source == source)
            .where(tallies.c.start >= first, tallies.c.start < end)
        )
    }
    return {each.start for each in there ^ set(counted)}


def _mine(tx: Connection, before: _Before, found: _Found, now: datetime, *, turned: bool) -> bool:
    """Note this look; False if there was another meanwhile."""
    turned_at = now if turned else before.turned_at
    new = {
        "version": before.version + 1,
        "looked_at": now,
        "kept": {**found.kept, "turned_at": turned_at.isoformat()},
    }
    if before.version:
        noted = tx.execute(
            update(tally_looks).where(tally_looks.c.version == before.version).values(**new)
        )
        return noted.rowcount == 1
    there = tx.execute(select(func.count()).select_from(tally_looks)).scalar_one()
    if not there:
        tx.execute(insert(tally_looks).values(id=_ONLY, **new))
    return not there


def _write(tx: Connection, found: _Found) -> None:
    for source, minutes in found.changed.items():
        _replace(tx, source, minutes, found.tallies[source])
    if found.journeys:
        journeys.keep(tx, found.journeys)
        begun = {_moment(_number(each)) for each in found.begun}
        _replace(tx, journeys.PATH, begun, journeys.count(tx, begun))
    grains.replace_written_to(tx, found.quarters)


def _replace(tx: Connection, source: str, minutes: set[datetime], counted: Iterable[Tally]) -> None:
    """Put these sums in the place of those of these minutes."""
    for first, end in stretches(minutes):
        tx.execute(
            delete(tallies)
            .where(tallies.c.grain == 1, tallies.c.source == source)
            .where(tallies.c.start >= first, tallies.c.start < end)
        )
    rows = [
        {"grain": 1, "source": source, **each._asdict()}
        for each in counted
        if each.start in minutes
    ]
    if rows:
        tx.execute(insert(tallies), rows)
    grains.sum_up(tx, source, minutes)


def _recent(now: datetime, how_long: timedelta) -> list[datetime]:
    newest = _number(now)
    return [_moment(each) for each in range(newest - how_long // MINUTE, newest + 1)]


def _number(at: datetime) -> int:
    return int(at.timestamp()) // 60


def _moment(number: int) -> datetime:
    return datetime.fromtimestamp(number * 60, UTC)
