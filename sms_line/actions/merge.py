"""The `{{ names }}` in texts and in letters: a bare name and nothing else.

What is checked here renders elsewhere in Jinja's sandbox; a template that could do more than
name a fact does not get there.
"""

import re
from collections.abc import Callable, Collection

from sms_line.actions.mistakes import Mistakes
from sms_line.actions.sections import Words

MERGE_NAMES = ("number", "organization", "title", "contact")
"""The facts that every section may name; all are known before anybody texts."""

BRACES = re.compile(
    r"(?P<statement>\{%(?:[^\n]*?%\})?)"
    r"|(?P<comment>\{\#(?:[^\n]*?\#\})?)"
    r"|\{\{(?P<inner>[^{}\n]*)\}\}"
    r"|(?P<open>\{\{|\}\}|%\}|\#\})"
)
"""What Jinja would read as its own, wherever it stands."""

_NAME = re.compile(r"\s*(?P<name>[A-Za-z_][\w.]*)\s*")


def merge_name(inner: str) -> str:
    """The bare name between double braces, "" if it is an expression."""
    match = _NAME.fullmatch(inner)
    return match["name"] if match else ""


def check_braces(words: Words, names: Collection[str], mistakes: Mistakes) -> None:
    """Note everything in double braces that is not one of `names`."""
    example = next(iter(names), "title")
    for match in BRACES.finditer(words.text):
        at = words.line + words.text.count("\n", 0, match.start())
        check_brace(match, at, names, example, mistakes)


def check_brace(
    match: re.Match[str],
    line: int,
    names: Collection[str],
    example: str,
    mistakes: Mistakes,
    same: Callable[[str], str] = str,
) -> str:
    """The name that a match of BRACES holds, "" after noting what is wrong with it.

    `same` maps a written name to the form in which `names` has it.
    """
    inner = match["inner"]
    if inner is None:
        mistakes.add(line, f"braces-{match.lastgroup}", example=example)
        return ""
    name = same(merge_name(inner))
    if not name:
        mistakes.add(line, "braces-expression", value=inner.strip()[:40], example=example)
    elif name not in names:
        mistakes.add(line, "braces-unknown", value=name[:40], known=", ".join(names))
        return ""
    return name
