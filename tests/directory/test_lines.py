"""Both shapes of the ZIP table."""

from datetime import date

import pytest

from sms_line.core.people import District
from sms_line.directory import lines
from sms_line.directory.gathered import SyncFailed

DAY = date(2026, 6, 15)
HEADER = (
    "OID_CD119_20|GEOID_CD119_20|NAMELSAD_CD119_20|AREALAND_CD119_20|AREAWATER_CD119_20|"
    "MTFCC_CD119_20|FUNCSTAT_CD119_20|OID_ZCTA5_20|GEOID_ZCTA5_20|NAMELSAD_ZCTA5_20|"
    "AREALAND_ZCTA5_20|AREAWATER_ZCTA5_20|MTFCC_ZCTA5_20|CLASSFP_ZCTA5_20|FUNCSTAT_ZCTA5_20|"
    "AREALAND_PART|AREAWATER_PART"
)


def _row(geoid: str, zip_code: str, whole: int, part: int) -> str:
    return f"1|{geoid}|a district|1|1|G5200|N|2|{zip_code}|an area|{whole}|1|G6350|B5|S|{part}|0"


def _census(*rows: str) -> bytes:
    return ("\ufeff" + "\n".join([HEADER, *rows]) + "\n").encode()


def test_the_census_table_gives_shares_of_land() -> None:
    read = lines.census(
        "tab20",
        _census(_row("4837", "78704", 100, 75), _row("4835", "78704", 100, 25)),
        DAY,
    )
    assert read.congress == 119
    assert read.areas == {"78704": {District("TX", 37): 0.75, District("TX", 35): 0.25}}


def test_rows_that_say_nothing_about_where_people_live_are_left_out() -> None:
    read = lines.census(
        "tab20",
        _census(
            _row("4837", "", 0, 0),  # no ZIP area
            _row("06ZZ", "94129", 100, 10),  # open water, in no district
            _row("0611", "94129", 100, 90),
            _row("0602", "94129", 100, 0),  # shares water only
            _row("5600", "82001", 100, 100),
            _row("2301", "04999", 0, 0),  # an area without any land
        ),
        DAY,
    )
    assert read.areas == {
        "94129": {District("CA", 11): 0.9},
        "82001": {District("WY", 0): 1.0},
        "04999": {District("ME", 1): None},
    }


@pytest.mark.parametrize(
    "data",
    [
        b"zip,state,district\n",  # the other table
        _census(_row("4899", "78704", 100, 75)),  # a seat that does not exist
        _census(_row("4837", "78704", 100, 75)[:40]),  # cut short
        _census(_row("4837", "7870", 100, 75)),  # no ZIP code
        b"\xff\xfe\x00",
    ],
)
def test_a_census_table_of_another_shape_is_refused(data: bytes) -> None:
    with pytest.raises(SyncFailed):
        lines.census("tab20", data, DAY)


def test_the_plain_table_knows_no_shares() -> None:
    read = lines.plain("zips", b"zip,state,district\n82001,WY,0\n", DAY, None)
    assert read.congress is None
    assert read.areas == {"82001": {District("WY", 0): None}}


@pytest.mark.parametrize(
    "data",
    [
        b"postcode,place\n82001,WY\n",
        b"zip,state,district\n82001,WY,1\n",  # Wyoming has one seat at large
        b"zip,state,district\n82001,WY\n",  # cut short
        b"zip,state,district\n8200,WY,0\n",
        b"zip,state,district\n82001,XX,0\n",
    ],
)
def test_a_plain_table_of_another_shape_is_refused(data: bytes) -> None:
    with pytest.raises(SyncFailed):
        lines.plain("zips", data, DAY, None)
