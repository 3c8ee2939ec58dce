"""The settings at the top of an action file: YAML read node by node, so that each has its line.

Scalars are taken as they are written, never as YAML types: a keyword `YES` stays a word.
"""

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import yaml

from sms_line.actions.keywords import Keywords, read_keywords
from sms_line.actions.line_number import line_number
from sms_line.actions.mistakes import Mistakes
from sms_line.actions.topics import TOPICS
from sms_line.core.action import Target
from sms_line.core.people import Field

_EXAMPLES = {
    "title": "Free Them All",
    "keywords": "{en: FREE, es: LIBRES}",
    "to": "[senators, representative]",
    "organization": "Neighbors Together",
    "contact": "help@example.org",
    "topic": "Immigration",
    "slug": "freethemall",
    "number": "307-555-0199",
    "needs": "[street, email]",
    "day_of_action": "2027-04-01",
    "ends": "2027-05-01",
}
_REQUIRED = ("title", "keywords", "to", "organization", "contact", "topic")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(slots=True)
class FrontMatter:
    """What the settings say, as far as they could be read."""

    title: str = ""
    organization: str = ""
    contact: str = ""
    topic: str = ""
    slug: str = ""
    number: str = ""
    keywords: Keywords = field(default_factory=dict)
    targets: frozenset[Target] = frozenset()
    needs: tuple[Field, ...] = ()
    day_of_action: date | None = None
    ends: date | None = None


def read_front_matter(text: str, line: int, mistakes: Mistakes) -> FrontMatter:
    """Read the YAML between the dashes; `line` is where it begins."""
    found = FrontMatter()
    nodes = _top_nodes(text, line, mistakes)
    if nodes is None:
        return found
    for key in _REQUIRED:
        if key not in nodes:
            mistakes.add(1, "key-missing", key=key, example=_EXAMPLES[key])
    for key, (node, at) in nodes.items():
        if _is_empty(node):
            mistakes.add(at, "value-empty", key=key, example=_EXAMPLES[key])
        elif key == "keywords":
            found.keywords = read_keywords(node, line, mistakes)
        else:
            _READERS[key](found, _Setting(key, node, line, mistakes))
    if found.day_of_action and found.ends and found.ends < found.day_of_action:
        mistakes.add(nodes["ends"][1], "dates-order", ends=found.ends, day=found.day_of_action)
    return found


def _top_nodes(text: str, line: int, mistakes: Mistakes) -> dict[str, tuple[yaml.Node, int]] | None:
    """The settings by name with the line of each; None where there is no reading them."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = line + mark.line if mark else line
        mistakes.add(at, "yaml", problem=error.problem or "it cannot be read")
        return None
    except (yaml.YAMLError, RecursionError):
        mistakes.add(line, "yaml", problem="it cannot be read")
        return None
    if not isinstance(root, yaml.MappingNode):
        mistakes.add(line, "yaml-mapping")
        return None
    nodes: dict[str, tuple[yaml.Node, int]] = {}
    for key_node, value in root.value:
        key, at = str(key_node.value), line + key_node.start_mark.line
        if key not in _EXAMPLES:
            mistakes.add(at, "key-unknown", key=key[:40], known=", ".join(_EXAMPLES))
        elif key in nodes:
            mistakes.add(at, "key-twice", key=key)
        else:
            nodes[key] = (value, at)
    return nodes


def _is_empty(node: yaml.Node) -> bool:
    # "~" and "null" are YAML's own ways to write nothing.
    return not node.value or (
        isinstance(node, yaml.ScalarNode) and node.style is None and node.value in {"~", "null"}
    )


@dataclass(frozen=True, slots=True)
class _Setting:
    """One setting that is there and not empty."""

    key: str
    node: yaml.Node
    first_line: int
    mistakes: Mistakes

    def wrong(self, code: str, node: yaml.Node | None = None, **facts: object) -> None:
        at = self.first_line + (node or self.node).start_mark.line
        self.mistakes.add(at, code, key=self.key, **facts)

    def text(self) -> str:
        """A single value on one line; "" after noting that it is none."""
        if not isinstance(self.node, yaml.ScalarNode):
            self.wrong("value-shape", shape="one line of text", example=_EXAMPLES[self.key])
            return ""
        return " ".join(self.node.value.split())

    def items(self) -> list[yaml.ScalarNode]:
        """A list, or a single value for a list of one."""
        nodes = self.node.value if isinstance(self.node, yaml.SequenceNode) else [self.node]
        if all(isinstance(node, yaml.ScalarNode) for node in nodes):
            return list(nodes)
        self.wrong("value-shape", shape="a list", example=_EXAMPLES[self.key])
        return []

    def date(self) -> date | None:
        """A day, written 2027-04-01."""
        value = self.text()
        try:
            return date.fromisoformat(value)
        except ValueError:
            if value:
                self.wrong("date", value=value[:40])
            return None


def _targets(found: FrontMatter, setting: _Setting) -> None:
    targets = set()
    for node in setting.items():
        name = node.value.strip().lower()
        # "senator" and "representatives" can only mean one thing.
        match = [t for t in Target if t.value.rstrip("s") == name.rstrip("s")]
        targets.update(match)
        if not match:
            setting.wrong("target-unknown", node, value=node.value[:40])
    found.targets = frozenset(targets)


def _needs(found: FrontMatter, setting: _Setting) -> None:
    needs = []
    for node in setting.items():
        try:
            needs.append(Field(node.value.strip().lower()))
        except ValueError:
            setting.wrong("need-unknown", node, value=node.value[:40])
    # Each once, in the order in which the line asks.
    found.needs = tuple(f for f in Field if f in needs)


def _topic(found: FrontMatter, setting: _Setting) -> None:
    value = setting.text()
    by_name = {topic.lower(): topic for topic in TOPICS}
    found.topic = by_name.get(value.lower(), "")
    if value and not found.topic:
        near = difflib.get_close_matches(value.lower(), by_name, n=3, cutoff=0.4)
        names = [by_name[n] for n in near] or list(TOPICS)
        setting.wrong("topic-unknown", value=value[:60], nearest=" or ".join(names))


def _slug(found: FrontMatter, setting: _Setting) -> None:
    value = setting.text()
    if is_slug(value):
        found.slug = value
    elif value:
        setting.wrong("slug", slug=value[:70], example=_EXAMPLES["slug"])


def _number(found: FrontMatter, setting: _Setting) -> None:
    value = setting.text()
    found.number = line_number(value) or ""
    if value and not found.number:
        setting.wrong("number", value=value[:40], example=_EXAMPLES["number"])


def is_slug(value: str) -> bool:
    """Can this stand in a web address: small letters, digits and dashes, at most 60?"""
    return len(value) <= 60 and _SLUG.fullmatch(value) is not None


def _line_of_text(name: str) -> Callable[[FrontMatter, _Setting], None]:
    return lambda found, setting: setattr(found, name, setting.text())


def _day(name: str) -> Callable[[FrontMatter, _Setting], None]:
    return lambda found, setting: setattr(found, name, setting.date())


_READERS: dict[str, Callable[[FrontMatter, _Setting], None]] = {
    "title": _line_of_text("title"),
    "organization": _line_of_text("organization"),
    "contact": _line_of_text("contact"),
    "topic": _topic,
    "slug": _slug,
    "number": _number,
    "to": _targets,
    "needs": _needs,
    "day_of_action": _day("day_of_action"),
    "ends": _day("ends"),
}
