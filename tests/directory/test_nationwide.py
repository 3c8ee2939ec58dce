"""The whole country: every ZIP code of the post gets the right people, or the one question left."""

import csv
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sms_line.core.people import District, Representation, Title
from sms_line.core.places import (
    Finding,
    Likely,
    Military,
    Settled,
    Split,
    UnknownZip,
    Unrepresented,
)
from sms_line.directory.gathered import Place
from sms_line.directory.lookup import DirectoryFromStore
from sms_line.directory.places import everywhere
from sms_line.directory.seats import DELEGATIONS, SEATS, all_seats
from sms_line.directory.sources import Folder
from sms_line.directory.status import Status, status
from sms_line.directory.sync import sync
from sms_line.store.database import Database
from sms_line.store.migrate import migrate

SHARED = Path(__file__).parents[3] / "shared" / "data"
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
"""After the special elections of Florida and Ohio, whose appointed senators still sit."""

pytestmark = pytest.mark.skipif(
    not SHARED.is_dir(), reason="the whole country's data is not beside the repository"
)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('country') / 'line.db'}")
    migrate(database)
    began = time.perf_counter()
    sync(database, Folder(SHARED), NOW)
    print(f"\nsynced in {time.perf_counter() - began:.1f} s")
    yield database
    database.close()


@pytest.fixture(scope="module")
def loaded(country: Database) -> Status:
    found = status(country, NOW)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def directory(country: Database) -> DirectoryFromStore:
    return DirectoryFromStore(country)


@pytest.fixture(scope="module")
def places() -> Mapping[str, Place]:
    return everywhere()


@pytest.fixture(scope="module")
def findings(directory: DirectoryFromStore, places: Mapping[str, Place]) -> dict[str, Finding]:
    """ZIP code → finding, for every one that the `zipcodes` package lists."""
    began = time.perf_counter()
    found = {zip_code: directory.find(zip_code) for zip_code in places}
    each = (time.perf_counter() - began) / len(found) * 1e6
    print(f"\n{len(found):,} look-ups at {each:.0f} µs")
    for kind, count in Counter(type(one).__name__ for one in found.values()).most_common():
        print(f"{count:>8,} {kind}")
    return found


@pytest.fixture(scope="module")
def areas() -> dict[str, set[District]]:
    """ZIP area → its districts, read apart from the code under test."""
    read: dict[str, set[District]] = defaultdict(set)
    with (SHARED / "zip_districts.csv").open() as file:
        for row in csv.DictReader(file):
            read[row["zip"]].add(District(row["state"], int(row["district"])))
    return read


def _choices(finding: Finding) -> tuple[Representation, ...]:
    match finding:
        case Settled() | Likely():
            return (finding.representation,)
        case Split():
            return finding.choices
        case _:
            return ()


def test_the_members_add_up(loaded: Status) -> None:
    assert (loaded.senators, loaded.representatives) == (100, 437)
    assert [seat.code for seat in loaded.vacant] == ["CA-14", "FL-20", "GA-13", "TX-23"]
    assert loaded.offices == 1312
    assert loaded.ended == ("Ashley Moody", "Jon Husted")
    assert loaded.as_of.isoformat() == "2026-06-15"
    assert loaded.edition.congress == 119
    assert "Members without a phone (the switchboard stands in): 1 of 537." in loaded.edition.notes


def test_every_zip_code_is_answered(findings: dict[str, Finding]) -> None:
    assert len(findings) == 42_789
    assert not [one for one in findings.values() if isinstance(one, UnknownZip)]
    # As many of each kind as the facts count; 6 of the military ones are filed under New Jersey.
    assert Counter(type(one) for one in findings.values()) == {
        Settled: 27_960 + 471 + 2_173,
        Split: 5_831 + 3_874 + 305,
        Likely: 1_338,
        Military: 823 + 6,
        Unrepresented: 8,
    }


def test_areas_are_as_the_census_drew_them(
    findings: dict[str, Finding], areas: dict[str, set[District]]
) -> None:
    assert len(areas) == 33_791
    for zip_code, districts in areas.items():
        finding = findings[zip_code]
        assert isinstance(finding, Settled if len(districts) == 1 else Split), zip_code
        choices = [choice.district for choice in _choices(finding)]
        assert set(choices) == districts, zip_code
        assert len(choices) == len(districts), zip_code


def test_everybody_sees_the_right_people(
    findings: dict[str, Finding], directory: DirectoryFromStore, loaded: Status
) -> None:
    vacant = set(loaded.vacant)
    for zip_code, finding in findings.items():
        for choice in _choices(finding):
            district, one = choice.district, choice.representative
            assert (one is None) == (district in vacant), zip_code
            if one is not None:
                assert (one.state, one.district) == (district.state, district.number), zip_code
            senators = choice.senators
            assert len(senators) == (0 if district.state in DELEGATIONS else 2), zip_code
            assert all(senator.state == district.state for senator in senators), zip_code
    assert {district for district in all_seats() if directory.represents(district)} == all_seats()


def test_a_question_is_a_real_one(findings: dict[str, Finding]) -> None:
    for zip_code, finding in findings.items():
        if isinstance(finding, Split):
            assert len({choice.district for choice in finding.choices}) > 1, zip_code
            # The post's own state comes first.
            assert finding.choices[0].district.state == finding.state, zip_code


def test_one_seat_settles_a_state_and_territories_have_no_senators(
    findings: dict[str, Finding], areas: dict[str, set[District]], places: Mapping[str, Place]
) -> None:
    for zip_code, place in places.items():
        finding = findings[zip_code]
        if SEATS.get(place.state) == 1 and zip_code not in areas:
            assert isinstance(finding, Settled), zip_code
            assert finding.representation.district == District(place.state, 0), zip_code
        if place.state in DELEGATIONS:
            assert isinstance(finding, Settled), zip_code
            assert finding.representation.senators == (), zip_code


def test_boxes_are_settled_only_where_all_of_their_city_agree(
    findings: dict[str, Finding], areas: dict[str, set[District]], places: Mapping[str, Place]
) -> None:
    of_city: dict[tuple[str, str], set[District]] = defaultdict(set)
    for zip_code, districts in areas.items():
        place = places[zip_code]
        of_city[place.city, place.state] |= {d for d in districts if d.state == place.state}
    for zip_code in findings.keys() - areas.keys():
        finding, place = findings[zip_code], places[zip_code]
        expected = of_city.get((place.city, place.state))
        if isinstance(finding, Military | Unrepresented) or SEATS[place.state] == 1:
            continue
        if expected:
            assert isinstance(finding, Settled if len(expected) == 1 else Split), zip_code
            assert {choice.district for choice in _choices(finding)} == expected, zip_code
        else:
            assert isinstance(finding, Likely | Split), zip_code


def test_the_military_and_the_freely_associated(findings: dict[str, Finding]) -> None:
    for zip_code, finding in findings.items():
        prefix = zip_code[:3]
        abroad = "090" <= prefix <= "099" or "962" <= prefix <= "966" or prefix == "340"
        assert isinstance(finding, Military) == abroad, zip_code
    assert {finding.zip for finding in findings.values() if isinstance(finding, Unrepresented)} == {
        "96939",
        "96940",
        "96941",
        "96942",
        "96943",
        "96944",
        "96960",
        "96970",
    }


def test_the_vacant_seats_touch_251_zip_areas(
    findings: dict[str, Finding], areas: dict[str, set[District]], loaded: Status
) -> None:
    vacant = set(loaded.vacant)
    touched = [districts for districts in areas.values() if districts & vacant]
    assert (len(touched), sum(len(districts) == 1 for districts in touched)) == (251, 106)


def test_every_place_has_a_time_zone_and_a_city(
    country: Database, findings: dict[str, Finding]
) -> None:
    directory = DirectoryFromStore(country)
    for zip_code in list(findings)[::20]:
        where = directory.whereabouts(zip_code)
        assert where is not None
        military = isinstance(findings[zip_code], Military)
        assert ("/" in where.time_zone) is not military, zip_code
    cities = {one.city for one in findings.values() if isinstance(one, Settled | Likely | Split)}
    assert "" not in cities
    assert {"Cheyenne", "McAllen", "Winston-Salem", "Coeur d'Alene"} <= cities


def test_well_known_places(findings: dict[str, Finding]) -> None:
    cheyenne = findings["82001"]
    assert isinstance(cheyenne, Settled)
    people = cheyenne.representation
    assert [senator.last_name for senator in people.senators] == ["Barrasso", "Lummis"]
    assert people.representative is not None
    assert people.representative.last_name == "Hageman"
    austin = findings["78701"]
    assert isinstance(austin, Settled)
    assert austin.representation.district.code == "TX-37"  # the sitting line, not the next one
    miami, columbus = findings["33130"], findings["43215"]
    assert "Moody" in [senator.last_name for senator in _choices(miami)[0].senators]
    assert "Husted" in [senator.last_name for senator in _choices(columbus)[0].senators]
    san_juan = findings["00901"]
    assert isinstance(san_juan, Settled)
    assert san_juan.representation.representative is not None
    assert san_juan.representation.representative.title is Title.RESIDENT_COMMISSIONER


_MEASURE = """
import sys, time
began = time.perf_counter()
from sms_line.directory.gathered import Place
from sms_line.directory.lookup import DirectoryFromStore
from sms_line.store.database import Database
directory = DirectoryFromStore(Database(sys.argv[1]))
directory.find("82001")
first = time.perf_counter() - began
for number in range(0, 100_000, 37):
    directory.find(f"{number:05}")
for heavy in ("zipcodes", "yaml", "requests"):
    assert heavy not in sys.modules, heavy
lines = open("/proc/self/status").read().splitlines()
(kilobytes,) = [line.split()[1] for line in lines if line.startswith("VmHWM")]
print(first, int(kilobytes) / 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measured by Linux's /proc")
def test_a_serving_process_stays_small(country: Database) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, country.url],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    seconds, megabytes = map(float, done.stdout.split())
    print(f"\nfirst answer after {seconds:.2f} s, {megabytes:.0f} MB")
    assert megabytes < 120


def test_the_same_answers_on_postgresql(postgres_url: str, findings: dict[str, Finding]) -> None:
    database = Database(postgres_url)
    migrate(database)
    began = time.perf_counter()
    sync(database, Folder(SHARED), NOW)
    print(f"\nsynced in {time.perf_counter() - began:.1f} s")
    directory = DirectoryFromStore(database)
    asked = list(findings)[::20]
    began = time.perf_counter()
    same = {zip_code: directory.find(zip_code) for zip_code in asked}
    print(f"{(time.perf_counter() - began) / len(asked) * 1e6:.0f} µs a look-up")
    database.close()
    assert all(findings[zip_code] == finding for zip_code, finding in same.items())
