"""The hours that an office states in its own words: what a calendar can tell of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import time
from functools import lru_cache
from itertools import product

from sms_line.directory.timetables import LAST, NINE_TO_FIVE, WEEKDAYS, Hours, Slot

_EARLIEST, _LATEST = time(6), time(22)
"""Hours outside these are a slip of the pen."""

_DAY_WORDS = (
    "m mon monday mondays",
    "t tu tue tues tuesday tuesdays",
    "w wed weds wednesday wednesdays",
    "th thu thur thurs thursday thursdays",
    "f fri friday fridays",
    "sa sat saturday saturdays",
    "su sun sunday sundays",
)
_DAYS = {word: day for day, words in enumerate(_DAY_WORDS) for word in words.split()}
_ORDINALS = {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5, "last": LAST} | {
    word: week for week, word in enumerate(("first", "second", "third", "fourth", "fifth"), start=1)
}
_KINDS = {
    word: kind
    for kind, words in (
        ("D", " ".join(_DAY_WORDS)),
        ("W", "weekday weekdays"),
        ("O", " ".join(_ORDINALS)),
        ("X", "alternate alternating biweekly"),
        ("A", "appointment appointments"),
        ("-", "- to through thru until"),
        # A stated zone is the one of the office's ZIP code wherever one is stated (a test looks).
        ("", "ct et mt pt cst est mst pst cdt edt mdt pdt central eastern mountain pacific time"),
        ("", "and or of every each the month from open only by please call ahead"),
        ("", "strongly encouraged required"),
    )
    for word in words.split()
}
"""What each word is: Day, Weekdays, Ordinal, every other (X), Appointment, a range, or nothing."""

_REWRITTEN = (
    (re.compile(r"[‐-―−]"), "-"),
    (re.compile(r"\b([ap])\.? ?m\b\.?"), r"\1m"),
    (re.compile(r"\bnoon\b"), "12pm"),
    (re.compile(r"\bevery other\b"), "alternate"),
    (re.compile(r"\bcall (?:to|for)(?: make| schedule)?(?: an?)? (?=appointment)"), "by "),
    (re.compile(r"[\s,;/&().]+"), " "),
)
_TOKEN = re.compile(
    r" ?(?:(?P<time>(?:1[0-2]|0?[1-9])(?::?[0-5][0-9])?(?: ?[ap]m)?)(?![0-9a-z:])"
    r"|(?P<word>[1-5][a-z]{2}|[a-z]+|-))"
)
_ITEM = re.compile(r"(?P<days>[OX]*(?:D-D|D|W))|(?P<span>T-T)|(?P<appointment>A)")


class _Unclear(ValueError):
    """A word or an order of words that this module does not understand."""


@dataclass(slots=True)
class _Group:
    """Days and the times of day that belong to them, whichever are written first."""

    times_first: bool
    days: list[tuple[frozenset[int], frozenset[int]]] = field(default_factory=list)
    """(weekdays, weeks of the month); no weekdays for every other Tuesday: nobody says which."""
    spans: list[tuple[time, time]] = field(default_factory=list)

    def is_full(self, comes_span: bool) -> bool:
        """Whether what comes begins a new group: times after days after times, or the reverse."""
        if comes_span:
            return self.times_first and bool(self.days)
        return not self.times_first and bool(self.spans)

    def slots(self, spans_unsaid: list[tuple[time, time]]) -> Iterator[Slot]:
        """Every day with every span; times without a day are for all weekdays."""
        for weekdays, weeks in self.days or [(WEEKDAYS, frozenset[int]())]:
            for opens, closes in self.spans or spans_unsaid:
                yield Slot(weekdays, opens, closes, weeks)


@lru_cache(maxsize=1024)
def stated_hours(text: str) -> Hours | None:
    """The hours that an office states; None where they are not understood (or not stated).

    A slot on no weekday, or no slot at all: the office says that no calendar tells when somebody
    is there ("every other Tuesday", "by appointment only"). Days without times are taken for
    9:00 to 17:00.
    """
    try:
        tokens = list(_tokens(text))
        groups = _groups(tokens)
    except _Unclear:
        return None
    if not tokens or (len(groups) > 1 and not all(group.days for group in groups)):
        return None
    by_appointment = any(kind == "A" for kind, _ in tokens)
    unsaid = [] if by_appointment else [NINE_TO_FIVE]
    return tuple(slot for group in groups for slot in group.slots(unsaid))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """(kind, word) of each word that says something. Raises _Unclear."""
    written = text.casefold()
    for pattern, plain in _REWRITTEN:
        written = pattern.sub(plain, written)
    written, at = written.strip(), 0
    while at < len(written):
        found = _TOKEN.match(written, at)
        if found is None:
            raise _Unclear
        at = found.end()
        word = found["word"]
        kind = "T" if word is None else _KINDS.get(word)
        if kind is None:
            raise _Unclear
        if kind:
            yield kind, word or found["time"]


def _groups(tokens: list[tuple[str, str]]) -> list[_Group]:
    """Which times belong to which days. Raises _Unclear."""
    kinds, words = "".join(kind for kind, _ in tokens), [word for _, word in tokens]
    groups: list[_Group] = []
    is_closed, at = True, 0
    while at < len(kinds):
        item = _ITEM.match(kinds, at)
        if item is None:
            raise _Unclear
        said, at = words[at : item.end()], item.end()
        if item["appointment"]:
            is_closed = is_closed or bool(groups[-1].days)
            continue
        if is_closed or groups[-1].is_full(comes_span=bool(item["span"])):
            groups.append(_Group(times_first=bool(item["span"])))
            is_closed = False
        if item["span"]:
            groups[-1].spans.append(_span(said[0], said[2]))
        else:
            groups[-1].days.append(_days(said, groups[-1]))
    return groups


def _days(said: list[str], group: _Group) -> tuple[frozenset[int], frozenset[int]]:
    weeks = frozenset(_ORDINALS[word] for word in said if word in _ORDINALS)
    if not weeks and group.days:
        weeks = group.days[-1][1]  # "first Monday and Tuesday of every month"
    if _KINDS[said[0]] == "X":
        return frozenset(), weeks
    if _KINDS[said[-1]] == "W":
        return WEEKDAYS, weeks
    named = [_DAYS[word] for word in said if word in _DAYS]
    if named[0] > named[-1]:
        raise _Unclear
    return frozenset(range(named[0], named[-1] + 1)), weeks


def _span(opens: str, closes: str) -> tuple[time, time]:
    for opens_at, closes_at in product(_readings(opens), _readings(closes)):
        if _EARLIEST <= opens_at < closes_at <= _LATEST:
            return opens_at, closes_at
    raise _Unclear


def _readings(word: str) -> tuple[time, ...]:
    """What a time may mean, the likelier first: one that lacks "am" and "pm" may be either."""
    digits = re.sub(r"[^0-9]", "", word)
    hour, minute = (int(digits), 0) if len(digits) < 3 else (int(digits[:-2]), int(digits[-2:]))
    morning, evening = time(hour % 12, minute), time(hour % 12 + 12, minute)
    if word.endswith("m"):
        return (morning if word.endswith("am") else evening,)
    return (morning, evening) if 7 <= hour < 12 else (evening, morning)
