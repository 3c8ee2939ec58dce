"""The headed sections of an action file, each found and changed where it stands."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sms_line.actions.drafting.writing import plain_words
from sms_line.actions.sections import Section, headings, named
from sms_line.core.people import Language

_ORDER = (
    (Section.ASK, "ask"),
    (Section.LETTER, "letter"),
    (Section.SCRIPT, "script"),
    (Section.SHARE, "share"),
    (Section.TEXTS, "texts"),
)
_ONCE = ((Section.RESOURCES, "resources"), (Section.RECORDINGS, "recordings"))
_NAMES: dict[tuple[Section, Language], str] = {
    (section, language): f"{name}_{language.value}"
    for section, name in _ORDER
    for language in Language
} | {(section, Language.ENGLISH): name for section, name in _ONCE}
_OPENED_BY = {name: key for key, name in _NAMES.items()}
_SUBJECTS = {f"subject_{language.value}": f"letter_{language.value}" for language in Language}
_SUBJECT_LINE = re.compile(r"(?P<word>subject|asunto)\s*:\s*(?P<subject>.*)", re.IGNORECASE)
_SUBJECT_WORD = {"letter_en": "Subject", "letter_es": "Asunto"}
_HEADING_LANGUAGE = {Language.ENGLISH: "", Language.SPANISH: " (Spanish)"}
SECTION_PARTS = (*_SUBJECTS, *_NAMES.values())


@dataclass(frozen=True, slots=True)
class SectionPart:
    """The words of one section, and its lines (from 0, its heading's first)."""

    value: str
    first: int
    last: int


def read(body: str) -> Mapping[str, SectionPart]:
    """The sections that are there, by part; a letter's subject is a part of its own."""
    lines, found = body.split("\n"), {}
    for name, first, end in _ranges(body):
        last = max((i for i in range(first, end) if lines[i].strip()), default=first)
        words = "\n".join(lines[first + 1 : last + 1]).strip("\n")
        found[name] = SectionPart(words, first, last)
        if name in _SUBJECT_WORD:
            found |= _letter(name, found[name])
    return found


def changed(body: str, name: str, value: str) -> str:
    """The text with other words in one section; "" takes it away, with its heading."""
    letter = _SUBJECTS.get(name, name)
    if not name.startswith("texts"):
        # No line of a field opens a section of its own; texts have headings inside.
        value = plain_words(value)
    if letter in _SUBJECT_WORD:
        value = _with_letter(body, letter, name, value)
    return _placed(body, letter, value.strip("\n"))


def _letter(name: str, whole: SectionPart) -> dict[str, SectionPart]:
    """A letter in two parts: its subject, and what stands below."""
    top, _, rest = whole.value.partition("\n")
    match = _SUBJECT_LINE.fullmatch(top.strip())
    if match is None:
        return {}
    # Blank lines may stand between the heading and the subject.
    line = whole.last - whole.value.count("\n")
    subject = SectionPart(match["subject"].strip(), line, line)
    return {
        name.replace("letter", "subject"): subject,
        name: SectionPart(rest.strip("\n"), whole.first, whole.last),
    }


def _with_letter(body: str, letter: str, name: str, value: str) -> str:
    """The whole letter with another subject or other words; the other of them as it was."""
    there = read(body)
    words = there[letter].value if letter in there else ""
    subject, gap = "", "\n\n"
    if old := there.get(letter.replace("letter", "subject")):
        lines = body.split("\n")
        subject = lines[old.first]
        below = "\n".join(lines[old.first + 1 : there[letter].last + 1])
        gap = "\n" + below[: len(below) - len(below.lstrip("\n"))]
    if name == letter:
        words = value
    else:
        one_line = " ".join(value.split())
        subject = f"{_SUBJECT_WORD[letter]}: {one_line}" if one_line else ""
    return f"{subject}{gap}{words}".strip("\n") if subject else words


def _ranges(body: str) -> Iterator[tuple[str, int, int]]:
    """Each known section with the line of its heading and the line after it; the first of two."""
    opened = [each for each in headings(body, 0) if each.level == 1]
    edges = [*(each.line for each in opened), body.count("\n") + 1]
    seen = set()
    for heading, end in zip(opened, edges[1:], strict=True):
        section, language = named(heading)
        name = _NAMES.get((section, language), "") if section and language else ""
        if name and name not in seen:
            seen.add(name)
            yield name, heading.line, end


def _placed(body: str, name: str, value: str) -> str:
    lines, ranges = body.split("\n"), list(_ranges(body))
    for found, first, end in ranges:
        if found == name:
            return _replaced(lines, first, end, value)
    if not value:
        return body
    section, language = _OPENED_BY[name]
    heading = f"# {section.value}{_HEADING_LANGUAGE[language]}"
    order = list(_NAMES.values())
    before = [end for found, _, end in ranges if order.index(found) < order.index(name)]
    at = max(before) if before else (ranges[0][1] if ranges else len(lines))
    above = "\n".join(lines[:at]).rstrip("\n")
    below = "\n".join(lines[at:]).strip("\n")
    blocks = [above, f"{heading}\n{value}", below]
    return "\n\n".join(block for block in blocks if block.strip()) + "\n"


def _replaced(lines: list[str], first: int, end: int, value: str) -> str:
    """Other words below a heading; the blank lines above and below them stay."""
    if not value:
        return "\n".join(lines[:first] + lines[end:])
    inside = lines[first + 1 : end]
    words = [i for i, line in enumerate(inside) if line.strip()]
    above = inside[: words[0]] if words else []
    below = inside[words[-1] + 1 :] if words else [""]
    return "\n".join([*lines[: first + 1], *above, *value.split("\n"), *below, *lines[end:]])
