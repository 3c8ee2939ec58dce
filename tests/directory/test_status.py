"""What raises an alarm, and when."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sms_line.core.people import District
from sms_line.directory.congresses import begins, ends
from sms_line.directory.status import Status, status
from sms_line.store.database import Database
from sms_line.store.directory_rows import EditionRow
from tests.directory.conftest import NOW


def _status(sample: bool = False, ended: tuple[str, ...] = ()) -> Status:
    return Status(
        edition=EditionRow(
            loaded_at=NOW,
            source="somewhere",
            sample=sample,
            members_as_of=date(2026, 12, 1),
            lines_as_of=None,
            congress=119,
            valid_from=begins(119),
            valid_to=ends(119),
            notes="",
        ),
        senators=100,
        representatives=437,
        vacant=(),
        vacant_senate=(),
        offices=1312,
        zip_codes={},
        ended=ended,
    )


@pytest.mark.parametrize(
    ("loaded", "now", "alarms"),
    [
        (_status(), datetime(2026, 12, 10, tzinfo=UTC), []),
        # A file of more than 30 days is likely to have a wrong name in it.
        (_status(), datetime(2026, 12, 31, tzinfo=UTC) - timedelta(seconds=1), ["Congress ends"]),
        (_status(), datetime(2027, 1, 1, tzinfo=UTC), ["Congress ends on 3 J", "31 days old"]),
        # Noon on 3 January: everybody's term, and the lines of ten states.
        (_status(), datetime(2027, 1, 3, 16, 59, tzinfo=UTC), ["Congress ends", "days old"]),
        (_status(), datetime(2027, 1, 3, 17, tzinfo=UTC), ["ended on 3 January 2027", "days old"]),
        # A sample is no country, however old.
        (_status(sample=True), datetime(2026, 12, 10, tzinfo=UTC), ["sample for practice"]),
        (
            _status(ended=("Jon Husted", "Ashley Moody")),
            datetime(2026, 12, 10, tzinfo=UTC),
            ["Jon Husted and Ashley Moody sit until"],
        ),
    ],
)
def test_alarms(loaded: Status, now: datetime, alarms: list[str]) -> None:
    raised = loaded.alarms(now)
    assert len(raised) == len(alarms)
    assert all(part in alarm for part, alarm in zip(alarms, raised, strict=True))


def test_before_the_first_sync_there_is_nothing(database: Database) -> None:
    assert status(database, NOW) is None


def test_the_samples_status(practised: Database) -> None:
    loaded = status(practised, NOW)
    assert loaded is not None
    assert loaded.vacant == (District("TX", 23),)
    assert loaded.age(NOW).days == 16
    assert loaded.offices == 7
    assert loaded.zip_codes == {
        "settled": 16, "split": 5, "likely": 1, "military": 1, "unrepresented": 1,
    }  # fmt: skip
    assert loaded.edition.congress == 119
    assert loaded.edition.loaded_at == NOW
