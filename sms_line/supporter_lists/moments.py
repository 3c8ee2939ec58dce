"""When somebody agreed, as lists write it: ISO 8601, or month/day/year as Americans do."""

import re
from datetime import UTC, datetime

_EARLIEST = 2000
"""A year before this is a spreadsheet's idea of an empty date (1/0/1900)."""
_AMERICAN = re.compile(
    r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d{2})"
    r"(?:,?\s+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?\s*(?P<half>[AaPp])?"
    r"(?(half)\.?[Mm]\.?))?"
)


def moment(said: str, now: datetime) -> datetime | str:
    """The moment, or why it is none. A time without a zone is taken for UTC."""
    try:
        at = _american(match) if (match := _AMERICAN.fullmatch(said)) else _iso(said)
    except (ValueError, OverflowError):  # the first and the last year have no other zone
        return "consent_at is no date; write 2026-11-23 or 11/23/2026"
    if at.year < _EARLIEST:
        return "consent_at is too long ago to be right"
    # No zone is further ahead of UTC than 14 hours, but lists seldom say theirs.
    return at if at <= now else "consent_at lies in the future"


def _iso(said: str) -> datetime:
    if "-" not in said:
        raise ValueError("a bare number is no date")
    at = datetime.fromisoformat(said)
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


def _american(match: re.Match[str]) -> datetime:
    year = int(match["year"])
    hour = int(match["hour"] or 0)
    if match["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour on a clock of twelve")
        hour = hour % 12 + (12 if match["half"] in "Pp" else 0)
    return datetime(
        year if year > 99 else 2000 + year,
        int(match["month"]),
        int(match["day"]),
        hour,
        int(match["minute"] or 0),
        int(match["second"] or 0),
        tzinfo=UTC,
    )
