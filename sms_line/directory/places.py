"""The post's ZIP codes with their cities and time zones: a PyPI package, or a table like it."""

import re
from collections.abc import Mapping
from typing import Any

from sms_line.directory.city_names import proper
from sms_line.directory.documents import entry, table
from sms_line.directory.gathered import Place
from sms_line.directory.seats import ARMED_FORCES

_MILITARY_ZIP = re.compile(r"09|96[2-6]|340")
_MILITARY_CITIES = frozenset({"APO", "FPO", "DPO"})
_ZIP, _STATE = re.compile(r"[0-9]{5}"), re.compile(r"[A-Z]{2}")
_LONGEST_WORD = 40
"""Characters of a city's name or a time zone: what columns hold, and more than any has."""


def everywhere() -> dict[str, Place]:
    """All ZIP codes of the `zipcodes` package.

    Imported here because listing it takes 150 MB: only the process of a sync may carry that.
    """
    import zipcodes

    return {record["zip_code"]: _place(record) for record in zipcodes.list_all()}


def listed(file: str, data: bytes) -> dict[str, Place]:
    """The table `zip_code,city,state,timezone,lat,long`. Raises SyncFailed."""
    places = {}
    for number, record in enumerate(table(file, data)[1], start=1):
        with entry(file, number):
            if not _ZIP.fullmatch(record["zip_code"]):
                raise ValueError("no ZIP code")
            places[record["zip_code"]] = _place(record)
    return places


def _place(record: Mapping[str, Any]) -> Place:
    latitude, longitude = float(record["lat"] or 0), float(record["long"] or 0)
    zone, city = record["timezone"], proper(record["city"])
    if not _STATE.fullmatch(record["state"]) or max(len(zone), len(city)) > _LONGEST_WORD:
        raise ValueError("no place of the post's")
    military = (
        record["state"] in ARMED_FORCES
        or _MILITARY_ZIP.match(record["zip_code"]) is not None
        or record["city"].upper() in _MILITARY_CITIES
    )
    return Place(
        zip=record["zip_code"],
        city="" if military else city,
        state=record["state"],
        # One Alaskan row has a village's name where the zone should be; the military have none.
        time_zone=zone if "/" in zone else "",
        # 0, 0 stands for "not known" in the package.
        latitude=latitude if latitude or longitude else None,
        longitude=longitude if latitude or longitude else None,
        military=military,
    )
