"""Times as organizers write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sms_line.broadcasting.timing import TimeMistake, When, when

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 10, 30, 16, 30, tzinfo=UTC)
"""12:30 in New York, two days before the clocks go back."""

READ = [
    ("", "2026-10-30T16:30Z", "", "at once"),
    ("now", "2026-10-30T16:30Z", "", "at once"),
    (" NOW ", "2026-10-30T16:30Z", "", "whatever its capitals"),
    ("2026-10-31 10:00", "2026-10-31T14:00Z", "", "summer time still"),
    ("2026-11-02 10:00", "2026-11-02T15:00Z", "", "summer time is over by then"),
    ("2026-11-24T15:00Z", "2026-11-24T15:00Z", "", "a moment"),
    ("2026-11-24T15:00+01:00", "2026-11-24T14:00Z", "", "a moment elsewhere"),
    ("14:00", "2026-10-30T18:00Z", "", "today"),
    ("10:00", "2026-10-31T14:00Z", "", "over for today: tomorrow"),
    ("2pm", "2026-10-30T18:00Z", "", "as it is spoken"),
    ("12am", "2026-10-31T04:00Z", "", "midnight"),
    ("12pm", "2026-10-31T16:00Z", "", "noon was half an hour ago"),
    ("2026-11-24 10:00 local", "2026-11-24T00:00Z", "2026-11-24T10:00", "ten o'clock on Guam"),
    ("2pm local", "2026-10-30T04:00Z", "2026-10-30T14:00", "where it is over, at once"),
    ("10:00 their time", "2026-10-31T00:00Z", "2026-10-31T10:00", "the same in other words"),
]


@pytest.mark.parametrize(("said", "at", "local_at", "why"), READ)
def test_read(said: str, at: str, local_at: str, why: str) -> None:
    assert when(said, NOW, NEW_YORK) == When(datetime.fromisoformat(at), local_at), why


def test_tomorrow_is_another_day_even_where_it_is_longer() -> None:
    before = datetime(
        2026, 10, 31, 16, tzinfo=UTC
    )  # noon; the next ten o'clock is after the change
    assert when("10:00", before, NEW_YORK).at == datetime(2026, 11, 1, 15, tzinfo=UTC)


def test_the_zone_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the rules of the day that is meant, not with today's."""
    import time

    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert when("2026-11-02 10:00", NOW, None).at == datetime(2026, 11, 2, 15, tzinfo=UTC)
        assert when("14:00", NOW, None).at == datetime(2026, 10, 30, 18, tzinfo=UTC)
    finally:
        monkeypatch.undo()
        time.tzset()


MISTAKES = [
    ("tomorrow", "A time looks like", "not a word"),
    ("2026-11-24", "A day needs its hour", "a day alone"),
    ("25:00", "A time of the day", "no such hour"),
    ("13pm", "A time of the day", "neither of the two"),
    ("10:75", "A time of the day", "no such minute"),
    ("2026-13-24 10:00", "A time looks like", "no such month"),
    ("2028-01-01 10:00", "more than a year ahead", "too far"),
    ("9999-12-31 23:59", "more than a year ahead", "no clock of another zone can show it"),
    ("2026-10-01 10:00", "That time is over", "long ago"),
    ("0001-01-01T00:00+14:00", "That time is over", "no clock of another zone can show it"),
    ("0001-01-01 00:00 local", "That time is over", "nor can anybody's own"),
    ("2026-11-24T10:00Z local", "has no zone", "both"),
]


@pytest.mark.parametrize(("said", "words", "why"), MISTAKES)
def test_mistakes(said: str, words: str, why: str) -> None:
    with pytest.raises(TimeMistake, match=words):
        when(said, NOW, NEW_YORK)
