"""The API's addresses: its operations, its description, and a page on which people read that."""

import re
from importlib.metadata import version

from flask import Blueprint, Response, jsonify, make_response, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape
from werkzeug.exceptions import HTTPException

from sms_line.bundle_paths import TEMPLATES
from sms_line.parts import Parts
from sms_line.store.database import DatabaseDown
from sms_line.web.api import actions, broadcasts, numbers, supporters
from sms_line.web.api.description import SCOPES, described
from sms_line.web.api.door import admitted, served
from sms_line.web.api.problems import Problem

OPERATIONS = (
    *actions.OPERATIONS,
    *supporters.OPERATIONS,
    *numbers.OPERATIONS,
    *broadcasts.OPERATIONS,
)
_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def api_pages(parts: Parts) -> Blueprint:
    """/api/ and all that is under it; no cookie is read or set there."""
    pages = Blueprint("api", __name__, template_folder=str(TEMPLATES))
    for each in OPERATIONS:
        path = each.path.replace("{id}", "<int:id>").replace("{", "<").replace("}", ">")
        view = served(parts, each)
        pages.add_url_rule(f"/api/v1{path}", each.name, view, methods=[each.method])
    _add_nothing(pages, parts)
    _add_description(pages, parts)
    _add_problems(pages)
    return pages


def _add_nothing(pages: Blueprint, parts: Parts) -> None:
    @pages.route("/api/v1/<path:rest>", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def nothing(rest: str) -> ResponseReturnValue:
        admitted(parts)
        raise Problem(404, "Nothing is at this address for this method.", "See /api/")


def _add_description(pages: Blueprint, parts: Parts) -> None:
    told = described(OPERATIONS, parts.public_url, version("sms-line"))

    @pages.get("/api/v1/openapi.json")
    def openapi() -> ResponseReturnValue:
        return jsonify(told)

    @pages.get("/api/")
    def read() -> ResponseReturnValue:
        body = render_template("api/index.html", told=told, scopes=SCOPES, coded=coded)
        answer = make_response(body)
        answer.headers["Content-Security-Policy"] = _POLICY
        return answer


def coded(words: str) -> Markup:
    """What stands in backticks, as code: OpenAPI's descriptions are CommonMark."""
    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(words))))  # noqa: S704


def _add_problems(pages: Blueprint) -> None:
    @pages.errorhandler(Problem)
    def problem(wrong: Problem) -> Response:
        return wrong.answer()

    @pages.errorhandler(DatabaseDown)
    def down(wrong: DatabaseDown) -> Response:
        return Problem(503, str(wrong), headers={"Retry-After": "5"}).answer()

    @pages.errorhandler(HTTPException)
    def refused(wrong: HTTPException) -> Response:
        return Problem(wrong.code or 500, wrong.name + ".", wrong.description or "").answer()

    @pages.after_request
    def fresh(answer: Response) -> Response:
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer
