"""Words made ready for a synthetic voice: cut to what one `<Say>` may hold, numbers marked up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import quote

from sms_line.carrier.twiml import writable

SAY_LIMIT = 3_000
"""URL-encoded characters of one `<Say>`.

Twilio takes 3,000 single-byte characters for a Polly voice and 4,500 URL-encoded ones for any
[twilio.com/docs/api/errors/13521]; encoded, a text is never shorter than its bytes, so this
keeps both.
"""


_SENTENCE = re.compile(r".+?(?:[.!?…][\"'”»)]*\s+|\Z)", re.DOTALL)
_WORD = re.compile(r"\S+\s*|\s+")
_SLICE = re.compile(r".{1,250}", re.DOTALL)  # 250 characters are at most 3,000 URL-encoded ones

_MARKED = re.compile(
    r"(?P<telephone>(?<![\d+$])(?:\+?1[ .-]?)?\(?[2-9]\d{2}\)?[ .-]?\d{3}[ .-]?\d{4}(?!\d))"
    r"|(?P<digits>(?<![\w$.,#-])\d{5}(?![\w%]|[.,-]\d))"
    r"|(?P<pause>\s*\n\s*)",
    re.ASCII,
)

Kind = Literal["words", "digits", "telephone", "pause"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of what is said, and how: digit by digit, as a telephone number, as a short pause."""

    kind: Kind
    text: str
    """A telephone number has its ten digits here, a pause nothing."""


def portions(words: str) -> list[str]:
    """The words for one `<Say>` after the other: whole sentences wherever one fits.

    Without the characters that XML cannot carry; none for words that are only blank.
    """
    parts = _packed(writable(words), _SENTENCE, _WORD, _SLICE)
    return [part.strip() for part in parts if part.strip()]


def pieces(portion: str) -> Iterator[Piece]:
    """What of it has to be marked up: ZIP codes, telephone numbers, line ends."""
    end = 0
    for found in _MARKED.finditer(portion):
        if found.start() > end:
            yield Piece("words", portion[end : found.start()])
        yield _marked(found)
        end = found.end()
    if end < len(portion):
        yield Piece("words", portion[end:])


def _marked(found: re.Match[str]) -> Piece:
    if found["telephone"]:
        return Piece("telephone", re.sub("[^0-9]", "", found["telephone"])[-10:])
    return Piece("digits", found["digits"]) if found["digits"] else Piece("pause", "")


def _packed(text: str, *cuts: re.Pattern[str]) -> Iterator[str]:
    """As few parts as the limit allows; a part that is too long by itself is cut finer."""
    if _fits(text):
        yield text
        return
    cut, *finer = cuts
    held = ""
    for part in cut.findall(text):
        if _fits(held + part):
            held += part
            continue
        yield held
        *most, held = _packed(part, *finer)
        yield from most
    yield held


def _fits(text: str) -> bool:
    return len(quote(text, safe="")) <= SAY_LIMIT
