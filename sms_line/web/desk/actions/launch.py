"""The launch checklist: each thing looked at, what was found, and where it is mended."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Literal

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.actions import loading, publishing
from sms_line.actions.first_message import missing
from sms_line.carrier.console import Address
from sms_line.carrier.webhooks import NoSuchSender
from sms_line.core import prompts
from sms_line.core.action import Action
from sms_line.core.people import Language
from sms_line.directory.sources import PUBLISHERS
from sms_line.directory.status import status
from sms_line.facts import facts_of
from sms_line.parts import Parts
from sms_line.ports import CarrierDown
from sms_line.routes.check import Check
from sms_line.store import action_endings, action_log, actions, audit, rehearsals
from sms_line.store.actions import Stored
from sms_line.store.audit import Deed
from sms_line.web.desk.desk import Desk, me
from sms_line.web.desk.roles import May, needs
from sms_line.web.given import row_number

FRESH = timedelta(days=7)
State = Literal["good", "missing", "not asked"]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the checklist; its words are in the template, by `name`."""

    name: str
    state: State
    facts: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was heard from outside."""

    mail: Check
    addresses: tuple[Address, ...] = ()
    why_not: str = ""
    """Why Twilio said nothing: "practice", "no sender", or a sentence; "" if it did."""


def add_launch(pages: Blueprint, desk: Desk) -> None:
    """/actions/SLUG/launch and its buttons."""
    database, clock = desk.parts.database, desk.parts.clock

    @pages.get("/actions/<slug>/launch")
    @needs(May.LOOK)
    def launch(slug: str) -> ResponseReturnValue:
        return _checklist(desk, slug, done=request.args.get("done", ""))

    @pages.post("/actions/<slug>/launch/read-over")
    @needs(May.WRITE_ACTIONS)
    def read_over(slug: str) -> ResponseReturnValue:
        number = request.form.get("version", 0, type=row_number)
        with database.write() as tx:
            stored = actions.version(tx, slug, number)
            action = loading.loaded(stored, {}) if stored else None
            if action is None:
                return desk.page("actions/gone.html", 404)
            publishing.read_over(tx, action, me().email, clock.now())
        return redirect(url_for("actions.launch", slug=slug), 303)

    @pages.post("/actions/<slug>/launch/webhooks")
    @needs(May.CONNECT)
    def mend(slug: str) -> ResponseReturnValue:
        return _mend(desk, slug)


def _mend(desk: Desk, slug: str) -> ResponseReturnValue:
    """Set the number's addresses at Twilio to this line's."""
    if desk.console is None:
        return redirect(url_for("actions.launch", slug=slug), 303)
    try:
        desk.console.mend()
    except (CarrierDown, NoSuchSender) as error:
        return _checklist(desk, slug, 502, problem=_why(error))
    now = desk.parts.clock.now()
    with desk.parts.database.write() as tx:
        audit.record(tx, at=now, who=me().email, did=Deed.SET_WEBHOOKS, kind="line", row_id=0)
    return redirect(url_for("actions.launch", slug=slug, done="webhooks"), 303)


def _checklist(desk: Desk, slug: str, code: int = 200, **facts: Any) -> Response:
    with desk.parts.database.read() as tx:
        stored = actions.newest_of(tx, slug)
        endings = action_endings.ended(tx)
    action = loading.loaded(stored, endings) if stored else None
    if stored is None or action is None:
        return desk.page("actions/gone.html", 404)
    items = [
        _open(desk, action),
        _words(desk.parts, action),
        _languages(action),
        _data(desk.parts),
        *_outside(desk, _ask(desk), action),
        _rehearsed(desk, stored),
        _second_eyes(desk, stored),
    ]
    return desk.page(
        "actions/launch.html",
        code,
        action=action,
        stored=stored,
        items=items,
        good=sum(item.state == "good" for item in items),
        keyword=next(iter(action.keywords)),
        **facts,
    )


def _open(desk: Desk, action: Action) -> Item:
    is_open = action.ends is None or action.ends >= desk.parts.clock.now().date()
    return Item("open", "good" if is_open else "missing")


def _words(parts: Parts, action: Action) -> Item:
    """Do the first text, HELP's answer and STOP's say what carriers want of them?"""
    lacking = [
        (language.value, *each)
        for language in Language
        for each in _lacking(parts, action, language)
    ]
    return Item("words", "missing" if lacking else "good", {"lacking": lacking})


def _lacking(parts: Parts, action: Action, language: Language) -> Iterator[tuple[str, str]]:
    facts = facts_of(parts, [action], action, language, "")

    def said(prompt: prompts.Prompt) -> str:
        return parts.speech.text([prompt], language, action, facts)

    # As it is sent, accents may be folded: the name is looked for as the text would have it.
    for lack in missing(said(prompts.Welcome()), language, facts.organization):
        yield "welcome", lack
    helped, stopped = said(prompts.HelpGiven()), said(prompts.StopConfirmed())
    if facts.contact not in helped:
        yield "help_given", "contact"
    if not stopped:
        yield "stop_confirmed", "words"


def _languages(action: Action) -> Item:
    """Is what there is in English there in Spanish?"""
    spanish = Language.SPANISH
    there = {
        "keywords_es": spanish in action.keywords.values(),
        "ask_es": spanish in action.ask,
        "letter_es": spanish in action.reading,
        "script_es": spanish in action.script or not action.script,
        "share_es": spanish in action.share,
    }
    lacking = [name for name, is_there in there.items() if not is_there]
    return Item("languages", "missing" if lacking else "good", {"lacking": lacking})


def _data(parts: Parts) -> Item:
    now = parts.clock.now()
    loaded = status(parts.database, now)
    if loaded is None:
        return Item("data", "missing", {"loaded": None})
    # The publishers' file may be older than their answer: it changes only with its members.
    asked = loaded.edition.source == PUBLISHERS and now - loaded.edition.loaded_at <= FRESH
    fresh = (asked or loaded.age(now) <= FRESH) and not loaded.edition.sample
    facts: dict[str, object] = {"loaded": loaded, "days": loaded.age(now).days, "asked": asked}
    return Item("data", "good" if fresh else "missing", facts)


def _ask(desk: Desk) -> Asked:
    """Ask the mail server and Twilio, both at once: somebody waits."""
    with ThreadPoolExecutor(2) as both:
        mail = both.submit(desk.mail)
        console = desk.console
        addresses = both.submit(console.addresses) if console else None
        try:
            heard = addresses.result() if addresses else ()
            why_not = "" if addresses else "practice"
        except (CarrierDown, NoSuchSender) as error:
            heard, why_not = (), _why(error)
        return Asked(mail.result(), heard, why_not)


def _why(error: Exception) -> str:
    return "no sender" if isinstance(error, NoSuchSender) else str(error)


def _outside(desk: Desk, asked: Asked, action: Action) -> Iterator[Item]:
    outbox, console = desk.outbox, desk.console
    # In the outbox letters are kept as files: fine for practising, and nobody gets them.
    leaves = asked.mail.level == "ok" and outbox is None
    yield Item("mail", "good" if leaves else "missing", {"said": asked.mail.sentence})
    if asked.why_not:
        known = asked.why_not == "no sender"
        yield Item("webhooks", "missing" if known else "not asked", {"why_not": asked.why_not})
        return
    # Nobody rings about an action that asks for no calls.
    wanted = [each for each in asked.addresses if each.what == "texts" or action.script]
    wrong = [each for each in wanted if not each.right]
    facts: dict[str, object] = {"wrong": wrong, "right": [each for each in wanted if each.right]}
    facts["telephone"] = bool(console and console.voice_number)
    yield Item("webhooks", "missing" if wrong else "good", facts)


def _rehearsed(desk: Desk, stored: Stored) -> Item:
    with desk.parts.database.read() as tx:
        found = rehearsals.of_version(tx, stored.slug, stored.version)
    state: State = "good" if found.letters else "missing"
    return Item("rehearsal", state, {"found": found, "practice": desk.console is None})


def _second_eyes(desk: Desk, stored: Stored) -> Item:
    with desk.parts.database.read() as tx:
        publisher = action_log.publications(tx, stored.slug).get(stored.version)
        readers = action_log.readers(tx, stored.slug, stored.version)
    others = [each for each in readers if publisher is None or each.who != publisher.who]
    facts: dict[str, object] = {"publisher": publisher, "readers": others}
    facts["mine"] = publisher is not None and publisher.who == me().email
    return Item("eyes", "good" if others else "missing", facts)
