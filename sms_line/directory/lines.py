"""Which ZIP areas lie in which House districts: our own table, or the Census Bureau's."""

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sms_line.core.people import District
from sms_line.directory.documents import entry, table
from sms_line.directory.gathered import Lines, SyncFailed
from sms_line.directory.seats import from_geoid, is_seat

_ZIP = re.compile(r"[0-9]{5}")
_CENSUS_DISTRICT = re.compile(r"GEOID_CD([0-9]+)_20")


def plain(file: str, data: bytes, as_of: date, congress: int | None) -> Lines:
    """The table `zip,state,district`, 0 being the one seat. Raises SyncFailed."""
    header, rows = table(file, data)
    if not {"zip", "state", "district"} <= set(header):
        raise SyncFailed(f"{file} does not begin with the columns zip, state and district.")
    areas: dict[str, dict[District, float | None]] = defaultdict(dict)
    for number, row in enumerate(rows, start=1):
        with entry(file, number):
            district = District(row["state"], int(row["district"]))
            if not is_seat(district):
                raise SyncFailed(f"{file}: the House has no seat {district.code}.")
            areas[_zip(row["zip"])][district] = None
    return Lines(congress, as_of, areas)


def census(file: str, data: bytes, as_of: date) -> Lines:
    """The Census Bureau's relationship file; its header names the Congress. Raises SyncFailed.

    Rows without a ZIP area, rows in no district (open water), and rows that share only water
    with a ZIP area that has land, say nothing about where anybody lives.
    """
    header, rows = table(file, data, delimiter="|")
    column = next((name for name in header if _CENSUS_DISTRICT.fullmatch(name)), None)
    if column is None:
        raise SyncFailed(f"{file} is not the Census Bureau's table of districts and ZIP areas.")
    areas: dict[str, dict[District, float | None]] = defaultdict(dict)
    for number, row in enumerate(rows, start=1):
        with entry(file, number):
            if row["GEOID_ZCTA5_20"] and not row[column].endswith("ZZ"):
                _add(areas[_zip(row["GEOID_ZCTA5_20"])], row, column)
    lived_in = {zip_code: touched for zip_code, touched in areas.items() if touched}
    return Lines(int(column[len("GEOID_CD") : -len("_20")]), as_of, lived_in)


def _add(touched: dict[District, float | None], row: Mapping[str, str], column: str) -> None:
    district = from_geoid(row[column])
    if district is None:
        raise SyncFailed(f"the House has no seat with the Census Bureau's number {row[column]}.")
    land, whole = int(row["AREALAND_PART"]), int(row["AREALAND_ZCTA5_20"])
    if land or not whole:
        touched[district] = land / whole if whole else None


def _zip(value: str) -> str:
    if not _ZIP.fullmatch(value):
        raise ValueError("no ZIP code")
    return value
