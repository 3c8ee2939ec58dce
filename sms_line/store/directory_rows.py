"""All the SQL of who represents whom: an edition is swapped in whole, then read row by row."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, Table, and_, bindparam, delete, func, insert, select

from sms_line.store.directory_tables import editions, members, offices, seats, zips

KEPT_EDITIONS = 2
"""The one in use and the last good one before it, to go back to."""


class ZipKind(StrEnum):
    """How a ZIP code is answered."""

    SETTLED = "settled"
    LIKELY = "likely"
    SPLIT = "split"
    MILITARY = "military"
    UNREPRESENTED = "unrepresented"


class EditionRow(NamedTuple):
    """One sync: where it came from and for how long it holds. `notes`: one a line."""

    loaded_at: datetime
    source: str
    sample: bool
    members_as_of: date
    lines_as_of: date | None
    congress: int
    valid_from: datetime
    valid_to: datetime
    notes: str


class MemberRow(NamedTuple):
    """One sitting member; `valid_from` and `valid_to` are the term's, as published."""

    bioguide: str
    title: str
    name: str
    last_name: str
    state: str
    district: int | None
    senior: bool
    phone: str
    congress: int
    valid_from: datetime
    valid_to: datetime


class SeatRow(NamedTuple):
    """One House district, with the Congress that its lines are drawn for."""

    state: str
    district: int
    congress: int
    valid_from: datetime
    valid_to: datetime


class OfficeRow(NamedTuple):
    """One office at home; "" where nobody says, degrees where the data has them."""

    id: str
    bioguide: str
    city: str
    state: str
    phone: str
    latitude: float | None
    longitude: float | None
    hours: str
    time_zone: str


class ZipRow(NamedTuple):
    """One ZIP code and its answer; `districts` are codes, space between, the likeliest first."""

    zip: str
    kind: str
    city: str
    state: str
    time_zone: str
    latitude: float | None
    longitude: float | None
    districts: str


Row = MemberRow | SeatRow | OfficeRow | ZipRow


class EditionContents(NamedTuple):
    """All rows of one edition."""

    edition: EditionRow
    members: Sequence[MemberRow]
    seats: Sequence[SeatRow]
    offices: Sequence[OfficeRow]
    zips: Sequence[ZipRow]


class ZipAnswer(NamedTuple):
    """What the newest edition says of a ZIP code; `row` is None where it does not list it."""

    edition: int
    row: ZipRow | None


_NEWEST_NUMBER = select(func.max(editions.c.id))
_NEWEST = _NEWEST_NUMBER.scalar_subquery()
_ZIP_ANSWER = (
    select(editions.c.id, *[zips.c[name] for name in ZipRow._fields])
    .select_from(
        editions.outerjoin(
            zips, and_(zips.c.edition == editions.c.id, zips.c.zip == bindparam("zip_code"))
        )
    )
    .where(editions.c.id == _NEWEST)
)
"""One statement a look-up; the newest edition is the one in use."""


def swap_in(tx: Connection, contents: EditionContents) -> int:
    """Write a whole edition, which is then the one in use; drop all but the one before it."""
    edition = int(
        tx.execute(
            insert(editions).values(contents.edition._asdict()).returning(editions.c.id)
        ).scalar_one()
    )
    _fill(tx, members, edition, contents.members)
    _fill(tx, seats, edition, contents.seats)
    _fill(tx, offices, edition, contents.offices)
    _fill(tx, zips, edition, contents.zips)
    kept = tx.scalars(select(editions.c.id).order_by(editions.c.id.desc())).all()
    tx.execute(delete(editions).where(editions.c.id.in_(kept[KEPT_EDITIONS:])))
    return edition


def _fill(tx: Connection, table: Table, edition: int, rows: Sequence[Row]) -> None:
    if rows:
        tx.execute(insert(table), [{"edition": edition, **row._asdict()} for row in rows])


def revert(tx: Connection) -> bool:
    """Drop the edition in use where there is one before it to go back to."""
    kept = tx.scalars(select(editions.c.id).order_by(editions.c.id.desc())).all()
    if len(kept) < KEPT_EDITIONS:
        return False
    tx.execute(delete(editions).where(editions.c.id == kept[0]))
    return True


def newest(tx: Connection) -> int | None:
    """The number of the edition in use; None before the first sync."""
    return tx.execute(_NEWEST_NUMBER).scalar()


def edition(tx: Connection, number: int) -> EditionRow | None:
    """Where an edition came from."""
    found = tx.execute(_columns(editions, EditionRow).where(editions.c.id == number)).first()
    return EditionRow(*found) if found else None


def zip_answer(tx: Connection, zip_code: str) -> ZipAnswer | None:
    """The answer for a ZIP code; None before the first sync."""
    found = tx.execute(_ZIP_ANSWER, {"zip_code": zip_code}).first()
    if found is None:
        return None
    return ZipAnswer(found[0], ZipRow(*found[1:]) if found[1] is not None else None)


def members_of(tx: Connection, number: int) -> list[MemberRow]:
    """All sitting members of an edition, of a state's two senators the senior one first."""
    rows = tx.execute(
        _columns(members, MemberRow)
        .where(members.c.edition == number)
        .order_by(members.c.state, members.c.senior.desc(), members.c.bioguide)
    )
    return [MemberRow(*row) for row in rows]


def seats_of(tx: Connection, number: int) -> list[SeatRow]:
    """All House districts of an edition, in order."""
    rows = tx.execute(
        _columns(seats, SeatRow)
        .where(seats.c.edition == number)
        .order_by(seats.c.state, seats.c.district)
    )
    return [SeatRow(*row) for row in rows]


def offices_of(tx: Connection, number: int, bioguide: str) -> list[OfficeRow]:
    """A member's offices at home, in order of their cities."""
    rows = tx.execute(_OFFICES_OF, {"number": number, "whose": bioguide})
    return [OfficeRow(*row) for row in rows]


def office_count(tx: Connection, number: int) -> int:
    """How many offices at home an edition lists."""
    counted = select(func.count()).select_from(offices).where(offices.c.edition == number)
    return int(tx.execute(counted).scalar_one())


def zip_counts(tx: Connection, number: int) -> dict[str, int]:
    """How many ZIP codes of an edition are answered in which way."""
    rows = tx.execute(
        select(zips.c.kind, func.count()).where(zips.c.edition == number).group_by(zips.c.kind)
    )
    return {str(kind): int(count) for kind, count in rows}


def _columns(table: Table, row: type[NamedTuple]) -> Select[Any]:
    return select(*[table.c[name] for name in row._fields])


_OFFICES_OF = (
    _columns(offices, OfficeRow)
    .where(offices.c.edition == bindparam("number"), offices.c.bioguide == bindparam("whose"))
    .order_by(offices.c.city, offices.c.id)
)
