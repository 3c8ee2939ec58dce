"""Who represents whom, from the tables: one row a ZIP code, the members kept in memory."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from sms_line.core.people import District, Legislator, Representation, Title
from sms_line.core.places import (
    Finding,
    Likely,
    Military,
    Settled,
    Split,
    UnknownZip,
    Unrepresented,
)
from sms_line.ports import NoDataLoaded
from sms_line.store import directory_rows
from sms_line.store.database import Database
from sms_line.store.directory_rows import MemberRow, OfficeRow, ZipKind, ZipRow


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a ZIP code lies. `time_zone` is an IANA name, "" for the military and unknown ones."""

    time_zone: str
    latitude: float | None
    longitude: float | None


class DirectoryFromStore:
    """The Directory of the line. Notices a new edition at the next look-up.

    It goes on answering when the data's Congress is over: most members stay, the names are
    always shown, and `status` raises the alarm.
    """

    def __init__(self, database: Database) -> None:
        """Reads nothing yet; a process reads the members at its first look-up."""
        self._database = database
        self._people: _People | None = None

    def find(self, zip_code: str) -> Finding:
        """Who represents a ZIP code of five digits. Raises NoDataLoaded, DatabaseDown."""
        with self._database.read() as tx:
            answer = directory_rows.zip_answer(tx, zip_code)
            if answer is None:
                raise NoDataLoaded
            people = self._people_of(tx, answer.edition)
        return _finding(answer.row, people) if answer.row else UnknownZip(zip_code)

    def represents(self, district: District) -> Representation | None:
        """Who represents a district; None where there is no such district in the data."""
        return self._current().by_district.get(district.code)

    def legislator(self, bioguide: str) -> Legislator | None:
        """One sitting member."""
        return self._current().by_bioguide.get(bioguide)

    def members(self) -> Collection[Legislator]:
        """All sitting members. Raises NoDataLoaded."""
        return self._current().by_bioguide.values()

    def congress(self) -> int:
        """The Congress whose members and district lines are loaded."""
        return self._current().congress

    def offices(self, bioguide: str) -> tuple[OfficeRow, ...]:
        """A member's offices at home, in order of their cities."""
        with self._database.read() as tx:
            return tuple(directory_rows.offices_of(tx, self._edition(tx), bioguide))

    def time_zone(self, zip_code: str) -> str:
        """The IANA zone of a ZIP code, "" where it is not known."""
        place = self.whereabouts(zip_code)
        return place.time_zone if place and place.time_zone else ""

    def whereabouts(self, zip_code: str) -> Whereabouts | None:
        """Where a ZIP code lies, None for an unknown one."""
        with self._database.read() as tx:
            answer = directory_rows.zip_answer(tx, zip_code)
        if answer is None:
            raise NoDataLoaded
        row = answer.row
        return Whereabouts(row.time_zone, row.latitude, row.longitude) if row else None

    def _current(self) -> "_People":
        with self._database.read() as tx:
            return self._people_of(tx, self._edition(tx))

    def _edition(self, tx: Connection) -> int:
        edition = directory_rows.newest(tx)
        if edition is None:
            raise NoDataLoaded
        return edition

    def _people_of(self, tx: Connection, edition: int) -> "_People":
        people = self._people
        if people is None or people.edition != edition:
            people = _read_people(tx, edition)
            self._people = people
        return people


@dataclass(frozen=True, slots=True)
class _People:
    """The members of one edition: 537 of them take half a megabyte."""

    edition: int
    congress: int
    by_bioguide: dict[str, Legislator]
    by_district: dict[str, Representation]
    """By the district's code, as the ZIP codes' rows have it."""


def _read_people(tx: Connection, edition: int) -> _People:
    members = [_legislator(row) for row in directory_rows.members_of(tx, edition)]
    senators: dict[str, list[Legislator]] = {}
    holders: dict[tuple[str, int], Legislator] = {}
    for member in members:
        if member.district is None:
            senators.setdefault(member.state, []).append(member)
        else:
            holders[member.state, member.district] = member
    by_district = {}
    for seat in directory_rows.seats_of(tx, edition):
        district = District(seat.state, seat.district)
        by_district[district.code] = Representation(
            district,
            tuple(senators.get(seat.state, ())),
            holders.get((seat.state, seat.district)),
        )
    loaded = directory_rows.edition(tx, edition)
    if loaded is None:
        raise NoDataLoaded  # it went between two statements; two syncs must have come
    return _People(
        edition, loaded.congress, {member.bioguide: member for member in members}, by_district
    )


def _legislator(row: MemberRow) -> Legislator:
    return Legislator(
        bioguide=row.bioguide,
        title=Title(row.title),
        name=row.name,
        last_name=row.last_name,
        state=row.state,
        district=row.district,
        phone=row.phone,
    )


def _finding(row: ZipRow, people: _People) -> Finding:
    if row.kind == ZipKind.MILITARY:
        return Military(row.zip)
    if row.kind == ZipKind.UNREPRESENTED:
        return Unrepresented(row.zip, row.state)
    choices = tuple(people.by_district[code] for code in row.districts.split())
    if row.kind == ZipKind.SPLIT:
        return Split(row.zip, row.city, row.state, choices)
    one = Settled if row.kind == ZipKind.SETTLED else Likely
    return one(row.zip, row.city, row.state, choices[0])
