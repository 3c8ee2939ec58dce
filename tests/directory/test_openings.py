"""Which office can be rung now: from the rows of a directory, and over the whole country."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers
import pytest

from sms_line.core.openings import Opening
from sms_line.directory import sync as syncing
from sms_line.directory.lookup import DirectoryFromStore
from sms_line.directory.openings import SWITCHBOARD, OpeningsFromDirectory, us_number
from sms_line.directory.sources import Folder
from sms_line.ports import NoDataLoaded
from sms_line.store import directory_rows
from sms_line.store.database import Database
from sms_line.store.directory_rows import (
    EditionContents,
    EditionRow,
    MemberRow,
    OfficeRow,
    SeatRow,
    ZipKind,
    ZipRow,
)
from sms_line.store.migrate import migrate

SHARED = Path(__file__).parents[3] / "shared" / "data"

BEGAN, ENDS = datetime(2025, 1, 3, 17, tzinfo=UTC), datetime(2027, 1, 3, 17, tzinfo=UTC)
MONDAY_NOON = datetime(2026, 11, 23, 17, tzinfo=UTC)
"""In Washington: 11:00 in Houston, 10:00 in El Paso."""


@dataclass
class HandClock:
    """A clock that the test moves."""

    at: datetime = MONDAY_NOON

    def now(self) -> datetime:
        return self.at


NUMBERS = [
    ("202-555-0101", "+12025550101", "as the data has it"),
    ("(202) 555-0101", "+12025550101", "as people write it"),
    ("+1 202 555 0101", "+12025550101", "as it is dialled from abroad"),
    ("800-555-0101", "+18005550101", "a toll-free number: one office has one"),
    ("787-555-0101", "+17875550101", "Puerto Rico"),
    ("671-555-0101", "+16715550101", "Guam"),
    ("670-555-0101", "+16705550101", "the Northern Marianas"),
    ("340-555-0101", "+13405550101", "the Virgin Islands"),
    ("900-555-0101", None, "a premium number"),
    ("202-976-0101", None, "a premium exchange"),
    ("976-555-0101", None, "no area"),
    ("500-555-0101", None, "a personal number: anywhere, at any price"),
    ("416-555-0101", None, "Canada, which shares our country code"),
    ("876-555-0101", None, "Jamaica, too"),
    ("+44 20 7946 0101", None, "abroad"),
    ("011 44 20 7946 0101", None, "abroad, as it is dialled from here"),
    ("555-0101", None, "too short"),
    ("911", None, "much too short"),
    ("202-555-01011", None, "too long"),
    ("", None, "none"),
    ("call us", None, "words"),
]


@pytest.mark.parametrize(("published", "number", "reason"), NUMBERS)
def test_only_numbers_of_the_united_states(published: str, number: str | None, reason: str) -> None:
    assert us_number(published) == number, reason


def test_the_switchboard_is_the_one_that_a_sync_writes() -> None:
    assert us_number(syncing.SWITCHBOARD) == SWITCHBOARD


def _member(bioguide: str, phone: str) -> MemberRow:
    return MemberRow(
        bioguide, "senator", "Ana Diaz", "Diaz", "TX", None, False, phone, 119, BEGAN, ENDS
    )


def _office(
    bioguide: str,
    city: str,
    phone: str,
    place: tuple[float, float] | None,
    hours: str = "",
    zone: str = "America/Chicago",
    state: str = "TX",
) -> OfficeRow:
    latitude, longitude = place or (None, None)
    row = f"{bioguide}-{city}"
    return OfficeRow(row, bioguide, city, state, phone, latitude, longitude, hours, zone)


HOUSTON, AUSTIN, EL_PASO = (29.76, -95.37), (30.27, -97.74), (31.76, -106.49)
MEMBERS = [
    _member("T000001", "202-555-0101"),
    _member("T000002", "202-224-3121"),
    _member("T000003", "900-555-0101"),
    _member("T000004", "202-555-0104"),
    _member("T000005", "202-555-0105"),
]
OFFICES = [
    _office("T000001", "Austin", "512-555-0101", AUSTIN, "Tuesday-Thursday 10am-4pm"),
    _office("T000001", "Dallas", "", (32.78, -96.80)),
    _office("T000001", "El Paso", "915-555-0101", EL_PASO, zone="America/Denver"),
    _office("T000001", "Houston", "713-555-0101", HOUSTON, "M-F 8:30-5:30pm"),
    _office("T000001", "Laredo", "956-555-0101", None),
    _office("T000003", "Houston", "900-555-0102", HOUSTON),
    _office("T000004", "Houston", "202-555-0104", HOUSTON),
    _office("T000005", "Washington", "202-555-0106", (38.9, -77.0), "", "", "DC"),
]
ZIPS = [
    ZipRow("78701", ZipKind.SETTLED, "Austin", "TX", "America/Chicago", *AUSTIN, "TX-37"),
    ZipRow("79901", ZipKind.SETTLED, "El Paso", "TX", "America/Denver", *EL_PASO, "TX-37"),
    ZipRow("77001", ZipKind.SETTLED, "", "TX", "America/Chicago", None, None, "TX-37"),
]
EDITION = EditionRow(MONDAY_NOON, "a test", True, date(2026, 11, 1), None, 119, BEGAN, ENDS, "")


@pytest.fixture
def texas(database: Database) -> Database:
    with database.write() as tx:
        directory_rows.swap_in(
            tx,
            EditionContents(EDITION, MEMBERS, [SeatRow("TX", 37, 119, BEGAN, ENDS)], OFFICES, ZIPS),
        )
    return database


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def openings(texas: Database, clock: HandClock) -> OpeningsFromDirectory:
    return OpeningsFromDirectory(DirectoryFromStore(texas), clock)


def _utc(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


NEAREST = [
    ("78701", "2026-11-23 17:00", "Houston", "Austin is nearer but closed on Mondays"),
    ("78701", "2026-11-24 17:00", "Austin", "and open on Tuesday"),
    ("78701", "2026-11-24 15:30", "Houston", "but not yet at 9:30"),
    ("79901", "2026-11-23 17:00", "El Paso", "10:00 in El Paso"),
    ("79901", "2026-11-23 15:30", "Houston", "8:30 in El Paso, 9:30 in Houston"),
    ("78701", "2026-11-23 23:45", "El Paso", "17:45 in Houston, 16:45 in El Paso"),
    ("78701", "2026-11-24 00:00", None, "17:00 in El Paso, the last one"),
    ("77001", "2026-11-23 17:00", "El Paso", "nobody knows where: by the order of their cities"),
    ("99999", "2026-11-23 17:00", "El Paso", "an unknown ZIP code: the same"),
    ("", "2026-11-23 17:00", "El Paso", "none: the same"),
    ("78701", "2026-11-26 17:00", None, "Thanksgiving"),
    ("78701", "2026-11-28 17:00", None, "Saturday"),
]


def test_the_nearest_that_is_open(openings: OpeningsFromDirectory, clock: HandClock) -> None:
    for near_zip, moment, city, reason in NEAREST:
        clock.at = _utc(moment)
        nearest = openings.of("T000001", near_zip).nearest
        assert (nearest.city if nearest else None) == city, reason
        assert nearest is None or nearest.kind == "district"


def test_an_office_that_is_nowhere_comes_last(
    openings: OpeningsFromDirectory, clock: HandClock
) -> None:
    clock.at = _utc("2026-11-23 15:00")  # 9:00 in Laredo and Houston, 8:00 in El Paso
    nearest = openings.of("T000001", "79901").nearest
    assert nearest is not None
    assert nearest.city == "Houston"


def test_washington(openings: OpeningsFromDirectory, clock: HandClock) -> None:
    opening = openings.of("T000001", "78701")
    assert opening.washington is not None
    assert (opening.washington.number, opening.washington.kind) == ("+12025550101", "washington")
    assert opening.washington.city == "Washington"
    assert opening.washington_open

    clock.at = _utc("2026-11-23 22:00")
    assert not openings.of("T000001", "78701").washington_open
    clock.at = _utc("2033-01-20 17:00")
    assert not openings.of("T000001", "78701").washington_open, "an inauguration"


NEXT = [
    ("2026-11-23 12:00", "2026-11-23 14:00", "America/New_York", "Washington is the first"),
    ("2026-11-23 14:00", "2026-11-23 14:30", "America/Chicago", "then Houston, at 8:30"),
    ("2026-11-23 14:30", "2026-11-23 15:00", "America/Chicago", "then Laredo, at 9:00"),
    ("2026-11-23 15:00", "2026-11-23 16:00", "America/Denver", "then El Paso"),
    ("2026-11-25 23:59", "2026-11-27 14:00", "America/New_York", "over Thanksgiving"),
    (
        "2033-01-20 13:00",
        "2033-01-20 14:30",
        "America/Chicago",
        "an inauguration is no holiday here",
    ),
]


def test_what_opens_next(openings: OpeningsFromDirectory, clock: HandClock) -> None:
    for moment, opens, zone, reason in NEXT:
        clock.at = _utc(moment)
        opening = openings.of("T000001", "78701")
        assert (opening.opens_at, opening.opens_zone) == (_utc(opens), zone), reason


@pytest.mark.parametrize(
    ("bioguide", "number", "kind", "reason"),
    [
        ("T000002", SWITCHBOARD, "switchboard", "no number, no office: the data says switchboard"),
        ("T000003", SWITCHBOARD, "switchboard", "a number that must not be rung counts as none"),
        ("T000004", "+12025550104", "washington", "its own office at home is no second line"),
    ],
)
def test_members_without_a_number_at_home(
    openings: OpeningsFromDirectory, bioguide: str, number: str, kind: str, reason: str
) -> None:
    opening = openings.of(bioguide, "78701")
    assert opening.washington is not None
    assert (opening.washington.number, opening.washington.kind) == (number, kind), reason
    assert opening.nearest is None, reason
    assert opening.opens_at == _utc("2026-11-24 14:00"), "Washington, tomorrow"


def test_an_office_at_home_in_the_capital(
    openings: OpeningsFromDirectory, clock: HandClock
) -> None:
    nearest = openings.of("T000005", "").nearest
    assert nearest is not None, "its zone is its state's"
    clock.at = _utc("2033-01-20 17:00")
    assert openings.of("T000005", "").nearest is None, "it keeps an inauguration, too"


def test_nobody_is_rung_for_somebody_who_is_not_in_the_directory(
    openings: OpeningsFromDirectory,
) -> None:
    assert openings.of("T999999", "78701") == Opening(None, False, None, None, "", MONDAY_NOON)


def test_before_the_first_sync(database: Database, clock: HandClock) -> None:
    with pytest.raises(NoDataLoaded):
        OpeningsFromDirectory(DirectoryFromStore(database), clock).of("T000001", "78701")


def test_no_number_is_shown_where_it_could_be_logged(openings: OpeningsFromDirectory) -> None:
    assert "555" not in repr(openings.of("T000001", "78701"))


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    if not SHARED.is_dir():
        pytest.skip("the whole country's data is not beside the repository")
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('openings') / 'line.db'}")
    migrate(database)
    syncing.sync(database, Folder(SHARED), MONDAY_NOON)
    yield database
    database.close()


def _sitting(database: Database) -> list[MemberRow]:
    with database.read() as tx:
        edition = directory_rows.newest(tx)
        assert edition is not None
        return list(directory_rows.members_of(tx, edition))


def _costs_nothing_extra(number: str) -> bool:
    """A number of the United States that no metadata calls premium, shared-cost or worse."""
    parsed = phonenumbers.parse(number)
    at_home = phonenumbers.region_code_for_number(parsed) in {"US", "PR", "GU", "VI", "AS", "MP"}
    kinds = phonenumbers.PhoneNumberType
    usual = {kinds.FIXED_LINE, kinds.MOBILE, kinds.FIXED_LINE_OR_MOBILE, kinds.TOLL_FREE}
    return at_home and phonenumbers.number_type(parsed) in usual and number[5:8] != "976"


def test_every_member_at_every_hour_of_a_week(country: Database, clock: HandClock) -> None:
    """The week of Thanksgiving; each member at seven hours of it, all together at every hour."""
    directory = DirectoryFromStore(country)
    openings = OpeningsFromDirectory(directory, clock)
    members = _sitting(country)
    seen: Counter[str] = Counter()
    start = _utc("2026-11-23 00:00")
    for number, member in enumerate(members):
        published = {us_number(office.phone) for office in directory.offices(member.bioguide)}
        for step in range(7):
            clock.at = start + timedelta(hours=(number * 5 + step * 25) % 168)
            opening = openings.of(member.bioguide, "78701")
            assert opening.washington is not None
            assert opening.opens_at is not None
            assert clock.at < opening.opens_at < clock.at + timedelta(days=6)
            assert opening.nearest is None or opening.nearest.number in published
            for each in (opening.washington, opening.nearest):
                assert each is None or _costs_nothing_extra(each.number)
            seen["Washington is open"] += opening.washington_open
            seen["only an office at home is open"] += bool(
                opening.nearest and not opening.washington_open
            )
            seen["all are closed"] += not (opening.nearest or opening.washington_open)
    print(f"\n{len(members)} members at 7 hours each: {dict(seen)}")
    assert all(seen[how] for how in seen)


ZONE_WORDS = {
    "Eastern": "E", "Central": "C", "Mountain": "M", "Pacific": "P",
    "ET": "E", "CT": "C", "MT": "M", "PT": "P", "EST": "E", "CST": "C", "MST": "M", "PST": "P",
}  # fmt: skip


def test_every_stated_zone_is_the_zone_of_the_office(country: Database) -> None:
    """So the words of the hours need not be asked for the zone."""
    directory = DirectoryFromStore(country)
    offices = [o for member in _sitting(country) for o in directory.offices(member.bioguide)]
    compared = 0
    for office in offices:
        for word in re.findall(r"\b(?:[ECMP]S?T|Eastern|Central|Mountain|Pacific)\b", office.hours):
            name = datetime(2026, 1, 5, tzinfo=ZoneInfo(office.time_zone)).tzname() or ""
            assert name[0] == ZONE_WORDS[word], office.id
            compared += 1
    print(f"\n{compared} stated zones agree")
    reachable = [office for office in offices if us_number(office.phone)]
    print(f"{len(reachable)} of {len(offices)} offices at home have a number that may be rung")
    assert all(us_number(office.phone) for office in offices if office.phone)
