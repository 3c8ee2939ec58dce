"""What carriers ask for when a short code or a 10DLC campaign is registered, ready to copy."""

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from sms_line.actions import loading
from sms_line.core import prompts
from sms_line.core.action import Action
from sms_line.core.people import Language
from sms_line.core.segments import measure
from sms_line.facts import facts_of
from sms_line.ports import NoDataLoaded
from sms_line.store import action_endings, actions
from sms_line.web.desk.actions.playing import play
from sms_line.web.desk.actions.preview import EXAMPLE_ZIP
from sms_line.web.desk.desk import Desk
from sms_line.web.desk.roles import May, needs

WRITTEN = ("campaign", "call_to_action", "opt_in", "privacy")
"""What is written from a template of its own, `templates/desk/registration/`."""
SAMPLES = 5
"""Twilio asks for two to five sample messages of a campaign (A2P 10DLC)."""


@dataclass(frozen=True, slots=True)
class Words:
    """One field of a registration's form."""

    name: str
    language: str
    words: str
    segments: int | None = None
    """Of what is sent as a text."""


def add_registration(pages: Blueprint, desk: Desk) -> None:
    """/actions/SLUG/registration"""

    @pages.get("/actions/<slug>/registration")
    @needs(May.LOOK)
    def registration(slug: str) -> ResponseReturnValue:
        with desk.parts.database.read() as tx:
            stored = actions.newest_of(tx, slug)
            endings = action_endings.ended(tx)
        action = loading.loaded(stored, endings) if stored else None
        if action is None:
            return desk.page("actions/gone.html", 404)
        return desk.page(
            "actions/registration.html",
            scripts=True,
            action=action,
            all=[*_written(desk, action), *_said(desk, action), *_samples(desk, action)],
        )


def _written(desk: Desk, action: Action) -> list[Words]:
    """What describes the program, in English, as the forms are."""
    parts = desk.parts
    facts = facts_of(parts, [action], action, Language.ENGLISH, "")
    known = {
        "facts": facts,
        "action": action,
        "keywords": list(action.keywords),
        "page": parts.public_url + url_for("pages.show", slug=action.slug),
        "privacy": parts.public_url + url_for("privacy.show"),
    }
    return [
        Words(name, "en", render_template(f"desk/registration/{name}.txt", **known).strip())
        for name in WRITTEN
    ]


def _said(desk: Desk, action: Action) -> list[Words]:
    """What the line answers to the keyword, to HELP and to STOP, as it is sent."""
    asked: dict[str, prompts.Prompt] = {
        "opt_in_message": prompts.Welcome(),
        "help_message": prompts.HelpGiven(),
        "stop_message": prompts.StopConfirmed(),
    }
    parts = desk.parts
    found = []
    for name, prompt in asked.items():
        for language in Language:
            facts = facts_of(parts, [action], action, language, "")
            said = parts.speech.text([prompt], language, action, facts)
            found.append(Words(name, language.value, said, measure(said).segments))
    return found


def _samples(desk: Desk, action: Action) -> list[Words]:
    """Texts of a whole conversation; none before there are legislators to name."""
    try:
        played = [play(desk.parts, action, language, EXAMPLE_ZIP) for language in Language]
    except NoDataLoaded:
        return []
    return [
        Words("sample", each.language.value, bubble.words, bubble.cost.segments)
        for each in played
        if each
        for bubble in [bubble for bubble in each.said if bubble.cost][:SAMPLES]
        if bubble.cost
    ]
