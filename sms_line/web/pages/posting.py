"""The form of an action's page: refused where it comes from a robot, else heard."""

from collections.abc import Mapping

from flask import Blueprint, Response, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.core.action import Action
from sms_line.core.forms import Form
from sms_line.core.page_limits import Use
from sms_line.core.states import Stopped
from sms_line.web.pages import visit as visits
from sms_line.web.pages.pages import Pages, action_page
from sms_line.web.pages.robots import has_worked
from sms_line.web.pages.speaking import spoken_language
from sms_line.web_line import NOBODY, Shown

_LONGEST_ANSWER = 4_000
"""Characters of one field; what is longer is no answer to anything here."""


def add_posting(doors: Blueprint, pages: Pages) -> Blueprint:
    """POST /a/SLUG."""

    @doors.post("/<slug>")
    def fill_in(slug: str) -> ResponseReturnValue:
        action, language = pages.action(slug), spoken_language()
        if action is None:
            return pages.missing(language)
        visit = visits.visit()
        typed = {name: value[:_LONGEST_ANSWER] for name, value in request.form.items()}
        if problem := _refused(pages, visit, typed):
            shown = pages.line.shown(visit) if visit else NOBODY
            return action_page(pages, action, shown, visit, typed, problem)
        secret = ""
        if not visit:
            secret, visit = visits.new_visit()
        shown = pages.line.fill_in(visit, Form(slug, language, typed))
        return _after(pages, action, shown, visit, typed, secret)

    return doors


def _refused(pages: Pages, visit: str, typed: Mapping[str, str]) -> str:
    """Why nothing is done about a form, "" where something is."""
    sends = typed.get("do") == "send"
    # Whoever has begun may step back and forth as fast as they like, but not send.
    if problem := pages.gate.problem(typed, visit, hasty=bool(visit) and not sends):
        return problem
    counter = pages.counter
    if counter.enough(Use.FORM):
        return "often"
    counter.note(Use.FORM)
    if sends and counter.enough(Use.LETTERS, worked=has_worked(typed)):
        return "often"
    return ""


def _after(
    pages: Pages,
    action: Action,
    shown: Shown,
    visit: str,
    typed: Mapping[str, str],
    secret: str,
) -> Response:
    """What follows a form: the page itself where something is to be mended, else a fresh look."""
    language = spoken_language()
    if typed.get("do") == "send" and not shown.stuck and action.slug in shown.state.person.acted:
        pages.counter.note(Use.LETTERS)
    if isinstance(shown.state, Stopped):
        answer = action_page(pages, action, shown, visit, {}, "")
        visits.end(answer)
        return answer
    if shown.stuck:
        answer = action_page(pages, action, shown, visit, typed, "", 422)
    else:
        there = url_for("pages.show", slug=action.slug, lang=language.value, next="")
        answer = make_response(redirect(there + "#act", 303))
    if secret:
        visits.begin(answer, secret, secure=pages.secure)
    return answer
