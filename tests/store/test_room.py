"""How an office has answered of late, from the rows of earlier calls."""

from datetime import UTC, datetime, timedelta

import pytest

from sms_line.core.call_limits import AT_ONCE
from sms_line.core.states import Leg
from sms_line.store import calls
from sms_line.store.database import Database
from sms_line.store.room import Lately, lately

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
OFFICE, OTHER = "B001261", "L000571"
CAPITAL, HOME = "+12025550101", "+13075550101"


def _tried(database: Database, minutes: float, leg: Leg, times: int = 1) -> None:
    """Legs that were dialled so many minutes ago."""
    with database.write() as tx:
        calls.begin(
            database,
            tx,
            sid="CA1",
            phone=None,
            line_number="+13075550199",
            direction="inbound",
            now=NOW,
        )
        known = calls.hold(tx, "CA1")
        assert known is not None
        for _ in range(times):
            calls.record_leg(tx, known.id, "free", leg, 0, NOW - timedelta(minutes=minutes))


def _lately(database: Database, office: str = OFFICE) -> Lately:
    with database.read() as tx:
        return lately(tx, office, NOW)


def _washington(status: str, went: str = "", kind: str = "washington") -> Leg:
    return Leg(OFFICE, kind, status, went, CAPITAL)


IN_VAIN = [
    ([(5, _washington("busy"))], True, "busy"),
    ([(5, _washington("no-answer"))], True, "nobody took it up"),
    ([(5, _washington("completed", "full"))], True, "a full mailbox"),
    ([(5, _washington("completed", "nobody"))], True, "a machine without a mailbox"),
    ([(5, _washington("busy", kind="switchboard"))], True, "the switchboard stands in for it"),
    ([(5, _washington("completed", "spoke"))], False, "somebody spoke to them"),
    ([(5, _washington("completed"))], False, "something picked up, and no more is known"),
    ([(5, _washington("failed"))], False, "no connection says nothing of the office"),
    ([(119, _washington("busy"))], True, "not quite two hours ago"),
    ([(121, _washington("busy"))], False, "two hours are long enough"),
    ([(9, _washington("busy")), (5, _washington("completed", "spoke"))], False, "and later not"),
    ([(9, _washington("completed", "spoke")), (5, _washington("busy"))], True, "the newest counts"),
    ([(9, _washington("busy")), (1, _washington("dialled"))], True, "one is still on the line"),
    ([(5, Leg(OFFICE, "district", "busy", "", HOME))], False, "that was at home"),
    ([(5, Leg(OTHER, "washington", "busy", "", CAPITAL))], False, "that was somebody else's"),
    ([], False, "nobody has called"),
]


@pytest.mark.parametrize(("tried", "in_vain", "reason"), IN_VAIN, ids=[row[2] for row in IN_VAIN])
def test_washington_was_in_vain(
    database: Database, tried: list[tuple[float, Leg]], in_vain: bool, reason: str
) -> None:
    for minutes, leg in tried:
        _tried(database, minutes, leg)
    assert _lately(database) == Lately(in_vain=in_vain), reason


CROWDED = [
    (AT_ONCE, 1, "dialled", {CAPITAL}, "as many as are put through"),
    (AT_ONCE - 1, 1, "dialled", set(), "room for one more"),
    (AT_ONCE, 10.9, "dialled", {CAPITAL}, "the longest leg that there can be, and its ringing"),
    (AT_ONCE, 11.1, "dialled", set(), "no leg lasts so long: its end was never told"),
    (AT_ONCE, 1, "completed", set(), "they have hung up"),
]


@pytest.mark.parametrize(("number", "minutes", "status", "crowded", "reason"), CROWDED)
def test_callers_at_once(
    database: Database, number: int, minutes: float, status: str, crowded: set[str], reason: str
) -> None:
    _tried(database, minutes, _washington(status), number)
    _tried(database, 1, Leg(OFFICE, "district", "dialled", "", HOME), 3)
    assert _lately(database).crowded == crowded, reason
    assert not _lately(database, OTHER).crowded
