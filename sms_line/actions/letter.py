"""Cuts a letter as an organizer wrote it into text, fields and optional phrases.

Brackets hold a field or an optional phrase, double braces a field by its name. A Markdown link,
`[words](https://…)`, is neither: a letter is plain text, so it becomes "words (https://…)".
A bracket after a backslash is a plain bracket. Line breaks stay as they stand.
"""

import re

from sms_line.actions.fields import (
    TITLED,
    Filling,
    field_named,
    is_bare_name,
    looks_like_a_field,
    named_by_place,
    office,
)
from sms_line.actions.merge import BRACES, check_brace
from sms_line.actions.mistakes import Mistakes
from sms_line.actions.sections import Words
from sms_line.core.letter import Gap, LetterTemplate, OptionalPhrase, Piece
from sms_line.core.people import Language

SUBJECT_LIMIT = 500
"""Characters; CWC 2.0, Message > Subject."""
BODY_LIMIT = 10_000
"""Characters; CWC 2.0, OrganizationStatement."""
PHRASE_LIMIT = 300
"""Characters: an optional phrase is asked about in a text, in three segments at most."""

_SUBJECT = re.compile(r"(?:subject|asunto)\s*:\s*(?P<subject>.*)", re.IGNORECASE)
_MARK = re.compile(
    r"\\(?P<escaped>[\[\]{}\\])"
    rf"|{BRACES.pattern}"
    rf"|(?P<titled>{TITLED})?\[(?P<label>(?:[^\[\]\\\n]|\n(?!\s*\n))*)\]"
    r"(?:\((?P<url>https?://[^()\s]+)\))?"
    r"|(?P<bracket>[\[\]])",
    re.IGNORECASE,
)
_GAPS = tuple(gap.value for gap in Gap)


def read_letter(words: Words, language: Language, mistakes: Mistakes) -> LetterTemplate:
    """The letter below `# Letter`; what is wrong with it is noted."""
    first, _, rest = words.text.partition("\n")
    match = _SUBJECT.fullmatch(first.strip())
    subject: tuple[Piece, ...] = ()
    if match is None:
        mistakes.add(words.line, "subject-missing")
        rest, line = words.text, words.line
    else:
        subject = _read_subject(Words(match["subject"], words.line), mistakes)
        line = words.line + 1
    body = rest.lstrip("\n")
    line += len(rest) - len(body)
    if not body.strip():
        mistakes.add(words.line, "letter-empty")
    elif len(body) > BODY_LIMIT:
        # Not looked at: searching for marks takes time that grows with the square of the length.
        mistakes.add(line, "letter-length", length=len(body), limit=BODY_LIMIT)
        body = ""
    return LetterTemplate(subject, cut(Words(body, line), mistakes), language)


def _read_subject(words: Words, mistakes: Mistakes) -> tuple[Piece, ...]:
    if not words.text:
        mistakes.add(words.line, "subject-empty")
    elif len(words.text) > SUBJECT_LIMIT:
        mistakes.add(words.line, "subject-length", length=len(words.text), limit=SUBJECT_LIMIT)
        return ()
    pieces = cut(words, mistakes)
    for piece in pieces:
        if isinstance(piece, OptionalPhrase):
            mistakes.add(words.line, "subject-phrase", value=piece.words)
        elif piece is Gap.OWN_WORDS:
            mistakes.add(words.line, "subject-phrase", value=piece.value)
    return pieces


def cut(words: Words, mistakes: Mistakes) -> tuple[Piece, ...]:
    """The text in pieces, neighbouring text in one; what is wrong with it is noted."""
    cutter = _Cutter(words, mistakes)
    for match in _MARK.finditer(words.text):
        cutter.take(match)
    return cutter.finish()


class _Cutter:
    """One pass over a text; each mark adds pieces or a mistake."""

    def __init__(self, words: Words, mistakes: Mistakes) -> None:
        self._text = words.text
        self._first_line = words.line
        self._mistakes = mistakes
        self._pieces: list[Piece] = []
        self._phrases = 0
        self._at = 0

    def take(self, match: re.Match[str]) -> None:
        self._add(self._text[self._at : match.start()])
        self._at = match.end()
        line = self._first_line + self._text.count("\n", 0, match.start())
        if match["escaped"]:
            self._add(match["escaped"])
        elif match["label"] is not None:
            self._bracket(match, line)
        elif match["bracket"]:
            code = "bracket-open" if match["bracket"] == "[" else "bracket-close"
            self._mistakes.add(line, code)
        else:
            example = Gap.SENDER_NAME.value
            name = check_brace(match, line, _GAPS, example, self._mistakes, str.lower)
            if name:
                self._gap(Gap(name), match, line)

    def finish(self) -> tuple[Piece, ...]:
        self._add(self._text[self._at :])
        return tuple(self._pieces)

    def _bracket(self, match: re.Match[str], line: int) -> None:
        label = " ".join(match["label"].split())
        titled = match["titled"] or ""
        if match["url"]:
            self._add(f"{titled}{label} ({match['url']})")
        elif titled and is_bare_name(label):
            self._fill(office(), match, line)
        else:
            self._add(titled)
            self._field_or_phrase(label, match, line)

    def _field_or_phrase(self, label: str, match: re.Match[str], line: int) -> None:
        filling = self._by_place(match) if is_bare_name(label) else field_named(label)
        if filling:
            self._fill(filling, match, line)
        elif wrong := _wrong_phrase(label):
            facts = {"value": label[:40], "length": len(label), "limit": PHRASE_LIMIT}
            self._mistakes.add(line, wrong, **facts)
        else:
            self._pieces.append(OptionalPhrase(self._phrases, label))
            self._phrases += 1

    def _by_place(self, match: re.Match[str]) -> Filling | None:
        before = self._text[: match.start("label") - 1].rpartition("\n")[2]
        after = self._text[match.end() :].partition("\n")[0]
        return named_by_place(before, after)

    def _fill(self, filling: Filling, match: re.Match[str], line: int) -> None:
        for piece in filling:
            if isinstance(piece, Gap):
                self._gap(piece, match, line)
            else:
                self._add(piece)

    def _gap(self, gap: Gap, match: re.Match[str], line: int) -> None:
        if gap is Gap.OWN_WORDS:
            before = self._text[: match.start()].rpartition("\n")[2]
            after = self._text[match.end() :].partition("\n")[0]
            if before.strip() or after.strip():
                self._mistakes.add(line, "own-words-inline")
            if Gap.OWN_WORDS in self._pieces:
                self._mistakes.add(line, "own-words-twice")
        self._pieces.append(gap)

    def _add(self, text: str) -> None:
        last = self._pieces[-1] if self._pieces else None
        if isinstance(last, str) and not isinstance(last, Gap):
            self._pieces[-1] = last + text
        elif text:
            self._pieces.append(text)


def _wrong_phrase(label: str) -> str:
    """The code of what is wrong with an optional phrase, "" if nothing is."""
    if not any(c.isalnum() for c in label):
        return "bracket-empty"
    if BRACES.search(label):
        return "phrase-field"
    if is_bare_name(label):
        return "bracket-name"
    if looks_like_a_field(label):
        return "bracket-unknown"
    return "phrase-length" if len(label) > PHRASE_LIMIT else ""
