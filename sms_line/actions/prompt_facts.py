"""Which facts an action's own text may name: those that its prompt will really be given."""

from dataclasses import fields
from functools import cache
from typing import get_args

from sms_line.core.prompts import Prompt, prompt_name

_EVERYWHERE = ("link", "share")
"""What every text is given beside the names that sections may use (ports.Facts)."""


def names_for(prompt: str, merge_names: tuple[str, ...]) -> tuple[str, ...]:
    """The names that read well between double braces in this text: words and numbers.

    A tuple or a flag has no written form of its own, so it cannot be named.
    """
    own = _own_facts().get(prompt, {})
    general = [name for name in (*merge_names, *_EVERYWHERE) if name not in own]
    return (*general, *(name for name, written in own.items() if written))


@cache
def _own_facts() -> dict[str, dict[str, bool]]:
    """Prompt → the names of its own facts → has it a written form?"""
    return {
        prompt_name(prompt): {each.name: each.type in (str, int) for each in fields(prompt)}
        for prompt in get_args(Prompt)
    }
