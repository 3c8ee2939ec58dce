"""From prompts and facts to what people read: the words are in `templates/text/<language>/`."""

import re
from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import fields, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader, StrictUndefined, Template
from jinja2.sandbox import ImmutableSandboxedEnvironment

from sms_line.core.action import Action
from sms_line.core.broadcasts.required import BroadcastPrompt
from sms_line.core.call_prompts import AfterCallPrompt, CallPrompt
from sms_line.core.page_prompts import PagePrompt
from sms_line.core.people import Language
from sms_line.core.prompts import Prompt, prompt_name
from sms_line.core.segments import fold
from sms_line.ports import Facts

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


class _Templates(ImmutableSandboxedEnvironment):
    """Templates that share Jinja's globals and have none of their own."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """One plain mapping: Jinja's ChainMap is copied at each render, slower than the words."""
        return {**self.globals, **(d or {})}


@cache
def _environment(folder: Path) -> _Templates:
    # A sandbox, because an action's own texts come from organizers; no autoescape, because
    # what comes out is a text message, never HTML.
    return _Templates(
        # Beside it are words that the channels share.
        loader=FileSystemLoader([folder, folder.parent]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
        auto_reload=False,
    )


class Words:
    """The templates of one channel, compiled once."""

    def __init__(self, folder: Path) -> None:
        """Open `folder`, which holds a folder for each language."""
        self._environment = _environment(folder)
        self._of_actions = lru_cache(maxsize=512)(self._environment.from_string)
        self._to_forward = lru_cache(maxsize=512)(self._forwarded)

    def text(
        self,
        prompts: Sequence[Prompt | AfterCallPrompt | BroadcastPrompt],
        language: Language,
        action: Action | None,
        facts: Facts,
    ) -> str:
        """One text that says all of these, in GSM-7 where only accents stand in the way."""
        known = self._known(action, language, facts)
        said = (self._one(prompt, language, action, known) for prompt in prompts)
        return fold("\n".join(each for each in said if each))

    def spoken(
        self,
        prompts: Sequence[Prompt | CallPrompt | PagePrompt],
        language: Language,
        action: Action | None,
        facts: Facts,
    ) -> str:
        """What says all of these aloud, or on a page: accents stay, nothing is an action's own."""
        known = self._known(action, language, facts)
        said = (self._one(prompt, language, None, known) for prompt in prompts)
        return " ".join(each for each in said if each)

    def _known(
        self, action: Action | None, language: Language, facts: Facts
    ) -> Mapping[str, object]:
        """The facts, with the words to forward."""
        share = ""
        if action:
            source = action.share.get(language) or action.share.get(Language.ENGLISH, "")
            # Words for others never hold the link to somebody's letter.
            share = self._to_forward(source, replace(facts, link=""))
        return {**_given(facts), "share": share}

    def _forwarded(self, source: str, facts: Facts) -> str:
        return _tidy(self._of_actions(source).render(_given(facts)))

    def _one(
        self,
        prompt: Prompt | CallPrompt | AfterCallPrompt | BroadcastPrompt | PagePrompt,
        language: Language,
        action: Action | None,
        known: Mapping[str, object],
    ) -> str:
        template = self._template(prompt_name(type(prompt)), language, action)
        return _tidy(template.render({**known, **_given(prompt)}))

    def _template(self, name: str, language: Language, action: Action | None) -> Template:
        own = action.texts.get(language, {}).get(name) if action else None
        if own:
            return self._of_actions(own)
        return self._environment.get_template(f"{language.value}/{name}.txt")


@cache
def _names(kind: type["DataclassInstance"]) -> tuple[str, ...]:
    properties = [n for n in dir(kind) if isinstance(getattr(kind, n, None), property)]
    return (*(field.name for field in fields(kind)), *properties)


def _given(value: "DataclassInstance") -> Mapping[str, Any]:
    return {name: getattr(value, name) for name in _names(type(value))}


def _tidy(text: str) -> str:
    """No space at the ends of lines, no empty lines: each would cost."""
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    text = "\n".join(line for line in lines if line)
    return _TWO_STOPS.sub(".", text)


_SPACES = re.compile(r"[ \t]+")
_TWO_STOPS = re.compile(r"(?<=[^.])\.\.(?!\.)")
"""\"… & Angus S. King, Jr..\" where a name ends the sentence."""
