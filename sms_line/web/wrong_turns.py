"""A kind page for whoever took a wrong turn, or came while something was broken; both languages.

Programs (the carrier, whoever asks the API) get the bare answer that they can use.
"""

from flask import Response, current_app, make_response, redirect, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

_PROGRAMS = ("/twilio/", "/api/", "/healthz", "/readyz", "/metrics")
_TOLD = (400, 404, 405, 413)
_POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"


def wrong_turn(error: HTTPException) -> HTTPException | AnyResponse:
    """What a browser gets where there is no page, or what it sent cannot be taken."""
    if error.code not in _TOLD or is_program():
        return error
    if error.code == 405 and request.method in ("GET", "HEAD") and (above := _page_above()):
        return redirect(above, 302)
    return kind_page(error.code)


def kind_page(code: int) -> Response:
    """The page for an answer's code."""
    answer = make_response(render_template("page/wrong_turn.html", code=code), code)
    answer.headers["Content-Security-Policy"] = _POLICY
    answer.headers["Cache-Control"] = "no-store"
    return answer


def is_program() -> bool:
    """Is this asked by something that reads no pages?"""
    # Who says nothing of what it accepts accepts anything (RFC 9110, 12.5.1).
    wants = request.accept_mimetypes
    return request.path.startswith(_PROGRAMS) or bool(wants and not wants.accept_html)


def _page_above() -> str:
    """The page on which the button of this address stands: somebody has loaded it once more."""
    adapter = current_app.create_url_adapter(request)
    path = request.path
    while adapter and (path := path.rpartition("/")[0]):
        try:
            adapter.match(path, method="GET")
        except RequestRedirect:
            path += "/"
        except HTTPException:
            continue
        query = request.query_string.decode("ascii", "ignore")
        return f"{path}?{query}" if query else path
    return ""
