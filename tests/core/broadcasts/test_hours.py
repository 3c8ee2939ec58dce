"""When somebody may be texted, by their own clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sms_line.core.broadcasts.hours import Hours, awake, wakes

USUAL = Hours()
LATE = Hours(8, 21)


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-11-24T{clock}")


AWAKE = [
    ("08:59", USUAL, False, False, "before nine"),
    ("09:00", USUAL, False, True, "from nine on"),
    ("19:59", USUAL, False, True, "until eight in the evening"),
    ("20:00", USUAL, False, False, "not at eight"),
    ("00:00", USUAL, False, False, "midnight"),
    ("08:00", LATE, False, True, "as early as the law allows"),
    ("20:59", LATE, False, True, "as late as the law allows"),
    ("21:00", LATE, False, False, "not at nine"),
    ("19:59", LATE, True, True, "FL, OK, WA: until eight"),
    ("20:00", LATE, True, False, "FL, OK, WA: whatever the organizer chose"),
    ("17:30", Hours(9, 18), True, True, "an earlier end stands in strict states too"),
    ("18:00", Hours(9, 18), True, False, "the same"),
]


@pytest.mark.parametrize(("clock", "hours", "strict", "may", "why"), AWAKE)
def test_awake(clock: str, hours: Hours, strict: bool, may: bool, why: str) -> None:
    assert awake([at(clock)], hours, strict=strict) is may, why


def test_who_may_be_in_several_zones_must_be_awake_in_all() -> None:
    assert awake([at("12:00"), at("09:00")], USUAL, strict=False)
    assert not awake([at("11:59"), at("08:59")], USUAL, strict=False)
    assert not awake([at("20:00"), at("17:00")], USUAL, strict=False)


@pytest.mark.parametrize(("first", "last"), [(7, 20), (9, 22), (12, 12), (20, 9)])
def test_hours_of_the_night_cannot_be_chosen(first: int, last: int) -> None:
    with pytest.raises(ValueError, match="hours lie between 8 and 21"):
        Hours(first, last)


def clocks(moment: datetime, *zones: str) -> list[datetime]:
    return [moment.astimezone(ZoneInfo(zone)) for zone in zones]


EVENING = datetime(2026, 11, 25, 3, 7, 42, 5, tzinfo=UTC)
"""22:07:42 in New York."""
MAINLAND = ("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles")
WAKES = [
    (EVENING, ["America/New_York"], USUAL, "2026-11-25T14:00Z", "nine in the morning"),
    (EVENING, ["America/Los_Angeles"], USUAL, "2026-11-25T03:07:42.000005Z", "it is 19:07 there"),
    (EVENING, ["Pacific/Honolulu"], USUAL, "2026-11-25T03:07:42.000005Z", "it is 17:07 there"),
    (EVENING, MAINLAND, USUAL, "2026-11-25T17:00Z", "when the last of them wakes"),
    (EVENING, MAINLAND, Hours(9, 11), None, "New York is past eleven when the West wakes"),
    (
        datetime(2026, 11, 1, 3, tzinfo=UTC),  # the night in which clocks go back
        ["America/New_York"],
        USUAL,
        "2026-11-01T14:00Z",
        "ten hours and one more",
    ),
    (
        datetime(2027, 3, 14, 3, tzinfo=UTC),  # the night in which they go forward
        ["America/New_York"],
        USUAL,
        "2027-03-14T13:00Z",
        "one hour less",
    ),
]


@pytest.mark.parametrize(("moment", "zones", "hours", "then", "why"), WAKES)
def test_wakes(
    moment: datetime, zones: list[str], hours: Hours, then: str | None, why: str
) -> None:
    waited = wakes(clocks(moment, *zones), hours, strict=False)
    assert (waited is not None and moment + waited) == (
        datetime.fromisoformat(then) if then else False
    ), why


def test_wakes_at_the_first_moment_that_is_allowed() -> None:
    """From any minute of a day: awake then, and not a quarter of an hour before."""
    for minute in range(0, 24 * 60, 7):
        moment = EVENING + timedelta(minutes=minute)
        waited = wakes(clocks(moment, *MAINLAND), USUAL, strict=True)
        assert waited is not None
        assert awake(clocks(moment + waited, *MAINLAND), USUAL, strict=True)
        if waited:
            before = moment + waited - timedelta(seconds=1)
            assert not awake(clocks(before, *MAINLAND), USUAL, strict=True)
