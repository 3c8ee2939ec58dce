"""An action file in its parts: one of them is changed, and the rest stays as it was written.

The Markdown is the truth. A form shows the parts, and what is typed there goes into the file at
the place where the part stands, so that comments, spacing and all that no form knows survive.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sms_line.actions import editing_sections, editing_settings
from sms_line.actions.editing_sections import SECTION_PARTS
from sms_line.actions.editing_settings import SETTING_PARTS

PARTS = (*SETTING_PARTS, *SECTION_PARTS)
"""The names of all parts: "title", "keywords_es", "letter_en", …, in the order of the file."""
_EMPTY_ABOVE = re.compile(r"\A(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Part:
    """What stands in the file for one part."""

    value: str
    """As a form shows it: one line of a setting, the words of a section; "" for what is not
    there."""
    first: int
    last: int
    """Its lines (from 1, the heading among them); 0 for what is not there."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a form and a text that were both changed."""

    source: str
    overruled: tuple[str, ...]
    """Parts that were changed in both, to different words: those of the text stand."""


def plain(source: str) -> str:
    """The text with one kind of line break, as `parse` reads it, and no empty line above it.

    With one, the settings would not stand first, and a form could not show them.
    """
    lines = source.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _EMPTY_ABOVE.sub("", lines)


def readable(source: str) -> bool:
    """Can the settings be read, so that a form can change them?"""
    settings, _, _ = _halves(source)
    return editing_settings.read(settings) is not None


def parts(source: str) -> Mapping[str, Part]:
    """Every part by its name; of settings that cannot be read none is there."""
    settings, body, line = _halves(source)
    found = {name: Part("", 0, 0) for name in PARTS}
    for name, setting in (editing_settings.read(settings) or {}).items():
        # The settings begin on the file's second line.
        found[name] = Part(setting.value, setting.first + 2, setting.last + 2)
    for name, section in editing_sections.read(body).items():
        found[name] = Part(section.value, section.first + line, section.last + line)
    return found


def changed(source: str, name: str, value: str) -> str:
    """The file with another value in one part; "" takes the part away."""
    settings, body, _ = _halves(source)
    if name in SETTING_PARTS:
        settings = editing_settings.changed(settings, name, value)
    else:
        body = editing_sections.changed(body, name, value)
    return _whole(source, settings, body)


def merged(base: str, text: str, form: Mapping[str, str]) -> Merged:
    """`text` with what was changed in a form that was made from `base`, as `text` was."""
    before, overruled, out = parts(base), [], text
    now = parts(text)
    for name in PARTS:
        value = plain(form.get(name, before[name].value)).strip()
        if _same(value, before[name].value) or _same(value, now[name].value):
            continue
        if _same(now[name].value, before[name].value):
            out = changed(out, name, value)
        else:
            overruled.append(name)
    return Merged(out, tuple(overruled))


def part_at(source: str, line: int) -> str:
    """The part in which a line stands, "" for none."""
    inside = {n: p for n, p in parts(source).items() if p.first and p.first <= line <= p.last}
    # A subject stands in its letter: the narrower is meant.
    return min(inside, key=lambda name: inside[name].last - inside[name].first, default="")


def _same(one: str, other: str) -> bool:
    """A browser gives a text back with other line breaks, and without spaces at its ends."""
    return [line.rstrip() for line in one.strip().split("\n")] == [
        line.rstrip() for line in other.strip().split("\n")
    ]


def _halves(source: str) -> tuple[str, str, int]:
    """The settings, the text below them, and the line (from 1) on which that begins."""
    lines = source.split("\n")
    if lines[0].rstrip() == "---":
        for i, line in enumerate(lines[1:], 1):
            if line.rstrip() == "---":
                return "\n".join(lines[1:i]), "\n".join(lines[i + 1 :]), i + 2
    return "", source, 1


def _whole(source: str, settings: str, body: str) -> str:
    if not settings.strip():
        return body
    # Settings that were there before leave what follows them as it stood.
    gap = "\n" if body is source and body.strip() else ""
    return f"---\n{settings}\n---\n{gap}{body}"
