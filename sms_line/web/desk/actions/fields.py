"""The form beside an action's Markdown: what its fields show, and what was typed into them."""

import re
from collections.abc import Mapping
from datetime import date

from werkzeug.datastructures import MultiDict

from sms_line.actions import editing
from sms_line.actions.mistakes import Mistake
from sms_line.actions.topics import TOPICS
from sms_line.core.action import Target
from sms_line.core.people import Field

TARGETS = tuple(target.value for target in Target)
NEEDS = tuple(field.value for field in Field if field is not Field.NAME)
_CHOICES = {"to": TARGETS, "needs": NEEDS}
_DAYS = {"day_of_action", "ends"}
_NAMED = re.compile(r'(?:setting|section) "([^"]+)"')
_WRITTEN = {
    "keywords": "keywords_en",
    "Ask": "ask_en",
    "Ask (Spanish)": "ask_es",
    "Letter": "letter_en",
    "Share": "share_en",
}


def shown(source: str) -> dict[str, str]:
    """What each field shows of a file; what a field cannot show ("ends: soon") it leaves empty."""
    return {name: _shown(name, part.value) for name, part in editing.parts(source).items()}


def typed(form: MultiDict[str, str], base: str) -> Mapping[str, str]:
    """The fields that were changed since they showed `base`, by part."""
    before = shown(base)
    posted = {name: _posted(form, name) for name in editing.PARTS if _was_there(form, name)}
    return {
        name: value
        for name, value in posted.items()
        if editing.plain(value).strip() != before[name].strip()
    }


def wrong(source: str, mistakes: tuple[Mistake, ...]) -> dict[str, list[Mistake]]:
    """The mistakes by the field at which they are mended; those of no field are under ""."""
    found: dict[str, list[Mistake]] = {}
    for mistake in mistakes:
        found.setdefault(_field_of(source, mistake), []).append(mistake)
    return found


def _field_of(source: str, mistake: Mistake) -> str:
    if mistake.code in {"key-missing", "section-missing"}:
        named = _NAMED.search(mistake.sentence)
        name = named[1] if named else ""
        name = _WRITTEN.get(name, name)
        return name if name in editing.PARTS else ""
    return editing.part_at(source, mistake.line)


def _was_there(form: MultiDict[str, str], name: str) -> bool:
    # A box that is not ticked is not posted, and neither is a field that was switched off.
    return name in form or (name in _CHOICES and "choices" in form)


def _posted(form: MultiDict[str, str], name: str) -> str:
    return ", ".join(form.getlist(name)) if name in _CHOICES else form[name]


def _shown(name: str, value: str) -> str:
    if name in _CHOICES:
        written = {word.strip().lower().rstrip("s") for word in value.split(",")}
        return ", ".join(each for each in _CHOICES[name] if each.rstrip("s") in written)
    if name == "topic":
        return next((topic for topic in TOPICS if topic.lower() == value.lower()), "")
    if name in _DAYS:
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            return ""
    return value
