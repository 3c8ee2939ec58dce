"""A conversation's state as JSON, and back; a state that this release no longer knows is None."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cattrs import Converter
from cattrs.strategies import configure_tagged_union

from sms_line.core.prompts import Prompt
from sms_line.core.speaking import Spoken, Wait
from sms_line.core.states import Resting, State

VERSION = 1
"""Goes up when old states can no longer be read as they are."""

_converter = Converter(omit_if_default=True, prefer_attrib_converters=False)
_converter.register_unstructure_hook(datetime, datetime.isoformat)
_converter.register_structure_hook(datetime, lambda written, _: datetime.fromisoformat(written))
configure_tagged_union(State, _converter, tag_name="is")
configure_tagged_union(Wait, _converter, tag_name="is")
configure_tagged_union(Prompt, _converter, tag_name="is")


def put(state: State) -> str:
    """The state as compact JSON."""
    data = _converter.unstructure(state, unstructure_as=State)
    return json.dumps({"v": VERSION, **data}, ensure_ascii=False, separators=(",", ":"))


def get(stored: str) -> State | None:
    """The state that was put; None if it cannot be read: the conversation starts over."""
    try:
        data: dict[str, Any] = json.loads(stored)
        if data.pop("v") != VERSION:
            return None
        state: State = _converter.structure(data, State)  # type: ignore[arg-type]
    except Exception:  # whatever is wrong with it, the person gets a fresh start
        return None
    return state


def put_spoken(spoken: Spoken) -> str:
    """What a caller hears and what is waited for, as JSON."""
    return json.dumps(_converter.unstructure(spoken), ensure_ascii=False, separators=(",", ":"))


def get_spoken(stored: str) -> Spoken:
    """What was put."""
    return _converter.structure(json.loads(stored), Spoken)


@dataclass(frozen=True, slots=True)
class _Said:
    about: str
    told: tuple[Prompt, ...]
    asked: tuple[Prompt, ...]
    """One or none: a union with None would lose its tags."""


def put_said(about: str, told: tuple[Prompt, ...], asked: Prompt | None) -> str:
    """What a page has to say, as JSON. `about`: the slug of its action."""
    said = _converter.unstructure(_Said(about, told, (asked,) if asked else ()))
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def get_said(stored: str) -> tuple[str, tuple[Prompt, ...], Prompt | None]:
    """What was put; nothing where this release cannot read it."""
    try:
        said = _converter.structure(json.loads(stored), _Said)
    except Exception:  # the page shows where the conversation stands anyway
        return "", (), None
    return said.about, said.told, next(iter(said.asked), None)


NOBODY = Resting()
"""Where a conversation with somebody new stands."""
