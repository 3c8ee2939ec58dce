"""Gather, check, settle and swap in one whole edition, or leave the one in use as it is."""

from datetime import datetime

from sms_line.core.people import Title
from sms_line.directory.checking import Checked, Sitting, check
from sms_line.directory.congresses import begins, ends, moment_of
from sms_line.directory.gathered import Office
from sms_line.directory.gathering import gather
from sms_line.directory.seats import DELEGATIONS
from sms_line.directory.settling import TimeZones, settle
from sms_line.directory.sources import Source
from sms_line.store import directory_rows
from sms_line.store.database import Database
from sms_line.store.directory_rows import (
    EditionContents,
    EditionRow,
    MemberRow,
    OfficeRow,
    SeatRow,
    ZipRow,
)

SWITCHBOARD = "202-224-3121"
"""The Capitol's: it puts a caller through to any member."""


def sync(
    database: Database,
    source: Source,
    now: datetime,
    vacant_senate: frozenset[str] = frozenset(),
) -> int:
    """Load what the source has; answers the edition's number. Raises SyncFailed, DatabaseDown."""
    checked = check(gather(source, now), now, vacant_senate)
    contents = contents_of(checked, now)
    with database.write() as tx:
        return directory_rows.swap_in(tx, contents)


def contents_of(checked: Checked, now: datetime) -> EditionContents:
    """The rows of an edition. Raises SyncFailed."""
    gathered, congress = checked.gathered, checked.congress
    zips = list(settle(gathered.lines.areas, gathered.places))
    sitting = {one.member.bioguide for one in checked.sitting}
    return EditionContents(
        edition=EditionRow(
            loaded_at=now,
            source=gathered.source,
            sample=gathered.sample is not None,
            members_as_of=gathered.members_as_of,
            lines_as_of=gathered.lines.as_of,
            congress=congress,
            valid_from=begins(congress),
            valid_to=ends(congress),
            notes="\n".join(checked.notes),
        ),
        members=[_member(one, congress) for one in checked.sitting],
        seats=[
            SeatRow(seat.state, seat.number, congress, begins(congress), ends(congress))
            for seat in sorted(checked.seats)
        ],
        offices=_offices(
            [office for office in gathered.offices if office.bioguide in sitting],
            zips,
            TimeZones(gathered.places.values()),
        ),
        zips=zips,
    )


def _member(one: Sitting, congress: int) -> MemberRow:
    term = one.term
    return MemberRow(
        bioguide=one.member.bioguide,
        title=_title(term.chamber, term.state),
        name=one.member.name,
        last_name=one.member.last_name,
        state=term.state,
        district=term.district,
        senior=term.rank == "senior",
        phone=term.phone or SWITCHBOARD,
        congress=congress,
        valid_from=moment_of(term.start),
        valid_to=moment_of(term.end),
    )


def _title(chamber: str, state: str) -> Title:
    if chamber == "sen":
        return Title.SENATOR
    if state == "PR":
        return Title.RESIDENT_COMMISSIONER
    return Title.DELEGATE if state in DELEGATIONS else Title.REPRESENTATIVE


def _offices(offices: list[Office], zips: list[ZipRow], zones: TimeZones) -> list[OfficeRow]:
    """Each office with the time zone of its ZIP code, or else of most of its state."""
    zone_of = {row.zip: row.time_zone for row in zips}
    return [
        OfficeRow(
            id=office.id,
            bioguide=office.bioguide,
            city=office.city,
            state=office.state,
            phone=office.phone,
            latitude=office.latitude,
            longitude=office.longitude,
            hours=office.hours,
            time_zone=zone_of.get(office.zip) or zones.of(office.state),
        )
        for office in offices
    ]
