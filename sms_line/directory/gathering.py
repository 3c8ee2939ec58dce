"""Read one whole set of files from a source, in whichever of the two shapes it has them."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from sms_line.directory import legislators, lines, places
from sms_line.directory.congresses import congress_at
from sms_line.directory.documents import entry, mapping_or_list
from sms_line.directory.gathered import Gathered, Lines, Place, Sample, SyncFailed
from sms_line.directory.seats import from_code
from sms_line.directory.sources import Found, Source, census_file

_MEMBERS = ("legislators-current.json", "legislators-current.yaml")
_OFFICES = ("legislators-district-offices.json", "legislators-district-offices.yaml")
_LINES = "zip_districts.csv"
_PLACES = "zip_places.csv"
_SAMPLE = "sample.yaml"
_PROVENANCE = "PROVENANCE.md"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CONGRESS = re.compile(r"\b([0-9]{3})(?:st|nd|rd|th) Congress")


def gather(source: Source, now: datetime) -> Gathered:
    """All files of a source, parsed. Raises SyncFailed."""
    sample = _sample(source)
    told = _provenance(source)
    file, found = _first(source, _MEMBERS)
    members_as_of = sample.as_of if sample else _dated(told, file, found)
    office_file, office_found = _first(source, _OFFICES)
    return Gathered(
        source=source.name,
        sample=sample,
        members=legislators.members(file, found.data),
        members_as_of=members_as_of,
        offices=legislators.offices(office_file, office_found.data),
        lines=_lines(source, told, sample, now),
        places=_places(source, sample),
    )


def _first(source: Source, files: tuple[str, ...]) -> tuple[str, Found]:
    for file in files:
        found = source.read(file)
        if found is not None:
            return file, found
    raise SyncFailed(f"There is no {' and no '.join(files)} at {source.name}.")


def _lines(source: Source, told: Mapping[str, str], sample: Sample | None, now: datetime) -> Lines:
    found = source.read(_LINES)
    if found is not None:
        named = _CONGRESS.search(told.get(_LINES, ""))
        congress = sample.congress if sample else int(named[1]) if named else None
        return lines.plain(_LINES, found.data, _dated(told, _LINES, found), congress)
    file = census_file(congress_at(now))
    _, found = _first(source, (file,))
    return lines.census(file, found.data, _dated(told, file, found))


def _places(source: Source, sample: Sample | None) -> Mapping[str, Place]:
    found = source.read(_PLACES)
    if found is not None:
        return places.listed(_PLACES, found.data)
    if sample:
        raise SyncFailed(f"{source.name} calls itself a sample and has no {_PLACES}.")
    return places.everywhere()


def _sample(source: Source) -> Sample | None:
    found = source.read(_SAMPLE)
    if found is None:
        return None
    with entry(_SAMPLE, 1):
        document = mapping_or_list(_SAMPLE, found.data)
        return Sample(
            about=str(document["about"]),
            as_of=date.fromisoformat(str(document["as_of"])),
            congress=int(document["congress"]),
            vacant=frozenset(from_code(code) for code in document["vacant"]),
        )


def _provenance(source: Source) -> dict[str, str]:
    """File → what the table in PROVENANCE.md says of it: its date, the Congress of the lines.

    A copied file's own date is that of the copying, so this is the better witness.
    """
    found = source.read(_PROVENANCE)
    told: dict[str, str] = {}
    for line in (found.data if found else b"").decode("utf-8", "replace").splitlines():
        cells = line.strip().strip("|").split("|")
        if len(cells) > 1 and line.lstrip().startswith("|"):
            told[cells[0].strip()] = line
    return told


def _dated(told: Mapping[str, str], file: str, found: Found) -> date:
    """The day from which a file is: as PROVENANCE.md tells, else as its source does."""
    days = _DAY.findall(told.get(file, ""))
    return date.fromisoformat(days[-1]) if days else found.as_of
