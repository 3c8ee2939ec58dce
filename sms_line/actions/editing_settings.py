"""The settings at the top of an action file, each found and changed where it stands in the YAML."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from sms_line.actions.drafting.writing import yaml_value
from sms_line.core.people import Language

_LISTS = {"to", "needs"}
_KEYWORDS = {f"keywords_{language.value}": language for language in Language}
SETTING_PARTS = (
    "title",
    "slug",
    *_KEYWORDS,
    "to",
    "organization",
    "contact",
    "topic",
    "number",
    "needs",
    "day_of_action",
    "ends",
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its value as a form shows it, and its lines (from 0)."""

    value: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Entry:
    """One `key: value` of the YAML; places are characters of the text."""

    key: yaml.Node
    value: yaml.Node

    @property
    def begin(self) -> int:
        return int(self.key.start_mark.index)

    @property
    def value_begin(self) -> int:
        return int(self.value.start_mark.index)

    @property
    def end(self) -> int:
        return _end(self.value).index

    @property
    def lines(self) -> tuple[int, int]:
        return self.key.start_mark.line, _end(self.value).line


def read(text: str) -> Mapping[str, Setting] | None:
    """The settings that are there, by part; None where the YAML cannot be read."""
    entries = _entries(text)
    if entries is None:
        return None
    found: dict[str, Setting] = {}
    for key, entry in entries.items():
        if key == "keywords":
            words = _words(entry.value)
            for name, language in _KEYWORDS.items():
                if language.value in words:
                    found[name] = Setting(", ".join(words[language.value]), *entry.lines)
        elif key in SETTING_PARTS:
            found[key] = Setting(", ".join(_values(entry.value)), *entry.lines)
    return found


def changed(text: str, name: str, value: str) -> str:
    """The YAML with another value; "" takes the setting out. What cannot be read stays."""
    entries = _entries(text)
    if entries is None:
        return text
    key = "keywords" if name in _KEYWORDS else name
    entry = entries.get(key)
    if name in _KEYWORDS:
        written = _keywords(entry, _KEYWORDS[name], value)
    elif name in _LISTS:
        written = f"[{', '.join(_listed(value))}]" if _listed(value) else ""
    else:
        written = yaml_value(" ".join(value.split()))
    if entry is None:
        return "\n".join([*filter(None, [text.rstrip("\n")]), f"{key}: {written}"])
    if not written:
        lines = text.split("\n")
        first, last = entry.lines
        return "\n".join(lines[:first] + lines[last + 1 :])
    gap = "" if text[entry.value_begin - 1 : entry.value_begin].isspace() else " "
    return text[: entry.value_begin] + gap + written + text[max(entry.end, entry.value_begin) :]


def _entries(text: str) -> dict[str, _Entry] | None:
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError):
        return None
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        return None
    # Of a key that stands twice the first: the second is a mistake, and told as one.
    return {str(key.value): _Entry(key, value) for key, value in reversed(root.value)}


def _end(node: yaml.Node) -> yaml.Mark:
    """Where a value ends: the block forms of YAML reach as far as the next key otherwise."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return node.end_mark


def _values(node: yaml.Node) -> list[str]:
    nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
    return [" ".join(each.value.split()) for each in nodes if isinstance(each, yaml.ScalarNode)]


def _words(node: yaml.Node) -> dict[str, list[str]]:
    """The keywords by what stands for their language ("en")."""
    if not isinstance(node, yaml.MappingNode):
        return {Language.ENGLISH.value: _values(node)}
    return {str(key.value): _values(value) for key, value in node.value}


def _keywords(entry: _Entry | None, language: Language, value: str) -> str:
    words = _words(entry.value) if entry else {}
    words[language.value] = _listed(value)
    return f"{{{', '.join(_by_language(words))}}}" if any(words.values()) else ""


def _by_language(words: Mapping[str, list[str]]) -> Iterator[str]:
    for language, listed in words.items():
        if listed:
            joined = ", ".join(listed)
            yield f"{language}: [{joined}]" if len(listed) > 1 else f"{language}: {joined}"


def _listed(value: str) -> list[str]:
    return [
        yaml_value(word.strip()) for word in value.replace("\n", ",").split(",") if word.strip()
    ]
