"""When a Congress sits: two years, from noon on 3 January of an odd year (20th Amendment)."""

from datetime import UTC, date, datetime

_NOON_EASTERN = 17
"""Noon in Washington, in UTC: January has no daylight saving."""


def begins(congress: int) -> datetime:
    """The moment a Congress begins, and the one before it ends."""
    return datetime(1789 + 2 * (congress - 1), 1, 3, _NOON_EASTERN, tzinfo=UTC)


def ends(congress: int) -> datetime:
    """The moment a Congress ends."""
    return begins(congress + 1)


def congress_at(moment: datetime) -> int:
    """The number of the Congress that sits."""
    candidate = (moment.astimezone(UTC).year - 1789) // 2 + 1
    return candidate if moment >= begins(candidate) else candidate - 1


def moment_of(day: date) -> datetime:
    """The moment a term that begins or ends on this day does: noon in Washington.

    The one day on which noon matters is 3 January, when terms change all at once.
    """
    return datetime(day.year, day.month, day.day, _NOON_EASTERN, tzinfo=UTC)


def ordinal(number: int) -> str:
    """The written number: 119 → "119th", 121 → "121st"."""
    if 10 <= number % 100 <= 20:
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


def dated(moment: datetime) -> str:
    """A day as people write it: "3 January 2027"."""
    return f"{moment.day} {moment:%B %Y}"
