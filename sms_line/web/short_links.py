"""Short addresses in broadcasts: each leads on to the one that the organizer wrote, and counts."""

import logging

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from sms_line.broadcasting.shortening import PATH
from sms_line.bundle_paths import TEMPLATES
from sms_line.core.broadcasts import short_codes
from sms_line.core.broadcasts.short_codes import ShortCode
from sms_line.parts import Parts
from sms_line.store import broadcast_rules, links
from sms_line.store.database import DatabaseDown
from sms_line.store.links import Link
from sms_line.web.preview_agents import is_a_person

log = logging.getLogger(__name__)

_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"


def short_link_pages(parts: Parts) -> Blueprint:
    """/s/CODE: leads only where a broadcast's own words lead, and sets no cookie."""
    pages = Blueprint("short_links", __name__, template_folder=str(TEMPLATES))

    @pages.get(f"/{PATH}/<path:code>")
    def follow(code: str) -> ResponseReturnValue:
        asked = short_codes.read(code)
        link = _find(parts, asked) if asked else None
        if asked is None or link is None:
            return _private(make_response(render_template("page/link_gone.html"), 404))
        if is_a_person(request):
            _count(parts, link, asked)
        return _private(make_response(redirect(link.url, 302)))

    return pages


def _find(parts: Parts, asked: ShortCode) -> Link | None:
    """The link of a code that the line has made."""
    with parts.database.read() as tx:
        link = links.get(tx, asked.link_id)
    return link if link and asked.is_signed_with(link.secret) else None


def _count(parts: Parts, link: Link, asked: ShortCode) -> None:
    try:
        with parts.database.write() as tx:
            rule = broadcast_rules.rules(tx).links  # as the group has it now, whatever was sent
            if rule:
                whose = asked.supporter_id if rule == "person" else None
                links.note_click(tx, link.id, whose, parts.clock.now())
    except DatabaseDown:  # whoever tapped need not wait for a count
        log.error("a click was not counted")


def _private(answer: Response) -> Response:
    """The code may say who follows it: no cache, no search engine, no word to the next page."""
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Content-Security-Policy"] = _POLICY
    return answer
