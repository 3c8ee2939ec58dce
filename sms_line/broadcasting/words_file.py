"""The words of a broadcast from a Markdown file: `# Text`, `# Text (Spanish)`, `# Text B`, …

Below a heading is what is sent. As in an action file, lines that follow one another are joined, and
a blank line stays a line break.
"""

import re
from collections.abc import Iterator, Mapping

from sms_line.actions.sections import Heading, flowed, headings
from sms_line.broadcasting.composing import PlanMistake
from sms_line.core.languages import language_named
from sms_line.core.people import Language

VARIANTS = "ABCDEFGH"
"""What variants are called; more at once would compare nothing."""
_HEADING = re.compile(r"text(?: (?P<letter>[a-h]))?\s*(?:\((?P<language>[^()]*)\))?", re.IGNORECASE)


def read_words(source: str) -> tuple[Mapping[str, str], ...]:
    """One for each variant: language → words. Raises PlanMistake, which names the line."""
    lines = source.replace("\r\n", "\n").split("\n")
    opened = headings("\n".join(lines), 1)
    if not opened or any(line.strip() for line in lines[: opened[0].line - 1]):
        raise PlanMistake("Line 1: begin with the heading # Text, and the words below it.")
    found: dict[int, dict[str, str]] = {}
    for heading, words in _sections(lines, opened):
        variant, language = _named(heading)
        if not words:
            raise PlanMistake(f"Line {heading.line}: there are no words below '# {heading.name}'.")
        if language.value in found.setdefault(variant, {}):
            raise PlanMistake(f"Line {heading.line}: '# {heading.name}' is there twice.")
        found[variant][language.value] = words
    if sorted(found) != list(range(len(found))):
        raise PlanMistake("The variants are # Text A, # Text B and so on; one between is missing.")
    return completed([found[each] for each in sorted(found)])


def completed(variants: list[dict[str, str]]) -> tuple[Mapping[str, str], ...]:
    """What a variant does not say in a language it says as the first does."""
    return tuple({**variants[0], **each} for each in variants)


def _sections(lines: list[str], opened: list[Heading]) -> Iterator[tuple[Heading, str]]:
    ends = [*(heading.line - 1 for heading in opened[1:]), len(lines)]
    for heading, end in zip(opened, ends, strict=True):
        yield heading, flowed("\n".join(lines[heading.line : end]).strip())


def _named(heading: Heading) -> tuple[int, Language]:
    """Which variant and language a heading opens."""
    match = _HEADING.fullmatch(heading.name)
    if not match or heading.level != 1:
        raise PlanMistake(
            f"Line {heading.line}: a heading is # Text, # Text (Spanish), # Text B or "
            "# Text B (Spanish)."
        )
    language = language_named(match["language"]) if match["language"] else Language.ENGLISH
    if language is None:
        raise PlanMistake(f"Line {heading.line}: the line speaks English and Spanish.")
    return VARIANTS.index((match["letter"] or "A").upper()), language
