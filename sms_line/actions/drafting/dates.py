"""Finds the day of action and the last day of an alert."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sms_line.actions.drafting.lines import Line
from sms_line.core.languages import folded

_MONTHS = (
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sept oct nov dec",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
)
_NUMBERS = {name: i for names in _MONTHS for i, name in enumerate(names.split(), 1)} | {"sep": 9}
_WEEKDAYS = {
    name: i
    for names in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "lunes martes miercoles jueves viernes sabado domingo",
    )
    for i, name in enumerate(names.split())
}
_MONTH = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_DATE = re.compile(
    rf"(?:\b(?P<weekday>{'|'.join(_WEEKDAYS)})[, ]+(?:the )?)?"
    rf"(?:\b(?P<month>{_MONTH})\b\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>20\d\d))?"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? (?:de |of )?(?P<month2>{_MONTH})\b"
    rf"(?:,? (?:del? )?(?P<year2>20\d\d))?"
    r"|\b(?P<month3>\d{1,2})/(?P<day3>\d{1,2})/(?P<year3>20\d\d|\d\d)\b)"
)
_DAY_OF_ACTION = re.compile(
    r"\bday of (?:action|prayer|protest)|\b(?:call-?in|lobby|advocacy|action) day\b|"
    r"\bdia (?:nacional )?de accion|\bjornada\b"
)
_LAST_DAY = re.compile(
    r"\b(?:by|before|until|through|deadline\w*|ends?|closes?|no later than|antes del?|hasta|"
    r"termina|fecha limite)\b[^.!?]{0,40}$"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day as a page names it; `weekday` is the page's own, where it says one."""

    day: date
    has_year: bool
    weekday: int | None

    @property
    def weekday_differs(self) -> bool:
        """Does the page call this day by another weekday's name?"""
        return self.weekday is not None and self.weekday != self.day.weekday()


@dataclass(frozen=True, slots=True)
class Dates:
    """The day of action and the last day, where the page names them."""

    day: Dated | None = None
    ends: Dated | None = None


def find_dates(title: str, lines: Sequence[Line], today: date) -> Dates:
    """A date in the title or beside "day of action", and one that a deadline's word leads to.

    A date without a year is the next one of its name from `today` on.
    """
    day = ends = None
    for i, text in enumerate([title, *(line.text for line in lines)]):
        said = folded(text)
        names_day = i == 0 or _DAY_OF_ACTION.search(said) is not None
        for match in _DATE.finditer(said):
            dated = _dated(match, today)
            if dated is None:
                continue
            if _LAST_DAY.search(said, max(0, match.start() - 60), match.start()):
                ends = ends or dated
            elif names_day:
                day = day or dated
    return Dates(day, ends)


def without_date(text: str) -> str:
    """A title without its date ("… on Wednesday, April 1st to …")."""
    # Folding may change lengths, so the date is looked for as it stands.
    match = _DATE.search(text.lower())
    if match is None or len(text.lower()) != len(text):
        return text
    before = re.sub(r"(?:\s+(?:on|by|this|for|el))?[\s,:–—-]*$", "", text[: match.start()])
    return f"{before}{text[match.end() :]}".strip(" ,:–—-")


def _dated(match: re.Match[str], today: date) -> Dated | None:
    month = match["month"] or match["month2"]
    number = _NUMBERS[month] if month else int(match["month3"])
    day = int(match["day"] or match["day2"] or match["day3"])
    year = match["year"] or match["year2"] or match["year3"]
    weekday = _WEEKDAYS.get(match["weekday"] or "")
    if year:
        found = _date(int(year) % 100 + 2000, number, day)
    else:
        # Eight years hold a leap day, whatever the year.
        found = next(
            (d for y in range(9) if (d := _date(today.year + y, number, day)) and d >= today), None
        )
    return Dated(found, bool(year), weekday) if found else None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
