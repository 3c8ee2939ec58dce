"""The federal holidays of 5 U.S.C. 6103 and the days on which offices keep them.

A day that a President gives off by order (Christmas Eve, a day of mourning) is not foreseeable
and not among them.
"""

from datetime import date, timedelta

_MONDAY, _THURSDAY, _FRIDAY = 0, 3, 4
_ONE_DAY = timedelta(days=1)

_BY_DATE = frozenset({(1, 1), (6, 19), (7, 4), (11, 11), (12, 25)})
"""(month, day): New Year, Juneteenth, Independence, Veterans, Christmas."""

_BY_WEEKDAY = frozenset(
    {
        (1, _MONDAY, 3),  # Birthday of Martin Luther King, Jr.
        (2, _MONDAY, 3),  # Washington's Birthday
        (9, _MONDAY, 1),  # Labor Day
        (10, _MONDAY, 2),  # Columbus Day
        (11, _THURSDAY, 4),  # Thanksgiving Day
    }
)
"""(month, weekday, which one of the month); Memorial Day is counted from the month's end."""


def is_federal_holiday(day: date) -> bool:
    """Whether federal offices are closed on this day everywhere.

    A holiday on a Saturday is also kept on the Friday before it (6103(b)(1)), one on a Sunday
    also on the Monday after it (Executive Order 11582).
    """
    if _is_dated(day) or (day.month, day.weekday(), (day.day + 6) // 7) in _BY_WEEKDAY:
        return True
    if day.weekday() == _MONDAY:
        return (day.month == 5 and day.day > 24) or _is_dated(day - _ONE_DAY)
    return day.weekday() == _FRIDAY and _is_dated(day + _ONE_DAY)


def is_inauguration_day(day: date) -> bool:
    """Whether federal offices in and around Washington are closed for an inauguration.

    20 January of the year after each presidential election, or the Monday after it if that is a
    Sunday; no Friday stands in for a Saturday (6103(c)).
    """
    if day.year % 4 != 1 or day.month != 1:
        return False
    return day.day == 20 or (day.day == 21 and day.weekday() == _MONDAY)


def _is_dated(day: date) -> bool:
    return (day.month, day.day) in _BY_DATE
