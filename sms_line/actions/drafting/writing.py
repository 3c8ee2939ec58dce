"""Writes the Markdown file of an action from the parts of a draft."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sms_line.core.action import Resource, Target
from sms_line.core.people import Language

_HEADING_LANGUAGE = {Language.ENGLISH: "", Language.SPANISH: " (Spanish)"}
_SUBJECT = {Language.ENGLISH: "Subject", Language.SPANISH: "Asunto"}
_PLAIN_VALUE = re.compile(r"[^\W_][^:#\[\]{}\"\\\n]*[^\s:#\[\]{}\"\\\n]")
_EMPTY_IN_YAML = frozenset({"null", "~"})
_MARKDOWN_OPENS = re.compile(r"\s*(?:#{1,6}(?=\s|$)|`{3,}|~{3,}|<)\s*")


@dataclass(frozen=True, slots=True)
class Settings:
    """The front matter; "" or None for what is left out."""

    title: str
    keywords: Mapping[Language, str]
    targets: frozenset[Target]
    organization: str
    contact: str
    topic: str
    slug: str
    day_of_action: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class Sections:
    """What is said in one language; "" for what is left out."""

    ask: str = ""
    subject: str = ""
    letter: str = ""
    script: str = ""
    share: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """All parts of a draft."""

    settings: Settings
    sections: Mapping[Language, Sections] = field(default_factory=dict)
    resources: Sequence[Resource] = ()


def source(parts: Parts) -> str:
    """The file as people read and mend it."""
    blocks = ["\n".join(["---", *_settings(parts.settings), "---"])]
    for name in ("Ask", "Letter", "Call script", "Share"):
        for language in Language:
            words = _section(name, language, parts.sections.get(language, Sections()))
            if words:
                blocks.append(f"# {name}{_HEADING_LANGUAGE[language]}\n{words}")
    if parts.resources:
        blocks.append("\n".join(["# Resources", *map(_resource, parts.resources)]))
    return "\n\n".join(blocks) + "\n"


def _settings(settings: Settings) -> Iterator[str]:
    keywords = [f"{lang.value}: {word}" for lang, word in settings.keywords.items() if word]
    values = {
        "title": yaml_value(settings.title),
        "slug": settings.slug,
        "keywords": f"{{{', '.join(keywords)}}}" if keywords else "",
        "to": f"[{', '.join(each.value for each in Target if each in settings.targets)}]",
        "organization": yaml_value(settings.organization),
        "contact": yaml_value(settings.contact),
        "topic": settings.topic,
        "day_of_action": settings.day_of_action.isoformat() if settings.day_of_action else "",
        "ends": settings.ends.isoformat() if settings.ends else "",
    }
    yield from (f"{key}: {value}" for key, value in values.items() if value not in ("", "[]"))


def yaml_value(text: str) -> str:
    """A value as YAML takes it: in quotes where a sign would mean something."""
    if not text or (_PLAIN_VALUE.fullmatch(text) and text.lower() not in _EMPTY_IN_YAML):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _section(name: str, language: Language, sections: Sections) -> str:
    match name:
        case "Ask":
            return plain_words(sections.ask)
        case "Letter" if sections.letter:
            subject = f"{_SUBJECT[language]}: {sections.subject}".rstrip()
            return f"{subject}\n\n{plain_words(sections.letter)}"
        case "Call script":
            return plain_words(sections.script)
        case "Share":
            return plain_words(sections.share)
    return ""


def plain_words(text: str) -> str:
    """Words that Markdown takes for words: no line opens a heading or a block of code."""
    return "\n".join(_MARKDOWN_OPENS.sub("", line, count=1) for line in text.split("\n")).strip()


def _resource(resource: Resource) -> str:
    if resource.url:
        return f"- [{resource.label}]({resource.url})"
    return f"- {resource.label}"
