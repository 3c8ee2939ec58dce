"""What an action would be: its conversation with prices, its letters, its script, its mistakes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from sms_line.actions import loading
from sms_line.actions.collisions import collision
from sms_line.actions.mistakes import ActionFileError, Mistake
from sms_line.actions.parse import parse
from sms_line.core.action import Action
from sms_line.core.letter import Letter
from sms_line.core.people import Language, Legislator
from sms_line.core.prompts import PROMPT_NAMES
from sms_line.parts import Parts
from sms_line.ports import NoDataLoaded
from sms_line.web.desk.actions.playing import Played, letter_to, play
from sms_line.web.desk.desk import Desk

EXAMPLE_ZIP = "82001"
"""Cheyenne, Wyoming: one district, and in every copy of the data."""


Problem = Literal["", "no data", "office", "zip"]


@dataclass(frozen=True, slots=True)
class Asked:
    """For whom the letters are shown."""

    zip: str = EXAMPLE_ZIP
    office: str = ""
    """A legislator as `named` writes them; "" for the offices of the ZIP code."""


@dataclass(frozen=True, slots=True)
class Preview:
    """All that can be said of a draft now."""

    action: Action | None
    """None while there are mistakes."""
    mistakes: tuple[Mistake, ...]
    taken: str
    """What another action has already; "" for nothing."""
    played: tuple[Played, ...]
    letters: tuple[Letter, ...]
    problem: Problem


def preview(desk: Desk, source: str, slug: str, asked: Asked) -> Preview:
    """Read a draft and try it. Raises DatabaseDown."""
    try:
        action = parse(source, slug=slug, prompt_names=PROMPT_NAMES)
    except ActionFileError as error:
        return Preview(None, error.mistakes, "", (), (), "")
    parts = desk.parts
    with parts.database.read() as tx:
        others = [other for _, other in loading.newest(tx) if other]
    taken = collision(action, others, parts.clock.now().date())
    problem: Problem
    try:
        tried = [play(parts, action, language, asked.zip) for language in Language]
        played = tuple(each for each in tried if each)
        letters, problem = _letters(parts, action, asked, played)
    except NoDataLoaded:
        return Preview(action, (), taken, (), (), "no data")
    if not letters and not problem:
        problem = "zip"
    return Preview(action, (), taken, played, letters, problem)


def told(desk: Desk) -> Mapping[str, object]:
    """What the template of a preview needs beside it."""
    return {
        "price": desk.price,
        "language": {Language.ENGLISH: "English", Language.SPANISH: "Spanish"},
    }


def members(desk: Desk) -> list[str]:
    """All legislators as one can choose them, by name; none before data is loaded."""
    try:
        everybody = desk.parts.directory.members()
    except NoDataLoaded:
        return []
    return sorted(named(each) for each in everybody)


def named(office: Legislator) -> str:
    """A legislator, told from others of the name."""
    return f"{office.name} ({office.state})"


def _letters(
    parts: Parts, action: Action, asked: Asked, played: tuple[Played, ...]
) -> tuple[tuple[Letter, ...], Problem]:
    if not asked.office:
        return (played[0].letters if played else ()), ""
    found = [each for each in parts.directory.members() if named(each) == asked.office]
    letters = tuple(letter_to(parts, action, each, asked.zip) for each in found[:1])
    return letters, "" if letters else "office"
