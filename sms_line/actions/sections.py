"""The headed Markdown sections of an action file, each with its language and its first line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from markdown_it import MarkdownIt

from sms_line.actions.mistakes import Mistakes
from sms_line.core.languages import folded, language_named
from sms_line.core.people import Language


class Section(StrEnum):
    """What a heading can open; the value is how it is written."""

    ASK = "Ask"
    LETTER = "Letter"
    SCRIPT = "Call script"
    SHARE = "Share"
    RESOURCES = "Resources"
    RECORDINGS = "Recordings"
    TEXTS = "Texts"


_ONE_LANGUAGE = {Section.RESOURCES, Section.RECORDINGS}
_NAMES = {folded(section.value): section for section in Section} | {"script": Section.SCRIPT}
_HEADING = re.compile(r"(?P<name>.*?)\s*(?:\((?P<language>[^()]*)\))?")
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s")


@dataclass(frozen=True, slots=True)
class Words:
    """A run of the file's text and the line it begins on."""

    text: str
    line: int


Sections = dict[tuple[Section, Language], Words]


@dataclass(frozen=True, slots=True)
class OwnText:
    """One `## name` under `# Texts`: the line of its heading and its words."""

    line: int
    words: Words


Subsections = dict[Language, dict[str, OwnText]]
"""Language → name of a text → what stands below it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the file: its level, its words, and its line (from 1)."""

    level: int
    name: str
    line: int


def read_sections(text: str, line: int, mistakes: Mistakes) -> tuple[Sections, Subsections]:
    """Cut the text below the settings at its headings; `line` is where it begins."""
    lines = text.split("\n")
    opened = headings(text, line)
    edges = [*(heading.line for heading in opened), line + len(lines)]
    before = _words(lines, line, line, edges[0])
    if before.text:
        mistakes.add(before.line, "text-before")
    sections: Sections = {}
    texts: Subsections = {}
    current: tuple[Section, Language] | None = None
    for heading, end in zip(opened, edges[1:], strict=True):
        words = _words(lines, line, heading.line + 1, end)
        if heading.level == 1:
            current = _opened(heading, sections, mistakes)
            if current:
                sections[current] = words
        elif current and current[0] is Section.TEXTS:
            _take_text(heading, words, texts.setdefault(current[1], {}), mistakes)
        elif current:
            mistakes.add(heading.line, "heading-inside", name=heading.name[:40])
    return sections, texts


def headings(text: str, line: int) -> list[Heading]:
    """The headings written with # that stand in no list, quotation or block of code.

    `line` is where the text begins.
    """
    tokens = MarkdownIt("commonmark").parse(text)
    return [
        Heading(int(token.tag[1:]), tokens[i + 1].content.strip(), line + token.map[0])
        for i, token in enumerate(tokens)
        if token.type == "heading_open"
        and token.level == 0
        and token.map
        # A line under a line of dashes is a heading too in Markdown; in a letter it is a
        # separator or a signature.
        and token.markup.startswith("#")
    ]


def _words(lines: list[str], first: int, start: int, end: int) -> Words:
    """The lines from `start` to before `end`, without the blank ones at either end."""
    run = list(enumerate(lines[start - first : end - first], start))
    while run and not run[0][1].strip():
        run.pop(0)
    while run and not run[-1][1].strip():
        run.pop()
    text = "\n".join(content.rstrip() for _, content in run)
    return Words(text, run[0][0] if run else start - 1)


def named(heading: Heading) -> tuple[Section | None, Language | None]:
    """The section and the language that a heading names; None for what it does not name."""
    match = _HEADING.fullmatch(heading.name)
    name, given = (match["name"], match["language"]) if match else (heading.name, None)
    language = Language.ENGLISH if given is None else language_named(given)
    return _NAMES.get(folded(name)), language


def _opened(
    heading: Heading, sections: Sections, mistakes: Mistakes
) -> tuple[Section, Language] | None:
    section, language = named(heading)
    wrong = ""
    if section is None:
        wrong = "section-unknown"
    elif language is None:
        wrong = "section-language"
    elif section in _ONE_LANGUAGE and language is not Language.ENGLISH:
        wrong = "section-one-language"
    elif (section, language) in sections:
        wrong = "section-twice"
    if wrong:
        mistakes.add(heading.line, wrong, name=heading.name[:40])
        return None
    assert section is not None
    assert language is not None
    return section, language


def _take_text(
    heading: Heading, words: Words, texts: dict[str, OwnText], mistakes: Mistakes
) -> None:
    name = folded(heading.name).replace(" ", "_").replace("-", "_")
    if name in texts:
        mistakes.add(heading.line, "prompt-twice", name=name)
    elif not words.text:
        mistakes.add(heading.line, "section-empty", name=heading.name[:40])
    else:
        texts[name] = OwnText(heading.line, words)


def flowed(text: str) -> str:
    """Lines joined as Markdown joins them: one line break in the file is a space in the text.

    A blank line, a list item, and a line that ends in a backslash keep their break.
    """
    return "".join(_joined(text.split("\n"))).strip()


def _joined(lines: list[str]) -> Iterator[str]:
    keep = True
    for content in lines:
        blank = not content.strip()
        breaks = keep or blank or _LIST_ITEM.match(content)
        yield ("\n" if breaks else " ") + content.strip().removesuffix("\\").rstrip()
        keep = blank or content.rstrip().endswith("\\")
