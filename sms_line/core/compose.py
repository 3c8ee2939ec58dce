"""Fills a letter's gaps: one letter to one office, in the sender's name.

The organizer's text is finished first, with holes in it; then each hole gets its value, in one
pass, and nothing reads the result again. So whatever a supporter types stays what it is.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

from sms_line.core.action import Action
from sms_line.core.dropping import DROPPED, DROPPED_CAPITAL, HOLE, mended
from sms_line.core.letter import Gap, Letter, LetterTemplate, LetterWords, Piece, Sender
from sms_line.core.people import Legislator
from sms_line.core.signature import with_place_for_own_words

_JOINERS = "\u200c\u200d"
"""Invisible letters that Persian and Indian names are written with."""


def letter_to(
    action: Action,
    legislator: Legislator,
    sender: Sender,
    kept: Collection[int],
    own_words: str,
    words: LetterWords,
) -> Letter:
    """The letter of an action to one office, as it leaves."""
    subject, body = compose(action.letter, legislator, sender, kept, own_words, words)
    return Letter(
        bioguide=legislator.bioguide,
        office=f"{words.titles[legislator.title]} {legislator.name}",
        subject=subject,
        body=body,
        sender_name=one_line(sender.name),
        sender_email=one_line(sender.email),
    )


def compose(
    template: LetterTemplate,
    legislator: Legislator,
    sender: Sender,
    kept: Collection[int],
    own_words: str,
    words: LetterWords,
) -> tuple[str, str]:
    """The subject and the body; `kept` are the indexes of the optional phrases that stay.

    Own words stand where the letter has a place for them, else above the signature, else at the
    end. A city that nobody knows is the ZIP code; any other unknown fact leaves like a phrase.
    """
    values = _values(legislator, sender, own_words, words)
    subject = _filled(template.subject, kept, values)
    body = template.body
    if values[Gap.OWN_WORDS] and Gap.OWN_WORDS not in body:
        body = with_place_for_own_words(body)
    return one_line(subject), _filled(body, kept, values)


def one_line(text: str) -> str:
    """What a person typed, fit for a header or a line: no control character, single spaces."""
    return " ".join(_visible(text.replace("\n", " ").replace("\t", " ")).split())


def paragraphs(text: str) -> str:
    """What a person typed, its paragraphs kept: no control character, no run of empty lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ").split("\n")
    clean = "\n".join(_visible(line).rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", clean).strip()


def _visible(text: str) -> str:
    if text.isprintable():  # nearly everything, and nothing of it would be left out
        return text
    # C: control characters, halves of pairs, marks that turn the direction of writing; Zl and Zp
    # break lines where nobody sees it.
    return "".join(
        c
        for c in text
        if c in _JOINERS or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )


def _values(
    legislator: Legislator, sender: Sender, own_words: str, words: LetterWords
) -> dict[Gap, str]:
    own = paragraphs(own_words)
    zip_code = one_line(sender.zip)
    return {
        Gap.SENDER_NAME: one_line(sender.name),
        Gap.SENDER_CITY: one_line(sender.city) or zip_code,
        Gap.SENDER_STATE: one_line(sender.state),
        Gap.SENDER_ZIP: zip_code,
        Gap.LEGISLATOR_TITLE: words.titles[legislator.title],
        Gap.LEGISLATOR_NAME: legislator.name,
        Gap.LEGISLATOR_LAST_NAME: legislator.last_name,
        Gap.OWN_WORDS: f"{words.own_words} {own}" if own else "",
    }


def _filled(pieces: tuple[Piece, ...], kept: Collection[int], values: dict[Gap, str]) -> str:
    """The organizer's text with a value in each hole."""
    known = frozenset(gap for gap, value in values.items() if value)
    texts = _between_holes(pieces, frozenset(kept), known)
    holes = [values[piece] for piece in pieces if isinstance(piece, Gap) and piece in known]
    filled = [text + value for text, value in zip(texts, [*holes, ""], strict=True)]
    return "".join(filled)


@lru_cache(maxsize=512)
def _between_holes(
    pieces: tuple[Piece, ...], kept: frozenset[int], known: frozenset[Gap]
) -> tuple[str, ...]:
    """The organizer's own text before, between and behind the holes: the same for many people."""
    skeleton = []
    for piece in pieces:
        if isinstance(piece, Gap):
            skeleton.append(HOLE if piece in known else DROPPED)
        elif isinstance(piece, str):
            skeleton.append(_visible_lines(piece))
        elif piece.index in kept:
            skeleton.append(_visible_lines(piece.words))
        else:
            skeleton.append(DROPPED_CAPITAL if piece.words[:1].isupper() else DROPPED)
    return tuple(mended("".join(skeleton)).strip().split(HOLE))


def _visible_lines(text: str) -> str:
    return "\n".join(_visible(line) for line in text.split("\n"))
