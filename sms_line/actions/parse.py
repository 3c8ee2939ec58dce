"""One Markdown file → one Action, or every mistake in it with its line and its mend."""

import re
from collections.abc import Collection
from pathlib import Path

from sms_line.actions.front_matter import FrontMatter, is_slug, read_front_matter
from sms_line.actions.merge import MERGE_NAMES, check_braces
from sms_line.actions.mistakes import ActionFileError, Mistakes
from sms_line.actions.recordings import read_recordings
from sms_line.actions.resources import read_resources
from sms_line.actions.sections import (
    Section,
    Sections,
    Words,
    flowed,
    read_sections,
)
from sms_line.actions.texts import check_texts
from sms_line.actions.translations import read_letters
from sms_line.core.action import Action
from sms_line.core.people import Language

SIZE_LIMIT = 256 * 1024
"""Bytes: an action is a page of text, and 256 KB is a hundred pages."""
ASK_LIMIT = 600
"""Characters of the ask: a paragraph that says what is asked; the reasons are the letter's."""
SHARE_LIMIT = 320
"""Characters of the words to share: what somebody forwards by hand in two segments."""

_LIMITS = {Section.ASK: ASK_LIMIT, Section.SHARE: SHARE_LIMIT}
_REQUIRED = (Section.ASK, Section.LETTER, Section.SHARE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")


def read_action(
    path: Path,
    version: int = 1,
    *,
    prompt_names: Collection[str] | None = None,
    merge_names: Collection[str] = MERGE_NAMES,
) -> Action:
    """Read an action file; its slug is the file's name unless it says another.

    Raises ActionFileError, and OSError where the file cannot be read.
    """
    with path.open("rb") as file:
        source = decoded(file.read(SIZE_LIMIT + 1))
    slug = path.stem.lower()
    return parse(source, version, slug=slug, prompt_names=prompt_names, merge_names=merge_names)


def decoded(content: bytes) -> str:
    """The text of a file's bytes. Raises ActionFileError if they are too many or not UTF-8."""
    mistakes = Mistakes()
    if len(content) > SIZE_LIMIT:
        mistakes.add(1, "file-size")
        mistakes.raise_any()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        mistakes.add(1 + content.count(b"\n", 0, error.start), "file-encoding")
        mistakes.raise_any()
        raise


def parse(
    source: str,
    version: int = 1,
    *,
    slug: str = "",
    prompt_names: Collection[str] | None = None,
    merge_names: Collection[str] = MERGE_NAMES,
) -> Action:
    """Read an action from its text. Raises ActionFileError with all that is wrong.

    `slug` serves where the file names none; `prompt_names` are the texts that `# Texts` may
    change (None: not checked); `merge_names` the facts that every section may name, to which a
    text adds its prompt's own.
    """
    mistakes = Mistakes()
    source = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    for match in _CONTROL.finditer(source):
        mistakes.add(1 + source.count("\n", 0, match.start()), "file-control")
    settings, body, body_line = _halves(_CONTROL.sub(" ", source), mistakes)
    if settings is None:
        mistakes.raise_any()
    front = read_front_matter(settings or "", 2, mistakes)
    if not front.slug and not is_slug(slug):
        mistakes.add(1, "key-missing", key="slug", example="freethemall")
    sections, texts = read_sections(body, body_line, mistakes)
    _check_sections(sections, front, mistakes)
    _check_words(sections, merge_names, mistakes)
    letter, reading = read_letters(sections, mistakes)
    own = _own_facts(sections, front)
    action_texts = check_texts(sections, texts, prompt_names, merge_names, own, mistakes)
    resources = read_resources(sections.get(_RESOURCES, Words("", 1)), mistakes)
    recordings = read_recordings(sections.get(_RECORDINGS, Words("", 1)), mistakes)
    mistakes.raise_any()
    return Action(
        slug=front.slug or slug,
        version=version,
        title=front.title,
        organization=front.organization,
        contact=front.contact,
        keywords=front.keywords,
        number=front.number,
        targets=front.targets,
        topic=front.topic,
        needs=front.needs,
        letter=letter,
        ask=_by_language(sections, Section.ASK),
        reading=reading,
        script=_by_language(sections, Section.SCRIPT),
        share=_by_language(sections, Section.SHARE),
        texts=action_texts,
        resources=resources,
        recordings=recordings,
        day_of_action=front.day_of_action,
        ends=front.ends,
    )


_RESOURCES = (Section.RESOURCES, Language.ENGLISH)
_RECORDINGS = (Section.RECORDINGS, Language.ENGLISH)


def _halves(source: str, mistakes: Mistakes) -> tuple[str | None, str, int]:
    """The settings, the text below them and the line that it begins on (from 1)."""
    lines = source.split("\n")
    if lines[0].rstrip() != "---":
        mistakes.add(1, "front-matter-missing")
        return None, "", 1
    for i, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:i]), "\n".join(lines[i + 1 :]), i + 2
    mistakes.add(1, "front-matter-open")
    return None, "", 1


def _check_sections(sections: Sections, front: FrontMatter, mistakes: Mistakes) -> None:
    for section in _REQUIRED:
        if (section, Language.ENGLISH) not in sections:
            mistakes.add(1, "section-missing", name=section.value)
    if (
        Language.SPANISH in front.keywords.values()
        and (Section.ASK, Language.SPANISH) not in sections
    ):
        # Whoever texts the Spanish keyword is answered in Spanish, from the first text.
        mistakes.add(1, "section-missing", name="Ask (Spanish)")
    for (section, _), words in sections.items():
        if not words.text and section is not Section.TEXTS:
            mistakes.add(words.line, "section-empty", name=section.value)


def _check_words(sections: Sections, merge_names: Collection[str], mistakes: Mistakes) -> None:
    """The names in plain sections, and the length of those that have a limit."""
    for (section, _), words in sections.items():
        if section in {Section.ASK, Section.SCRIPT, Section.SHARE}:
            check_braces(words, merge_names, mistakes)
        length, limit = len(flowed(words.text)), _LIMITS.get(section)
        if limit and length > limit:
            code = f"{section.value.lower()}-length"
            mistakes.add(words.line, code, length=length, limit=limit)


def _own_facts(sections: Sections, front: FrontMatter) -> dict[Language, dict[str, str]]:
    """What this action gives to the texts of each language, by the names of `ports.Facts`."""
    share = _by_language(sections, Section.SHARE)
    return {
        language: {
            "organization": front.organization,
            "title": front.title,
            "contact": front.contact,
            "share": share.get(language, share.get(Language.ENGLISH, "")),
        }
        for language in Language
    }


def _by_language(sections: Sections, wanted: Section) -> dict[Language, str]:
    return {
        language: flowed(words.text)
        for (section, language), words in sections.items()
        if section is wanted
    }


__all__ = ["ActionFileError", "decoded", "parse", "read_action"]
