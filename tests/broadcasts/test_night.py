"""Nobody is texted at night, by the clock of their ZIP code, their area code or the mainland."""

from datetime import UTC, datetime, timedelta

import pytest

from sms_line.core.broadcasts.broadcast import Figures, Stage
from sms_line.core.broadcasts.hours import Hours
from sms_line.core.broadcasts.skipped import Skipped
from sms_line.store.broadcast_tables import lanes
from sms_line.store.tables import texts
from tests.broadcasts.sending import (
    MIAMI,
    NEW_YORK,
    NOON,
    SEATTLE,
    WYOMING,
    adds_up,
    figures,
    joins,
    look,
    phones,
    skipped,
    stage,
    started,
    texted,
)
from tests.whole_line import WholeLine

NOWHERE = "800"
"""A number that has no place."""


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


WHEN = [
    ("2026-11-24T13:59", {}, NEW_YORK, False, "8:59 in New York"),
    ("2026-11-24T14:00", {}, NEW_YORK, True, "nine in New York"),
    ("2026-11-24T14:00", {}, WYOMING, False, "seven in Wyoming"),
    ("2026-11-24T14:00", {"zip": "82001", "state": "WY"}, NEW_YORK, False, "lives in Wyoming"),
    ("2026-11-24T14:00", {"zip": "99999"}, NEW_YORK, True, "an unknown ZIP code says nothing"),
    ("2026-11-25T02:59", {}, WYOMING, True, "19:59 in Wyoming"),
    ("2026-11-25T03:00", {}, WYOMING, False, "eight in the evening there"),
    ("2026-11-24T16:30", {}, NOWHERE, False, "the West sleeps, and nobody knows where they are"),
    ("2026-11-24T17:00", {}, NOWHERE, True, "nobody on the mainland sleeps"),
    ("2026-11-25T01:00", {}, NOWHERE, False, "the East sleeps"),
]


@pytest.mark.parametrize(("now", "facts", "area", "goes", "why"), WHEN)
def test_when(
    line: WholeLine, now: str, facts: dict[str, str], area: str, goes: bool, why: str
) -> None:
    line.clock.moment = utc(now)
    joins(line.database, phones(1, area), **facts)
    sent = started(line)
    look(line)
    assert bool(texted(line)) is goes, why
    assert figures(line, sent) == (Figures(sent=1) if goes else Figures(queued=1))


STRICT = [
    ({}, MIAMI, False, "Florida ends at eight, whatever was chosen"),
    ({}, NEW_YORK, True, "New York does not"),
    ({"state": "FL"}, NEW_YORK, False, "lives in Florida"),
    ({"state": "NY"}, MIAMI, True, "moved away from Florida"),
    ({"zip": "87501", "state": "NM"}, MIAMI, True, "the ZIP code's state, too"),
]


@pytest.mark.parametrize(("facts", "area", "goes", "why"), STRICT)
def test_strict_states(
    line: WholeLine, facts: dict[str, str], area: str, goes: bool, why: str
) -> None:
    line.clock.moment = utc("2026-11-25T01:30")  # 20:30 in the East
    joins(line.database, phones(1, area), **facts)
    started(line, hours=Hours(9, 21))
    look(line)
    assert bool(texted(line)) is goes, why


def test_who_sleeps_waits_for_the_morning(line: WholeLine) -> None:
    line.clock.moment = utc("2026-11-24T14:00")
    joins(line.database, phones(2, NEW_YORK) + phones(2, SEATTLE))
    sent = started(line)
    look(line)
    assert sorted(texted(line)) == phones(2, NEW_YORK)
    assert (figures(line, sent), stage(line, sent)) == (Figures(queued=2, sent=2), Stage.SENDING)
    line.clock.moment = utc("2026-11-24T17:00")
    look(line)
    assert (figures(line, sent), stage(line, sent)) == (Figures(sent=4), Stage.DONE)


def test_or_is_left_out(line: WholeLine) -> None:
    line.clock.moment = utc("2026-11-24T14:00")
    joins(line.database, phones(2, NEW_YORK) + phones(2, SEATTLE))
    sent = started(line, night="skip")
    look(line)
    assert (figures(line, sent), stage(line, sent)) == (Figures(sent=2, skipped=2), Stage.DONE)
    assert skipped(line, sent) == {Skipped.NIGHT: 2}


def test_hours_that_the_mainland_never_has_in_common(line: WholeLine) -> None:
    """From nine to eleven wherever somebody may be: there is no such hour; that is said, not
    waited for."""
    line.clock.moment = NOON
    joins(line.database, phones(1, NOWHERE))
    sent = started(line, hours=Hours(9, 11))
    look(line)
    assert (figures(line, sent), stage(line, sent)) == (Figures(skipped=1), Stage.DONE)


def test_ten_o_clock_wherever_they_are(line: WholeLine) -> None:
    line.clock.moment = utc("2026-11-24T12:00")
    joins(line.database, phones(1, NEW_YORK) + phones(1, SEATTLE))
    sent = started(line, local_at="2026-11-24T10:00")
    came = {}
    for hour in range(12, 22):
        line.clock.moment = utc(f"2026-11-24T{hour}:00")
        before = len(texted(line))
        look(line)
        came |= dict.fromkeys(texted(line)[before:], hour)
    assert came == {phones(1, NEW_YORK)[0]: 15, phones(1, SEATTLE)[0]: 18}
    assert stage(line, sent) is Stage.DONE


def test_a_time_of_their_own_in_the_night_is_still_night(line: WholeLine) -> None:
    line.clock.moment = utc("2026-11-24T10:00")
    joins(line.database, phones(1, NEW_YORK))
    started(line, local_at="2026-11-24T06:00")
    line.clock.moment = utc("2026-11-24T11:30")
    look(line)
    assert texted(line) == []
    line.clock.moment = utc("2026-11-24T14:00")
    look(line)
    assert len(texted(line)) == 1


@pytest.mark.parametrize("night", ["wait", "skip"])
def test_a_second_try_waits_for_the_morning_too(line: WholeLine, night: str) -> None:
    line.clock.moment = utc("2026-11-25T00:50")  # 19:50 in New York
    joins(line.database, phones(1, NEW_YORK))
    sent = started(line, night=night)
    look(line)
    (row,) = line.rows(texts, texts.c.broadcast_id == sent)
    line.report(row.id, row.sid, "undelivered", 30003)
    line.clock.moment += timedelta(minutes=40)
    look(line)
    look(line)
    assert len(texted(line)) == 1, "it is night by now"
    adds_up(line, sent)
    if night == "skip":
        assert (figures(line, sent), stage(line, sent)) == (Figures(skipped=1), Stage.DONE)
        return
    line.clock.moment = utc("2026-11-25T13:59")
    look(line)
    assert len(texted(line)) == 1
    line.clock.moment = utc("2026-11-25T14:00")
    look(line)
    assert (len(texted(line)), figures(line, sent)) == (2, Figures(sent=1))


def test_whose_evening_is_nearest_comes_first(line: WholeLine) -> None:
    line.clock.moment = NOON
    joins(line.database, phones(5, SEATTLE) + phones(5, NEW_YORK) + phones(5, WYOMING))
    started(line)
    look(line)
    rows = line.rows(texts, texts.c.broadcast_id.is_not(None))
    assert [row.phone[2:5] for row in rows] == [NEW_YORK] * 5 + [WYOMING] * 5 + [SEATTLE] * 5


def test_lanes_are_few(line: WholeLine) -> None:
    line.clock.moment = NOON
    for area in (SEATTLE, NEW_YORK, WYOMING, MIAMI, NOWHERE):
        joins(line.database, phones(3, area))
    started(line)
    kept = {(row.zone, bool(row.strict), row.total) for row in line.rows(lanes)}
    assert kept == {
        ("America/Los_Angeles", True, 3),
        ("America/New_York", False, 3),
        ("America/Denver", False, 3),
        ("America/New_York", True, 3),
        ("", False, 3),
    }
