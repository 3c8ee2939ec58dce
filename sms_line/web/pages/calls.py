"""Ring me back: a number that is typed here is asked by text first, and never rung on a stranger's
word."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.core import events
from sms_line.core.page_limits import Use
from sms_line.core.people import PhoneNumber
from sms_line.directory.openings import us_number
from sms_line.line import Line
from sms_line.store import blocked
from sms_line.web.pages import visit as visits
from sms_line.web.pages.about import over
from sms_line.web.pages.pages import Pages, action_page
from sms_line.web.pages.speaking import spoken_language
from sms_line.web_line import NOBODY


def add_calls(doors: Blueprint, pages: Pages) -> Blueprint:
    """POST /a/SLUG/call."""
    line = Line(pages.parts)

    @doors.post("/<slug>/call")
    def call(slug: str) -> ResponseReturnValue:
        action, language = pages.action(slug), spoken_language()
        if action is None or not pages.parts.can_ring or not action.script:
            return pages.missing(language)
        number = us_number(request.form.get("phone", "")[:40])
        problem = _refused(pages, number)
        if over(action, pages.parts.clock.now().date()):
            problem = "ended"
        if problem:
            visit = visits.visit()
            shown = pages.line.shown(visit) if visit else NOBODY
            return action_page(pages, action, shown, visit, request.form, call_problem=problem)
        if number:
            _offer(pages, line, PhoneNumber(number))
        # The same whether it could be texted or not: nobody learns here who is on which list.
        there = url_for("pages.show", slug=slug, lang=language.value, rung="")
        return redirect(there + "#call", 303)

    return doors


def _refused(pages: Pages, number: str | None) -> str:
    """Why nobody is asked, "" where somebody is."""
    if problem := pages.gate.problem(request.form, visits.visit(), hasty=False):
        return problem
    if number is None:
        return "no_number"
    if pages.counter.enough(Use.RING):
        return "rung"
    pages.counter.note(Use.RING)
    return ""


def _offer(pages: Pages, line: Line, phone: PhoneNumber) -> None:
    """Ask this number once a day, unless an organizer has blocked it."""
    if pages.counter.enough_for(Use.RUNG, phone.e164):
        return
    with pages.parts.database.read() as tx:
        if blocked.find(tx, phone.e164):
            return
    pages.counter.note_for(Use.RUNG, phone.e164)
    line.tell(phone, lambda _: events.CallRequested(), source="web")
