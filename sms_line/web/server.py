"""The Flask application: the doors, and a kind word for whatever goes wrong behind them."""

import logging
from collections.abc import Sequence

from flask import Blueprint, Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from werkzeug.exceptions import HTTPException

from sms_line.store.database import DatabaseDown
from sms_line.web.given import CONVERTERS, SoundRequest
from sms_line.web.wrong_turns import is_program, kind_page, wrong_turn

log = logging.getLogger(__name__)

LARGEST_POST = 256 * 1024
"""Bytes: a text has at most 1,600 characters, and Twilio's fields a few hundred more."""

_FOR_PROGRAMS = ("/twilio/", "/api/")


class SessionsOfPeople(SecureCookieSessionInterface):
    """Sessions for whoever has a browser: programs have none, and the carrier would wait for it."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of this request; None for a webhook and for the API."""
        if request.path.startswith(_FOR_PROGRAMS):
            return None
        return super().open_session(app, request)


def make_server(doors: Sequence[Blueprint]) -> Flask:
    """Put the doors together."""
    server = Flask("sms_line.web", static_folder=None)
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_POST
    server.session_interface = SessionsOfPeople()
    server.request_class = SoundRequest
    server.url_map.converters |= CONVERTERS
    for door in doors:
        server.register_blueprint(door)
    server.register_error_handler(DatabaseDown, _database_down)
    server.register_error_handler(HTTPException, wrong_turn)
    server.register_error_handler(Exception, _unexpected)
    server.after_request(_safe_headers)
    return server


def _database_down(error: Exception) -> Response:
    # 503 makes Twilio try again and use the fallback address.
    log.error("database down")
    bare = Response(f"{error}\n", 503, mimetype="text/plain")
    answer = bare if is_program() else kind_page(503)
    answer.headers["Retry-After"] = "5"
    return answer


def _unexpected(error: Exception) -> Response:
    log.error("unexpected", exc_info=error)
    if not is_program():
        return kind_page(500)
    return Response("Something went wrong here; the log says what.\n", 500, mimetype="text/plain")


def _safe_headers(answer: Response) -> Response:
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    answer.headers.setdefault("Content-Security-Policy", "default-src 'none'")
    answer.headers.setdefault("Referrer-Policy", "same-origin")
    return answer
