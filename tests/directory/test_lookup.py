"""Looking up, on both databases: each place of the sample, and what a new sync changes."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError

from sms_line.core.people import District, Legislator, Title
from sms_line.core.places import Likely, Military, Settled, Split, UnknownZip, Unrepresented
from sms_line.directory.checking import check
from sms_line.directory.gathering import gather
from sms_line.directory.lookup import DirectoryFromStore, Whereabouts
from sms_line.directory.sources import Folder
from sms_line.directory.sync import SWITCHBOARD, contents_of, sync
from sms_line.ports import NoDataLoaded
from sms_line.store import directory_rows
from sms_line.store.database import Database
from tests.directory.conftest import NOW, SAMPLE

SETTLED = [
    ("82001", "Cheyenne", "Barrasso Lummis", "WY-AL", "Harriet M. Hageman"),  # at large
    ("82003", "Cheyenne", "Barrasso Lummis", "WY-AL", "Harriet M. Hageman"),  # boxes
    ("04101", "Portland", "Collins King", "ME-1", "Chellie Pingree"),  # an independent
    ("04332", "Augusta", "Collins King", "ME-2", "Jared F. Golden"),  # boxes, by their city
    ("78701", "Austin", "Cornyn Cruz", "TX-37", "Lloyd Doggett"),
    ("79830", "Alpine", "Cornyn Cruz", "TX-23", None),  # a vacant seat
    ("87501", "Santa Fe", "Heinrich Luján", "NM-3", "Teresa Leger Fernandez"),  # an accent
    ("95928", "Chico", "Padilla Schiff", "CA-1", "James Gallagher"),  # a composed name
    ("20001", "Washington", "", "DC-AL", "Eleanor Holmes Norton"),
    ("00901", "San Juan", "", "PR-AL", "Pablo José Hernández"),
    ("96910", "Hagatna", "", "GU-AL", "James C. Moylan"),
]


def test_settled_places(practised: Database) -> None:
    directory = DirectoryFromStore(practised)
    for zip_code, city, senators, district, representative in SETTLED:
        found = directory.find(zip_code)
        assert isinstance(found, Settled), zip_code
        assert (found.zip, found.city, found.state) == (zip_code, city, district[:2])
        answer = found.representation
        assert answer.district.code == district
        # The senior one first.
        assert " ".join(senator.last_name for senator in answer.senators) == senators
        assert (answer.representative.name if answer.representative else None) == representative


def test_what_is_left_to_ask(practised: Database) -> None:
    directory = DirectoryFromStore(practised)

    split = directory.find("78704")
    assert isinstance(split, Split)
    assert [choice.district.code for choice in split.choices] == ["TX-37", "TX-35"]

    across = directory.find("79922")
    assert isinstance(across, Split)
    assert across.state == "TX"
    assert [
        (choice.district.code, [senator.last_name for senator in choice.senators])
        for choice in across.choices
    ] == [("TX-16", ["Cornyn", "Cruz"]), ("NM-2", ["Heinrich", "Luján"])]

    boxes = directory.find("87174")
    assert isinstance(boxes, Split)
    assert {choice.district.code for choice in boxes.choices} == {"NM-1", "NM-3"}

    likely = directory.find("87574")
    assert isinstance(likely, Likely)
    assert likely.representation.district.code == "NM-3"

    assert directory.find("09012") == Military("09012")
    assert directory.find("96941") == Unrepresented("96941", "FM")
    assert directory.find("99999") == UnknownZip("99999")


def test_legislators_and_districts(practised: Database) -> None:
    directory = DirectoryFromStore(practised)
    lujan = Legislator(
        "L000570", Title.SENATOR, "Ben Ray Luján", "Luján", "NM", None, "202-224-6621"
    )
    assert directory.legislator("L000570") == lujan
    assert directory.legislator("X000000") is None
    held = directory.represents(District("NM", 2))
    assert held is not None
    assert held.senators[1] == lujan
    assert directory.represents(District("NM", 4)) is None
    assert directory.congress() == 119


def test_titles(practised: Database) -> None:
    directory = DirectoryFromStore(practised)
    titles = {
        "B001261": Title.SENATOR,
        "H001096": Title.REPRESENTATIVE,
        "N000147": Title.DELEGATE,
        "M001219": Title.DELEGATE,
        "H001103": Title.RESIDENT_COMMISSIONER,
    }
    found = {bioguide: directory.legislator(bioguide) for bioguide in titles}
    assert {bioguide: one.title for bioguide, one in found.items() if one} == titles


def test_the_switchboard_stands_in_for_a_missing_phone(practised: Database) -> None:
    gallagher = DirectoryFromStore(practised).legislator("G000607")
    assert gallagher is not None
    assert gallagher.phone == SWITCHBOARD


def test_offices_at_home(practised: Database) -> None:
    directory = DirectoryFromStore(practised)
    casper, cheyenne = directory.offices("B001261")
    assert (casper.city, cheyenne.city) == ("Casper", "Cheyenne")
    # Casper's ZIP code is not in the sample: most of Wyoming's places tell its time zone.
    assert {casper.time_zone, cheyenne.time_zone} == {"America/Denver"}
    assert cheyenne.phone == "307-772-2451"
    (austin,) = directory.offices("C001131")
    assert austin.hours == "By appointment only"
    (hagatna,) = directory.offices("M001219")
    assert hagatna.latitude is None
    assert directory.offices("H001103") == ()


def test_whereabouts(practised: Database) -> None:
    directory = DirectoryFromStore(practised)
    assert directory.whereabouts("96910") == Whereabouts("Pacific/Guam", 13.4762, 144.7516)
    assert directory.whereabouts("09012") == Whereabouts("", None, None)
    assert directory.whereabouts("99999") is None


def test_before_the_first_sync_nobody_can_tell(database: Database) -> None:
    directory = DirectoryFromStore(database)
    for ask in (
        lambda: directory.find("82001"),
        lambda: directory.represents(District("WY", 0)),
        lambda: directory.legislator("B001261"),
        directory.congress,
        lambda: directory.offices("B001261"),
        lambda: directory.whereabouts("82001"),
    ):
        with pytest.raises(NoDataLoaded):
            ask()


def test_a_running_process_notices_a_sync_and_a_way_back(practised: Database, sample: Path) -> None:
    directory = DirectoryFromStore(practised)
    assert directory.legislator("G000607") is not None
    legislators = sample / "legislators-current.yaml"
    legislators.write_text(legislators.read_text().replace("Gallagher", "Galloway"))
    sync(practised, Folder(sample), NOW + timedelta(days=1))
    assert _last_name(directory, "G000607") == "Galloway"
    with practised.write() as tx:
        assert directory_rows.revert(tx)
    assert _last_name(directory, "G000607") == "Gallagher"
    with practised.write() as tx:
        assert not directory_rows.revert(tx)  # the only one stays


def test_a_sync_after_a_way_back_is_noticed_too(practised: Database, sample: Path) -> None:
    # A number of an edition that were given twice would leave the old names in memory.
    directory = DirectoryFromStore(practised)
    legislators = sample / "legislators-current.yaml"
    for name in ("Galloway", "Galsworthy"):
        legislators.write_text((SAMPLE / legislators.name).read_text().replace("Gallagher", name))
        sync(practised, Folder(sample), NOW)
        assert _last_name(directory, "G000607") == name
        with practised.write() as tx:
            assert directory_rows.revert(tx)


def test_only_the_last_good_edition_is_kept(practised: Database) -> None:
    for _ in range(3):
        newest = sync(practised, Folder(SAMPLE), NOW)
    with practised.read() as tx:
        kept = [n for n in range(newest + 1) if directory_rows.members_of(tx, n)]
        assert kept == [newest - 1, newest]
        assert [n for n in range(newest + 1) if directory_rows.zip_counts(tx, n)] == kept


def test_a_swap_that_breaks_in_the_middle_leaves_the_old_edition(practised: Database) -> None:
    contents = contents_of(check(gather(Folder(SAMPLE), NOW), NOW), NOW)
    broken = contents._replace(zips=[*contents.zips, contents.zips[0]])
    with pytest.raises(IntegrityError), practised.write() as tx:
        directory_rows.swap_in(tx, broken)
    with practised.read() as tx:
        newest = directory_rows.newest(tx)
        assert newest is not None
        assert len(directory_rows.members_of(tx, newest)) == 23
        assert directory_rows.members_of(tx, newest + 1) == []
    assert isinstance(DirectoryFromStore(practised).find("82001"), Settled)


def test_look_ups_go_on_while_a_sync_writes(practised: Database) -> None:
    directory = DirectoryFromStore(practised)
    answers: list[object] = []

    def ask() -> None:
        answers.extend(directory.find("82001") for _ in range(50))

    contents = contents_of(check(gather(Folder(SAMPLE), NOW), NOW), NOW)
    with practised.write() as tx:
        directory_rows.swap_in(tx, contents)
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    assert len(answers) == 50
    assert all(isinstance(answer, Settled) for answer in answers)


def _last_name(directory: DirectoryFromStore, bioguide: str) -> str:
    found = directory.legislator(bioguide)
    return found.last_name if found else ""
