"""What a sync refuses, in which words, and that the old data stays; what it only mentions."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sms_line.core.places import Settled
from sms_line.directory.gathered import SyncFailed
from sms_line.directory.lookup import DirectoryFromStore
from sms_line.directory.seats import DELEGATIONS, FIPS
from sms_line.directory.sources import Folder
from sms_line.directory.status import status
from sms_line.directory.sync import sync
from sms_line.store.database import Database
from sms_line.store.migrate import migrate
from tests.directory.conftest import NOW, SAMPLE, Country

NEW_CONGRESS = datetime(2027, 1, 3, 17, tzinfo=UTC)


def test_a_whole_country_is_taken(database: Database, country: Country, tmp_path: Path) -> None:
    for seat in (("CA", 14), ("TX", 23)):
        country.drop(*seat)
    sync(database, Folder(country.write(tmp_path / "country")), NOW)
    loaded = status(database, NOW)
    assert loaded is not None
    assert (loaded.senators, loaded.representatives) == (100, 439)
    assert [seat.code for seat in loaded.vacant] == ["CA-14", "TX-23"]
    assert loaded.zip_codes == {"settled": 33_791}
    assert loaded.edition.notes.splitlines() == [
        "The ZIP table does not say for which Congress its lines are; they are taken for the "
        "119th's."
    ]


Spoil = Callable[[Country], object]


def _doubled(country: Country) -> None:
    country.members.append(country.members[-1])


def _two_for_one_seat(country: Country) -> None:
    country.members[-1]["terms"][-1].update(country.members[-2]["terms"][-1])


def _two_seniors(country: Country) -> None:
    for member in country.members:
        if member["terms"][-1].get("state_rank"):
            member["terms"][-1]["state_rank"] = "senior"


def _senator_of_dc(country: Country) -> None:
    country.members[0]["terms"][-1]["state"] = "DC"


def _unknown_seat(country: Country) -> None:
    country.members[-1]["terms"][-1].update(state="WY", district=7)


def _half_the_house(country: Country) -> None:
    del country.members[300:]


def _no_house(country: Country) -> None:
    del country.members[100:]


def _half_the_lines(country: Country) -> None:
    del country.lines[len(country.lines) // 2 :]


def _one_state_unmapped(country: Country) -> None:
    country.lines = [
        (zip_code, "WI", 1) if state == "WY" else (zip_code, state, district)
        for zip_code, state, district in country.lines
    ]


def _part_of_the_offices(country: Country) -> None:
    del country.offices[400:]


def _lines_of_another_congress(country: Country) -> None:
    country.provenance = "| zip_districts.csv | pairs, 120th Congress | Census | 2026-06-01 |\n"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda c: c.drop("OH", None), "One junior and one senior senator are not there for OH;"),
        (
            _two_seniors,
            "One junior and one senior senator are not there for AK, AL, AR, AZ, CA and",
        ),
        (_senator_of_dc, "There is a senator of DC, which has none."),
        (_doubled, "has two members in office."),
        (_two_for_one_seat, "has two members in office."),
        (_unknown_seat, "The House has no seat WY-7, and yet it has a member."),
        (_half_the_house, "House seats have no member, more than were ever vacant;"),
        (_no_house, "No member of the House is in office by the terms in the file."),
        (_half_the_lines, "The ZIP table has 16,895 ZIP areas, and there are 33,791;"),
        (_one_state_unmapped, "The ZIP table has no ZIP code in WY-AL; it is cut short."),
        (
            _part_of_the_offices,
            "141 of 541 members have no office at home; that file is cut short.",
        ),
        (_lines_of_another_congress, "The ZIP table has the lines of the 120th Congress, and the"),
    ],
)
def test_a_country_that_does_not_add_up_is_refused_whole(
    country: Country, tmp_path: Path, spoil: Spoil, sentence: str
) -> None:
    database = _with_sample(tmp_path)
    spoil(country)
    with pytest.raises(SyncFailed) as refused:
        sync(database, Folder(country.write(tmp_path / "country")), NOW)
    assert sentence in str(refused.value)
    _old_data_stays(database)


def _with_sample(tmp_path: Path) -> Database:
    """A small edition, loaded before; what is refused never reaches a database of either kind."""
    database = Database(f"sqlite:///{tmp_path / 'line.db'}")
    migrate(database)
    sync(database, Folder(SAMPLE), NOW)
    return database


def _old_data_stays(database: Database) -> None:
    loaded = status(database, NOW)
    assert loaded is not None
    assert loaded.edition.sample
    assert isinstance(DirectoryFromStore(database).find("82001"), Settled)
    database.close()


@pytest.mark.parametrize(
    "file",
    ["legislators-current.json", "legislators-district-offices.json", "zip_districts.csv"],
)
@pytest.mark.parametrize("share", [0, 0.5, 0.999])
def test_a_file_cut_short_anywhere_is_refused(
    country: Country, tmp_path: Path, file: str, share: float
) -> None:
    database = _with_sample(tmp_path)
    folder = country.write(tmp_path / "country")
    whole = (folder / file).read_bytes()
    (folder / file).write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(SyncFailed):
        sync(database, Folder(folder), NOW)
    _old_data_stays(database)


@pytest.mark.parametrize(
    "file",
    ["legislators-current.yaml", "legislators-district-offices.yaml", "zip_districts.csv"],
)
def test_a_missing_file_is_named(tmp_path: Path, sample: Path, file: str) -> None:
    practised = _with_sample(tmp_path)
    (sample / file).unlink()
    with pytest.raises(SyncFailed, match=file if file.endswith("yaml") else "tab20_cd11920"):
        sync(practised, Folder(sample), NOW)
    _old_data_stays(practised)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SyncFailed, match=r"There is no folder .*nowhere"):
        Folder(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        # The marker makes the set small, not careless.
        ("sample.yaml", "vacant: [TX-23]", "vacant: []", "no member for TX-23"),
        ("legislators-current.yaml", "junior", "senior", "senior senator are not there"),
        ("zip_districts.csv", "82001,WY,0", "82001,WY,0\n90210,CA,36", "no member for CA-36"),
        ("zip_districts.csv", "82001,WY,0", "82001,WY,0\n82009,WY,0", "where 82009 lies"),
        ("zip_places.csv", "96910,Hagatna", "9691,Hagatna", "zip_places.csv: entry 23 is not"),
        ("zip_places.csv", "96910,Hagatna,GU", "96910,Hagatna,ID", "no ZIP area in ID"),
        # What would fit no column.
        ("zip_places.csv", "96910,Hagatna,GU", "96910,Hagatna,Guam", "entry 23 is not"),
        ("zip_places.csv", "96910,Hagatna", f"96910,{'Hagatna' * 9}", "entry 23 is not"),
        ("legislators-current.yaml", "John Barrasso", "John Barrasso" * 8, "entry 1 is not"),
        ("legislators-district-offices.yaml", "state: WY", "state: Wyoming", "entry 1 is not"),
        ("sample.yaml", "congress: 119", "congress: many", "sample.yaml: entry 1 is not"),
        # Without the marker it would have to be the country.
        ("sample.yaml", None, None, "senior senator are not there for AK, AL, AR, AZ, CO and"),
    ],
)
def test_a_sample_must_be_whole_in_what_it_touches(
    tmp_path: Path, sample: Path, file: str, old: str | None, new: str, sentence: str
) -> None:
    practised = _with_sample(tmp_path)
    path = sample / file
    if old is None:
        path.unlink()
    else:
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new))
        if old == "96910,Hagatna,GU":
            districts = sample / "zip_districts.csv"
            districts.write_text(districts.read_text().replace("96910,GU,0\n", ""))
    with pytest.raises(SyncFailed) as refused:
        sync(practised, Folder(sample), NOW)
    assert sentence in str(refused.value)
    _old_data_stays(practised)


def test_a_senate_seat_may_be_vacant_if_the_operator_says_so(
    database: Database, country: Country, tmp_path: Path
) -> None:
    country.drop("OH", None)
    folder = Folder(country.write(tmp_path / "country"))
    sync(database, folder, NOW, vacant_senate=frozenset({"OH"}))
    loaded = status(database, NOW)
    assert loaded is not None
    assert loaded.senators == 99


def test_few_phones_and_offices_are_only_mentioned(
    database: Database, country: Country, tmp_path: Path
) -> None:
    del country.members[0]["terms"][-1]["phone"]
    del country.offices[0]
    sync(database, Folder(country.write(tmp_path / "country")), NOW)
    loaded = status(database, NOW)
    assert loaded is not None
    assert loaded.edition.notes.splitlines()[1:] == [
        "Members without a phone (the switchboard stands in): 1 of 541.",
        "Members without an office at home: 1 of 541.",
    ]


def test_last_congress_cannot_be_loaded_in_the_next(country: Country, tmp_path: Path) -> None:
    database = _with_sample(tmp_path)
    folder = Folder(country.write(tmp_path / "country"))
    with pytest.raises(SyncFailed, match="They ended on 3 January 2027"):
        sync(database, folder, NEW_CONGRESS)
    # New members alone are not enough: ten states have new lines.
    country.provenance = "| zip_districts.csv | pairs, 119th Congress | Census | 2026-06-01 |\n"
    for member in country.members:
        member["terms"].append({**member["terms"][-1], "start": "2027-01-03", "end": "2029-01-03"})
    folder = Folder(country.write(tmp_path / "country"))
    with pytest.raises(SyncFailed, match="members and lines must change together"):
        sync(database, folder, NEW_CONGRESS)
    _old_data_stays(database)
    # The same file is right a minute earlier, when the old terms still run.
    sync(database, folder, NEW_CONGRESS - timedelta(minutes=1))


def test_a_sample_is_judged_as_of_its_own_day(database: Database) -> None:
    sync(database, Folder(SAMPLE), NEW_CONGRESS + timedelta(days=1000))
    assert isinstance(DirectoryFromStore(database).find("82001"), Settled)


def test_the_upstream_shapes_are_read_too(
    database: Database, country: Country, tmp_path: Path
) -> None:
    folder = country.write(tmp_path / "country")
    (folder / "zip_districts.csv").unlink()
    (folder / "tab20_cd11920_zcta520_natl.txt").write_text(_census(country), encoding="utf-8-sig")
    sync(database, Folder(folder), NOW)
    loaded = status(database, NOW)
    assert loaded is not None
    assert loaded.zip_codes == {"settled": 33_791}
    assert loaded.edition.notes == ""


def _census(country: Country) -> str:
    numbers = {state: number for number, state in FIPS.items()}
    rows = ["GEOID_CD119_20|GEOID_ZCTA5_20|AREALAND_ZCTA5_20|AREALAND_PART"]
    for zip_code, state, district in country.lines:
        number = 98 if state in DELEGATIONS else district
        rows.append(f"{numbers[state]}{number:02}|{zip_code}|10|10")
    return "\n".join(rows) + "\n"
