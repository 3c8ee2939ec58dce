"""The lines of an alert, whatever it was pasted from, and plain text read into them."""

import re
import unicodedata
from dataclasses import dataclass, replace
from enum import StrEnum

from sms_line.core.segments import fold


class Kind(StrEnum):
    """What a line is on its page."""

    HEADING = "heading"
    ITEM = "item"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Link:
    """An address and the words that lead to it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line as people see it; `gap`: there is room above it, so a paragraph begins."""

    text: str
    gap: bool = True
    kind: Kind = Kind.TEXT
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """An alert as lines, and what its HTML says about itself ("" where it says nothing)."""

    lines: tuple[Line, ...]
    title: str = ""
    site: str = ""
    contact: str = ""


_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BULLET = re.compile(r"\s*(?:[•●▪◦‣·*+-]|\d{1,2}[.)])\s+(?=\S)")
_HEADING = re.compile(r"\s*#{1,6}\s+(?=\S)")
_WRAPPED = range(60, 91)
"""Characters of a line that a mail program broke."""
_SHORT = 40
"""Characters of a line that may be a closing or a name below a whole sentence."""
_ALL_BRACKETS = re.compile(r"(?:[\[(<][^\[\]()<>]*[\])>][ ,]*)+")


def clean(text: str) -> str:
    """Without what nobody sees; every kind of space is a space, every break a line feed."""
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    shown = _INVISIBLE.sub("", re.sub("[\x0b\x0c\x85\u2028\u2029]", "\n", composed))
    return "".join(_clean_character(c) for c in shown)


def _clean_character(character: str) -> str:
    if character == "\n" or character.isprintable():
        return character
    return " " if character.isspace() else ""


def straight(text: str) -> str:
    """With an editor's quotes, dashes and dots made GSM-7; letters keep their accents."""
    return "".join(c if c.isalnum() or c.isspace() else fold(c) for c in text)


def texted(text: str) -> str:
    """Fit for a text of the action: GSM-7 typography, and no braces, which would name facts."""
    return straight(text).translate(str.maketrans("{}", "()"))


def read_plain(text: str) -> Page:
    """The lines of a plain text."""
    lines: list[Line] = []
    above = ""
    for raw in clean(text).split("\n"):
        if raw.strip():
            _append(lines, raw, above.strip())
        above = raw
    return Page(tuple(lines))


def _append(lines: list[Line], raw: str, above: str) -> None:
    """Add a line; `above` is the one before it as it was written, "" for an empty one."""
    last, words = lines[-1] if above else None, " ".join(raw.split())
    if bullet := _BULLET.match(raw):
        lines.append(Line(" ".join(raw[bullet.end() :].split()), not above, Kind.ITEM))
    elif heading := _HEADING.match(raw):
        lines.append(Line(" ".join(raw[heading.end() :].split()), True, Kind.HEADING))
    elif last and _goes_on(last, above, raw):
        lines[-1] = replace(last, text=f"{last.text} {words}")
    else:
        lines.append(Line(words, not above))


def _goes_on(last: Line, above: str, raw: str) -> bool:
    """Was this line broken off from the one above: an item's, or by the width of a window?"""
    if last.kind is not Kind.TEXT:
        return last.kind is Kind.ITEM and raw[0].isspace()
    line = raw.strip()
    ends = above[-1] in ".!?:," and len(line) <= _SHORT
    return len(above) in _WRAPPED and not ends and not _ALL_BRACKETS.fullmatch(line)
