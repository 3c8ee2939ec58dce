"""The keywords that open an action, checked so that no text to the line can mean two things."""

import re

import yaml

from sms_line.actions.mistakes import Mistakes
from sms_line.actions.reserved import is_reserved
from sms_line.core.languages import folded, language_named
from sms_line.core.people import Language

Keywords = dict[str, Language]
"""Keyword in capitals → the language it opens."""

_SHAPE = re.compile(r"[A-Z0-9]{2,20}")


def read_keywords(node: yaml.Node, first_line: int, mistakes: Mistakes) -> Keywords:
    """Read `FREE`, `[FREE, FREEDOM]` or `{en: FREE, es: [LIBRES]}`."""
    found: Keywords = {}
    words = _words(node, first_line, mistakes)
    for language, word in words:
        at = first_line + word.start_mark.line
        keyword = word.value.strip().upper()
        if wrong := _wrong(keyword, found):
            bare = re.sub(r"[^A-Z0-9]", "", folded(keyword).upper())[:20] or "FREE"
            mistakes.add(at, wrong, value=word.value[:40], example=bare)
        else:
            found[keyword] = language
    if words and Language.ENGLISH not in {language for language, _ in words}:
        mistakes.add(first_line + node.start_mark.line, "keyword-english")
    return found


def _words(
    node: yaml.Node, first_line: int, mistakes: Mistakes
) -> list[tuple[Language, yaml.ScalarNode]]:
    if not isinstance(node, yaml.MappingNode):
        return [(Language.ENGLISH, word) for word in _list(node, first_line, mistakes)]
    words = []
    for name, value in node.value:
        language = language_named(str(name.value))
        if language is None:
            at = first_line + name.start_mark.line
            mistakes.add(at, "language-unknown", value=str(name.value)[:40])
        else:
            words += [(language, word) for word in _list(value, first_line, mistakes)]
    return words


def _list(node: yaml.Node, first_line: int, mistakes: Mistakes) -> list[yaml.ScalarNode]:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    if all(isinstance(n, yaml.ScalarNode) for n in nodes):
        return list(nodes)
    at = first_line + node.start_mark.line
    shape, example = "words by language", "{en: FREE, es: LIBRES}"
    mistakes.add(at, "value-shape", key="keywords", shape=shape, example=example)
    return []


def _wrong(keyword: str, found: Keywords) -> str:
    """The code of what is wrong with a keyword, "" if nothing is."""
    if keyword.isdecimal():
        return "keyword-number"
    if is_reserved(keyword):
        return "keyword-reserved"
    if not _SHAPE.fullmatch(keyword):
        return "keyword-shape"
    return "keyword-twice" if keyword in found else ""
