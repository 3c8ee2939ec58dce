"""Writes the letter of a draft: the one that was found, or the alert's points in its form."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sms_line.actions.drafting.cues import POINTS, opens_section
from sms_line.actions.drafting.frames import frame
from sms_line.actions.drafting.letter import (
    LETTER_LIMIT,
    FoundLetter,
    find_letter,
    is_greeting,
    written,
)
from sms_line.actions.drafting.lines import Kind, Line
from sms_line.actions.drafting.notes import Notes
from sms_line.actions.drafting.placeholders import Mended, mend
from sms_line.actions.fields import field_named
from sms_line.actions.letter import BODY_LIMIT, cut
from sms_line.actions.mistakes import Mistakes
from sms_line.actions.sections import Words
from sms_line.core.letter import OptionalPhrase
from sms_line.core.people import Language


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter's text ("" if there is none) and the lines of the alert that are not in it."""

    text: str
    greeting: str
    others: tuple[Line, ...]


def letter_text(lines: Sequence[Line], language: Language, notes: Notes) -> LetterText:
    """The letter of these lines, with a greeting and a signature, as the parser takes it."""
    found = find_letter(lines)
    if found is None:
        return _of_points(lines, language, notes)
    others = (*lines[: found.start], *lines[found.end :])
    if any(is_greeting(line.text) for line in lines[found.end :]):
        notes.saw("more-letters")
    mended = _mended(_whole(lines, found, language, notes), language, notes)
    phrases = _optional(mended.text)
    notes.saw(
        "found-letter",
        language,
        paragraphs=mended.text.count("\n\n") + 1,
        phrases=f", optional phrases: {phrases}" if phrases else "",
    )
    greeting = lines[found.start].text if found.greeted else ""
    return LetterText(mended.text, greeting, others)


def _whole(lines: Sequence[Line], found: FoundLetter, language: Language, notes: Notes) -> str:
    text = written([_bracketed(line) for line in lines[found.start : found.end]])
    if not found.greeted:
        notes.saw("added-greeting", language)
        text = f"{frame('greeting', language)}\n\n{text}"
    if not found.signed:
        notes.saw("added-signature", language)
        closing = "" if found.closed else f"\n\n{frame('closing', language)}"
        text = f"{text}{closing}\n{frame('signature', language)}"
    return text


def _bracketed(line: Line) -> Line:
    """ "Your Name" alone on a line is a gap too."""
    return replace(line, text=f"[{line.text}]") if field_named(line.text) else line


def _mended(text: str, language: Language, notes: Notes) -> Mended:
    mended = mend(text, language)
    for gap in mended.left_out:
        notes.saw("gap-left-out", language, gap=gap)
    for gap in mended.unwrapped:
        notes.saw("unwrapped", language, gap=gap)
    if len(mended.text) > BODY_LIMIT:
        notes.lacks("letter-cut", language)
        whole = mended.text[:LETTER_LIMIT].rpartition("\n")[0]
        return replace(mended, text=mend(whole, language).text)
    return mended


def _optional(text: str) -> str:
    pieces = cut(Words(text, 1), Mistakes())
    return ", ".join(f'"{each.words}"' for each in pieces if isinstance(each, OptionalPhrase))


def _of_points(lines: Sequence[Line], language: Language, notes: Notes) -> LetterText:
    """A letter of the points below "Talking points:"; its frame is all that is added."""
    points = _points(lines)
    if not points:
        notes.lacks("letter", language)
        return LetterText("", "", tuple(lines))
    said = "\n".join(f"- {line.text}" for line in points)
    parts = [frame("greeting", language), frame("points", language), said]
    signed = f"{frame('closing', language)}\n{frame('signature', language)}"
    mended = _mended("\n\n".join([*parts, signed]), language, notes)
    notes.lacks("made-letter", language)
    return LetterText(mended.text, "", tuple(line for line in lines if line not in points))


def _points(lines: Sequence[Line]) -> tuple[Line, ...]:
    start = next((i for i, line in enumerate(lines) if POINTS.fullmatch(line.text)), None)
    if start is None:
        return ()
    found: list[Line] = []
    for line in lines[start + 1 :]:
        is_point = line.kind is Kind.ITEM and len(line.text) <= 1_000
        if not is_point or opens_section(line.text) or sum(len(p.text) for p in found) > 6_000:
            break
        found.append(line)
    return tuple(found)
