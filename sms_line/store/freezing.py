"""Writes the audience of a broadcast down, step by step, so that no step keeps others waiting long.

A step that was lost with its worker is taken again by whoever comes next; none is taken twice.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    and_,
    case,
    cast,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)

from sms_line.core.broadcasts.broadcast import Stage
from sms_line.core.broadcasts.hours import STRICT_STATES
from sms_line.store import directory_tables
from sms_line.store.broadcast_tables import broadcasts, lanes, recipients, tags
from sms_line.store.database import Database
from sms_line.store.tables import blocked, consents, letters, supporters, suppressions

STEP = 20_000
"""Supporters looked at in one transaction: a third of a second of SQLite's one writer, and no
pause waits longer than that."""


@dataclass(frozen=True, slots=True)
class Clock:
    """What an area code says of somebody whose ZIP code is not known. `zone`: "" for unknown."""

    zone: str
    strict: bool


Clocks = Callable[[Iterable[str]], Mapping[str, Clock]]
"""From area codes ("+1307") to what they say."""
DueAt = Callable[[str], datetime | None]
"""From a zone ("" for unknown) to when its recipients' time has come; None for at once."""


def look_over(database: Database, tx: Connection) -> None:
    """Let PostgreSQL see how large the tables have become.

    By itself it does within a minute or so. Whoever starts a broadcast right after an import of a
    hundred thousand people would wait for minutes on plans that were made for empty tables.
    """
    if not database.is_sqlite:
        names = ", ".join(table.name for table in _ASKED)
        tx.execute(text(f"ANALYZE {names}"))


_ASKED = (supporters, consents, suppressions, blocked, letters, tags, directory_tables.zips)


def begin(tx: Connection, broadcast_id: int, now: datetime, left_out: Mapping[str, int]) -> None:
    """The audience is taken from who is there now; who comes later is not of it.

    `left_out`: how many of those meant are no recipients, by reason.
    """
    last = select(func.coalesce(func.max(supporters.c.id), 0)).scalar_subquery()
    mine = and_(broadcasts.c.id == broadcast_id, broadcasts.c.frozen_at.is_(None))
    tx.execute(
        update(broadcasts)
        .where(mine)
        .values(frozen_at=now, freeze_until=last, left_out=dict(left_out))
    )


def all_there(tx: Connection, broadcast_id: int) -> bool:
    """Has the whole audience been written down?"""
    whole = and_(
        broadcasts.c.frozen_at.is_not(None), broadcasts.c.frozen_to >= broadcasts.c.freeze_until
    )
    found = select(broadcasts.c.id).where(broadcasts.c.id == broadcast_id, whole)
    return tx.execute(found).first() is not None


def step(
    database: Database,
    tx: Connection,
    broadcast_id: int,
    audience: ColumnElement[bool],
    clocks: Clocks,
    due_at: DueAt,
) -> bool | None:
    """Write down the next of them; True once all are there, None if it is no longer wanted.

    `audience`: a condition on the supporters' rows.
    """
    mine = select(broadcasts).where(broadcasts.c.id == broadcast_id).with_for_update()
    row = tx.execute(mine).first()
    if row is None or row.state != Stage.FREEZING.value:
        return None
    upto = min(row.frozen_to + STEP, row.freeze_until)
    these = and_(audience, supporters.c.id > row.frozen_to, supporters.c.id <= upto)
    variants = len(row.words)
    added = _add(database, tx, broadcast_id, variants, _placed(tx, these, clocks), due_at)
    tx.execute(
        update(broadcasts)
        .where(broadcasts.c.id == broadcast_id)
        .values(frozen_to=upto, recipients=broadcasts.c.recipients + added)
    )
    return bool(upto >= row.freeze_until)


def _placed(tx: Connection, these: ColumnElement[bool], clocks: Clocks) -> Select[int, str, bool]:
    """Each of these supporters with their zone: by ZIP code first, by area code second."""
    places = directory_tables.zips
    newest = select(func.max(directory_tables.editions.c.id)).scalar_subquery()
    theirs = and_(places.c.edition == newest, places.c.zip == supporters.c.zip)
    people = supporters.outerjoin(places, theirs)
    area = func.substr(supporters.c.phone, 1, 5)
    nowhere = or_(places.c.time_zone.is_(None), places.c.time_zone == "")
    unplaced = tx.execute(select(area).select_from(people).where(these, nowhere).distinct())
    known = clocks(unplaced.scalars())
    zone: ColumnElement[str] = literal("")
    strict: ColumnElement[bool] = literal(False)
    if known:
        zone = case({code: clock.zone for code, clock in known.items()}, value=area, else_="")
        strict = case(
            {code: clock.strict for code, clock in known.items()}, value=area, else_=False
        )
    return (
        select(
            supporters.c.id.label("id"),
            func.coalesce(func.nullif(places.c.time_zone, ""), zone).label("zone"),
            case(
                (supporters.c.state != "", supporters.c.state.in_(STRICT_STATES)), else_=strict
            ).label("strict"),
        )
        .select_from(people)
        .where(these)
    )


def _add(
    database: Database,
    tx: Connection,
    broadcast_id: int,
    variants: int,
    placed: Select[int, str, bool],
    due_at: DueAt,
) -> int:
    """Number these recipients in their lanes and give how many they are."""
    step = placed.cte("placed")
    counted = tx.execute(
        select(step.c.zone, step.c.strict, func.count()).group_by(step.c.zone, step.c.strict)
    ).all()
    starts: dict[int, int] = {}
    for zone, strict, number in counted:
        lane, total = _lane(database, tx, broadcast_id, zone, bool(strict), number, due_at(zone))
        starts[lane] = total - number
    if not starts:
        return 0
    in_order = func.row_number().over(partition_by=[step.c.zone, step.c.strict], order_by=step.c.id)
    position = in_order - 1 + case(starts, value=lanes.c.id, else_=0)
    # Scrambled, so that whoever joined on the same day does not get the same variant.
    # In 64 bits: the product of the ids of large groups is more than 32 hold.
    scrambled = cast(step.c.id, BigInteger) % 1_000_003 * 48_271 + broadcast_id
    variant = scrambled % 1_000_003 % variants
    theirs = and_(
        lanes.c.broadcast_id == broadcast_id,
        lanes.c.zone == step.c.zone,
        lanes.c.strict == step.c.strict,
    )
    rows = select(lanes.c.id, position, step.c.id, variant).join_from(step, lanes, theirs)
    columns = ["lane_id", "position", "supporter_id", "variant"]
    tx.execute(insert(recipients).from_select(columns, rows))
    return sum(number for _, _, number in counted)


def _lane(
    database: Database,
    tx: Connection,
    broadcast_id: int,
    zone: str,
    strict: bool,
    number: int,
    due_at: datetime | None,
) -> tuple[int, int]:
    """The lane of these recipients, made longer by so many: its id and its length."""
    row = {"broadcast_id": broadcast_id, "zone": zone, "strict": strict, "due_at": due_at}
    new = database.insert(lanes).values(**row, total=number, next=0)
    longer = new.on_conflict_do_update(
        index_elements=["broadcast_id", "zone", "strict"],
        set_={"total": lanes.c.total + new.excluded.total},
    )
    lane, total = tx.execute(longer.returning(lanes.c.id, lanes.c.total)).one()
    return int(lane), int(total)
