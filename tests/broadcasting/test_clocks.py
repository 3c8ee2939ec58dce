"""What time it is for a recipient: ZIP code first, area code second, else the whole mainland."""

from datetime import UTC, datetime

import pytest

from sms_line.broadcasting.clocks import clock, clocks, due_at
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.store.freezing import Clock

NOON_UTC = datetime(2026, 11, 24, 12, tzinfo=UTC)
KNOWN = [
    ("America/Denver", "WY", "+12125550100", "America/Denver", False, "the ZIP code goes first"),
    ("", "", "+13075550100", "America/Denver", False, "the area code else"),
    ("", "", "+12125550100", "America/New_York", False, "New York"),
    ("", "", "+12085550100", "America/Boise|America/Los_Angeles", False, "Idaho has two zones"),
    ("", "", "+12065550100", "America/Los_Angeles", True, "Washington ends at eight"),
    ("", "", "+14055550100", "America/Chicago", True, "Oklahoma"),
    ("America/New_York", "FL", "+13075550100", "America/New_York", True, "who lives in Florida"),
    ("America/Denver", "WY", "+13055550100", "America/Denver", False, "moved away from Florida"),
    ("", "", "+18005550100", "", False, "toll-free: nobody knows"),
    ("", "", "+442079460000", "Europe/London", False, "abroad, by their own clock"),
    ("", "", "55555", "", False, "no number at all"),
]


@pytest.mark.parametrize(("zone", "state", "phone", "expected", "strict", "why"), KNOWN)
def test_clock(zone: str, state: str, phone: str, expected: str, strict: bool, why: str) -> None:
    found = clock(zone, state, phone)
    assert (set(found.zone.split("|")), found.strict) == (set(expected.split("|")), strict), why
    assert isinstance(found, Clock)


def test_what_clocks_show() -> None:
    assert [each.hour for each in clocks(NOON_UTC, "America/Denver")] == [5]
    assert [each.hour for each in clocks(NOON_UTC, "America/Chicago|America/New_York")] == [6, 7]
    assert [each.hour for each in clocks(NOON_UTC, "")] == [7, 6, 5, 4], "the whole mainland"


def test_when_their_time_has_come() -> None:
    plan = Plan(words=({"en": "Hi"},), at=NOON_UTC, local_at="2026-11-24T10:00")
    assert due_at(plan, "America/Denver") == datetime(2026, 11, 24, 17, tzinfo=UTC)
    assert due_at(plan, "") == datetime(2026, 11, 24, 18, tzinfo=UTC), "ten o'clock in the West"
    assert due_at(Plan(words=({"en": "Hi"},), at=NOON_UTC), "America/Denver") is None
