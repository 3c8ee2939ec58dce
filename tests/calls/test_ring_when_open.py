"""Calls that wait for an office to open: who is asked, when they come, and what they begin with."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sms_line.reaching import by_day, local_time
from sms_line.store import callbacks
from sms_line.store.tables import callbacks as callback_rows
from sms_line.store.tables import texts
from tests.calls.conftest import VOICE_NUMBER
from tests.doubles.twilio_call import TwilioCall
from tests.whole_line import ANA, WholeLine

NIGHT = datetime(2026, 11, 24, 2, tzinfo=UTC)
"""Monday, nine in the evening in Washington, seven in Cheyenne."""
EIGHT = datetime(2026, 11, 24, 15, tzinfo=UTC)
"""In Cheyenne; Washington has been open for an hour."""
BARRASSO, LUMMIS = "B001261", "L000571"
OFFER = "Press 1 and we ring you"


@pytest.fixture
def line(open_line: Callable[..., WholeLine]) -> WholeLine:
    """A line that can ring people, at night."""
    opened = open_line(voice_number=VOICE_NUMBER)
    opened.clock.moment = NIGHT
    return opened


def ring(line: WholeLine, caller: str = ANA, **how: object) -> TwilioCall:
    application = line.application
    call = TwilioCall(application.server, application.signature, caller, VOICE_NUMBER, **how)
    return call.start()


def accept(line: WholeLine, caller: str = ANA) -> TwilioCall:
    call = ring(line, caller)
    if call.gathering == 5:
        call.press("82001")
    call.press("1")
    return call


def test_the_row_says_when_and_for_whom(line: WholeLine) -> None:
    call = accept(line)
    assert call.over
    (row,) = line.rows(callback_rows)
    assert (row.status, row.due_at, row.shown) == (callbacks.WAITING, EIGHT, "8:00 AM")
    assert (row.bioguide, row.action) == (BARRASSO, "freethemall")
    assert row.remind_at is None, "who never agreed to texts is not reminded by one"
    assert not line.count(texts, texts.c.direction == "out")


def test_a_webhook_that_comes_twice_arranges_one_call(line: WholeLine) -> None:
    """`TwilioCall` posts everything twice; the second call takes the first one's place."""
    accept(line)
    accept(line)
    assert [row.status for row in line.rows(callback_rows)] == [
        callbacks.DROPPED,
        callbacks.WAITING,
    ]


def test_who_may_be_texted_is_told_and_reminded(line: WholeLine) -> None:
    line.text("FREE")
    line.text("82001")
    accept(line)
    (row,) = line.rows(callback_rows)
    assert row.remind_at == EIGHT - timedelta(minutes=10)
    line.clock.moment = row.remind_at
    line.work()
    told = [message.body for message in line.twilio.taken]
    assert len(told) == 2
    assert "tomorrow at 8 AM" in told[0]
    assert "8:00 AM, as you asked" in told[1]


@pytest.mark.parametrize("word", ["NOCALL", "NOLLAMAR"])
def test_one_word_cancels(line: WholeLine, word: str) -> None:
    line.text("FREE")
    line.text("82001")
    accept(line)
    line.text(word)
    line.clock.moment = EIGHT
    line.work()
    assert not line.twilio.calls.taken


def test_nobody_is_asked_who_had_enough_calls_today(line: WholeLine) -> None:
    for _ in range(3):
        line.text("CALL")
        line.work()
    assert len(line.twilio.calls.taken) == 3
    call = ring(line)
    call.press("82001")
    assert call.over
    assert not any(OFFER in words for words in call.heard)


def test_nobody_is_asked_on_a_line_that_cannot_ring(open_line: Callable[..., WholeLine]) -> None:
    line = open_line()
    line.clock.moment = NIGHT
    call = ring(line)
    call.press("82001")
    assert call.over
    assert any("opens tomorrow at 7 AM" in words for words in call.heard)
    assert not any(OFFER in words for words in call.heard)


def test_a_call_of_somebody_else_names_no_office(line: WholeLine) -> None:
    """The identifier in a webhook's address counts for nobody but whom the line rang."""
    first = ring(line)
    first.press("82001")
    first.press("2")
    first.press("1")
    (row,) = line.rows(callback_rows)
    assert row.bioguide == LUMMIS
    line.clock.moment = EIGHT
    for caller, office in ((ANA, "Lummis"), ("+13075550142", "Barrasso")):
        call = ring(line, caller, outbound=True, start_url=f"/twilio/voice?call={row.id}")
        call.press("1")
        if call.gathering == 5:
            call.press("82001")
        assert "First: " in call.heard[-1]
        assert office in call.heard[-1], caller


DECENT = [
    ("2026-11-24 14:00", "America/New_York", "2026-11-24 14:00", "nine in the East"),
    ("2026-11-24 14:00", "America/Denver", "2026-11-24 15:00", "seven: an hour later"),
    ("2026-11-24 14:00", "Pacific/Honolulu", "2026-11-24 18:00", "four: four hours later"),
    ("2026-11-24 02:30", "America/Los_Angeles", "2026-11-24 02:30", "half past six in the evening"),
    ("2026-11-24 02:00", "America/New_York", "2026-11-24 13:00", "nine in the evening: next day"),
    ("2026-11-24 01:59", "America/New_York", "2026-11-24 01:59", "a minute before nine"),
    ("2026-11-24 13:00", "America/New_York", "2026-11-24 13:00", "eight sharp"),
    (
        "2026-11-24 14:00",
        "Pacific/Guam",
        "2026-11-24 22:00",
        "midnight in Guam: eight the same day",
    ),
]


@pytest.mark.parametrize(("opens", "zone", "rings", "reason"), DECENT)
def test_nobody_is_rung_at_night(opens: str, zone: str, rings: str, reason: str) -> None:
    moment = datetime.fromisoformat(opens).replace(tzinfo=UTC)
    due = datetime.fromisoformat(rings).replace(tzinfo=UTC)
    assert by_day(moment, ZoneInfo(zone)) == due, reason


def test_a_moment_on_the_wall() -> None:
    there = local_time(EIGHT, NIGHT, ZoneInfo("America/Denver"))
    assert (there.days, there.weekday, there.hour, there.minute) == (1, 1, 8, 0)
    there = local_time(EIGHT, NIGHT, ZoneInfo("Pacific/Guam"))
    assert (there.days, there.weekday, there.hour, there.minute) == (1, 2, 1, 0)
