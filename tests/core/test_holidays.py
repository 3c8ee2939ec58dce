"""The federal holidays, day by day, against a library that is well kept but too big to serve."""

from datetime import date, timedelta

import holidays
import pytest

from sms_line.core.holidays import is_federal_holiday, is_inauguration_day

YEARS = range(2022, 2101)
"""Juneteenth, the youngest, is kept in every one of them."""


def _days(years: range) -> list[date]:
    first, after = date(years[0], 1, 1), date(years[-1] + 1, 1, 1)
    return [first + timedelta(days=ahead) for ahead in range((after - first).days)]


def test_every_day_of_this_century_is_as_the_library_has_it() -> None:
    # One year more: New Year on a Saturday is kept on the last day of the year before.
    theirs = holidays.country_holidays("US", years=range(2022, 2102))
    ours = {day for day in _days(YEARS) if is_federal_holiday(day)}
    assert ours == {day for day in theirs if day.year in YEARS}


def test_every_inauguration_is_as_the_library_has_it() -> None:
    theirs = holidays.country_holidays("US", subdiv="DC", years=YEARS)
    named = {day for day in theirs if "Inauguration" in theirs[day]}
    assert {day for day in _days(YEARS) if is_inauguration_day(day)} == named


@pytest.mark.parametrize(
    ("day", "kept", "reason"),
    [
        (date(2026, 11, 26), True, "Thanksgiving is the fourth Thursday, here the last"),
        (date(2028, 11, 23), True, "the fourth, although November has a fifth"),
        (date(2028, 11, 30), False, "the fifth Thursday"),
        (date(2026, 11, 27), False, "the day after Thanksgiving is no federal holiday"),
        (date(2026, 7, 3), True, "the Friday before a Saturday's Independence Day"),
        (date(2026, 7, 4), True, "the Saturday itself, for an office that is open on Saturdays"),
        (date(2026, 7, 6), False, "no Monday stands in for a Saturday"),
        (date(2027, 7, 5), True, "the Monday after a Sunday's Independence Day"),
        (date(2027, 12, 31), True, "New Year 2028 is a Saturday: kept in the year before"),
        (date(2026, 5, 25), True, "Memorial Day is the last Monday, the fourth"),
        (date(2027, 5, 31), True, "and the fifth"),
        (date(2027, 5, 24), False, "the fourth of five"),
        (date(2026, 12, 24), False, "Christmas Eve is given off by order only"),
    ],
)
def test_days_that_are_easily_wrong(day: date, kept: bool, reason: str) -> None:
    assert is_federal_holiday(day) is kept, reason


@pytest.mark.parametrize(
    ("day", "kept", "reason"),
    [
        (date(2033, 1, 20), True, "a Thursday"),
        (date(2029, 1, 20), True, "a Saturday"),
        (date(2029, 1, 19), False, "for which no Friday stands in"),
        (date(2041, 1, 21), True, "the Monday after a Sunday"),
        (date(2033, 1, 21), False, "a Friday after a Thursday"),
        (date(2031, 1, 20), False, "nobody is inaugurated"),
    ],
)
def test_inaugurations(day: date, kept: bool, reason: str) -> None:
    assert is_inauguration_day(day) is kept, reason
