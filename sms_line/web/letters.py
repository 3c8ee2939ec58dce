"""The page on which a supporter reads the letter before saying YES."""

import re

from flask import Blueprint, Response, make_response, render_template
from flask.typing import ResponseReturnValue

from sms_line.bundle_paths import TEMPLATES
from sms_line.parts import Parts
from sms_line.store import previews

_TOKEN = re.compile("[A-Za-z0-9]{1,40}")
"""What `Tokens` make; a database may stumble over anything else that is typed here."""
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"


def letter_pages(parts: Parts) -> Blueprint:
    """/l/TOKEN: one person's letters as they would leave; nobody can guess the address."""
    pages = Blueprint("letters", __name__, template_folder=str(TEMPLATES), static_folder="static")

    @pages.get("/l/<token>")
    def read(token: str) -> ResponseReturnValue:
        preview = None
        if _TOKEN.fullmatch(token):
            with parts.database.read() as tx:
                preview = previews.get(tx, token, parts.clock.now())
        action = parts.catalog.get(preview.action, preview.version) if preview else None
        if preview is None or action is None:
            return _page("page/letter_gone.html", 404, lang="en")
        return _page(
            "page/letter.html",
            200,
            lang=preview.language.value,
            letters=preview.letters,
            confirmed=preview.confirmed,
            title=action.title,
            organization=parts.organization or action.organization,
            reading=preview.reading,
        )

    return pages


def _page(template: str, status: int, **facts: object) -> Response:
    answer = make_response(render_template(template, **facts), status)
    answer.headers["Content-Security-Policy"] = _POLICY
    # The page holds a name and a town: no cache, no search engine, no trace where a link leads.
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
