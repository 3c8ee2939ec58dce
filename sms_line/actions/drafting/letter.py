"""Finds the letter in an alert: where it begins and ends, its subject, who signs it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sms_line.actions.drafting.cues import (
    SUBJECT,
    cut_at_mark,
    marks_letter,
    opens_section,
)
from sms_line.actions.drafting.lines import Kind, Line
from sms_line.actions.drafting.placeholders import signs
from sms_line.actions.fields import TITLED

_HELLO = r"(?:dear|to the honorable|honorable|estimad[oa]s?(?:\(a\)|/a)?|querid[oa]s?)"
_GREETING = re.compile(rf"(?:{_HELLO}\b[^\n]{{0,90}}|{TITLED}\[[^\[\]\n]{{1,60}}\]\s*[,:]?)", re.I)
_LEGISLATOR = re.compile(
    r"senat|senad|\bsens?\b|\breps?\b|represent|congre|legislat|legislad|delegate|\[|_{2}", re.I
)
_READER = re.compile(r"first ?name|\bfriends?\b|supporter|\bamig|neighbor|vecin[oa]s", re.I)
_INLINE = re.compile(rf"(?P<hello>{_HELLO}\b[^,:]{{1,90}}[,:])\s+(?P<rest>\S.{{39,}})", re.I)
_CONSTITUENT = re.compile(
    r"\b(?:as|i am|i'm|i’m)\s+(?:a|an|your)\s+(?:\w+\s+){0,2}(?:constituent|voter)\b"
    r"|\b(?:soy|como)\s+(?:su\s+|un[ao]?\s+)?(?:constituyente|votante)\b",
    re.I,
)
_CLOSING = re.compile(
    r"(?:(?:yours )?(?:sincerely|respectfully|truly|faithfully)(?: yours)?|with (?:respect|hope|"
    r"gratitude|thanks|appreciation)[\w ]{0,30}|(?:best|kind|warm) (?:regards|wishes)|regards|"
    r"best|peace|paz|"
    r"in (?:solidarity|faith|peace|hope|gratitude)[\w ]{0,30}|gratefully|warmly|thank you|thanks|"
    r"atentamente|cordialmente|respetuosamente|sinceramente|con (?:respeto|gratitud|esperanza)"
    r"[\w ]{0,30}|en solidaridad|(?:muchas )?gracias|saludos(?: cordiales)?)[,.!]?",
    re.I,
)
_CONSTITUENT_SIGNS = re.compile(r"(?:a|your|su|un[ao]?)\b.{0,30}\b(?:constituent|votante)", re.I)
LETTER_LIMIT = 9_000
"""Characters looked at: offices take 10,000, and a page that goes on longer is no letter."""


@dataclass(frozen=True, slots=True)
class FoundLetter:
    """Which lines are the letter, and what those lines hold."""

    start: int
    end: int
    greeted: bool
    closed: bool
    signed: bool


def cut_lines(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with a mark ("Sample Email:Dear …") and a greeting each on its own."""
    return tuple(part for line in lines for part in _parts(line))


def _parts(line: Line) -> Iterator[Line]:
    marked = cut_at_mark(line.text)
    if marked and marked[1] and (is_greeting(marked[1]) or SUBJECT.fullmatch(marked[1])):
        yield Line(f"{marked[0]}:", line.gap, Kind.HEADING)
        line = replace(line, text=marked[1], gap=True)
    inline = _INLINE.fullmatch(line.text)
    if inline and is_greeting(inline["hello"]):
        yield Line(inline["hello"], line.gap)
        line = replace(line, text=inline["rest"], gap=True)
    yield line


def is_greeting(text: str) -> bool:
    """Does a letter to a legislator open so ("Dear Senator [Name],"), not one to supporters?"""
    if not _GREETING.match(text):
        return False
    opening = text[:100]
    return _LEGISLATOR.search(opening) is not None and not _READER.search(opening)


def find_letter(lines: Sequence[Line]) -> FoundLetter | None:
    """The first letter: below a greeting, else below a mark, else where a constituent speaks."""
    start = _start(lines)
    if start is None:
        return None
    greeted = is_greeting(lines[start].text)
    size = 0
    for i in range(start + greeted, len(lines)):
        line = lines[i]
        size += len(line.text)
        if line.kind is Kind.HEADING or opens_section(line.text) or size > LETTER_LIMIT:
            return _found(start, i, greeted)
        if _closes(lines, i):
            end = _after_signature(lines, i + 1)
            return FoundLetter(start, end, greeted, closed=True, signed=end > i + 1)
        if signs(line.text) and i > start:
            end = _after_signature(lines, i)
            return FoundLetter(start, end, greeted, closed=False, signed=True)
    return _found(start, len(lines), greeted)


def _found(start: int, end: int, greeted: bool) -> FoundLetter | None:
    """A letter that nobody signs; a greeting alone is none."""
    if end <= start + greeted:
        return None
    return FoundLetter(start, end, greeted, closed=False, signed=False)


def _start(lines: Sequence[Line]) -> int | None:
    for i, line in enumerate(lines):
        if is_greeting(line.text):
            return i
    for i, line in enumerate(lines):
        if marks_letter(line.text) and line.kind is not Kind.ITEM:
            below = i + 1
            while below < len(lines) and SUBJECT.fullmatch(lines[below].text):
                below += 1
            return below if below < len(lines) else None
    spoken = (i for i, line in enumerate(lines) if _speaks_as_constituent(line))
    return next(spoken, None)


def _speaks_as_constituent(line: Line) -> bool:
    return line.kind is Kind.TEXT and _CONSTITUENT.search(line.text) is not None


def _closes(lines: Sequence[Line], i: int) -> bool:
    return _CLOSING.fullmatch(lines[i].text) is not None


def _after_signature(lines: Sequence[Line], i: int) -> int:
    while i < len(lines) and (
        signs(lines[i].text, below_closing=True) or _CONSTITUENT_SIGNS.fullmatch(lines[i].text)
    ):
        i += 1
    return i


def find_subject(lines: Sequence[Line]) -> str:
    """What stands after "Subject:", the first one; "" if nothing does."""
    found = (match["subject"] for line in lines if (match := SUBJECT.fullmatch(line.text)))
    return next(found, "")


def written(lines: Sequence[Line]) -> str:
    """Lines as a letter has them: paragraphs apart, a list's and a signature's lines together."""
    out: list[str] = []
    for i, line in enumerate(lines):
        words = f"- {line.text}" if line.kind is Kind.ITEM else line.text
        together = i > 0 and (
            not line.gap
            or (line.kind is Kind.ITEM and lines[i - 1].kind is Kind.ITEM)
            or (signs(line.text) and (signs(lines[i - 1].text) or _closes(lines, i - 1)))
        )
        out += ["\n" if together else "\n\n", words] if i else [words]
    return "".join(out)
