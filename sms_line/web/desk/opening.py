"""Puts the desk into an application: its pages, the guard before all pages, cookies, tokens."""

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFError, CSRFProtect

from sms_line.web.desk.account import account_pages
from sms_line.web.desk.actions.pages import action_pages
from sms_line.web.desk.actions.pasting import admit_files
from sms_line.web.desk.audit_log import audit_pages
from sms_line.web.desk.broadcasts import broadcast_pages
from sms_line.web.desk.connections import connection_pages
from sms_line.web.desk.data import data_pages
from sms_line.web.desk.desk import Desk
from sms_line.web.desk.files import file_pages
from sms_line.web.desk.guard import guard_pages
from sms_line.web.desk.imports import admit_lists, import_pages
from sms_line.web.desk.inbox import inbox_pages
from sms_line.web.desk.kept import typed
from sms_line.web.desk.letters import delivery_pages
from sms_line.web.desk.list_files import list_file_pages
from sms_line.web.desk.live import live_pages
from sms_line.web.desk.sign_in import sign_in_pages
from sms_line.web.desk.supporters import supporter_pages
from sms_line.web.desk.team import team_pages
from sms_line.web.desk.today import today_pages

OWN_CHECK = ("api", "twilio", "calls", "pages", "phone")
"""Blueprints that know by other means from where a post comes; see `guard.PUBLIC`."""


def open_desk(server: Flask, desk: Desk, *, secure: bool) -> None:
    """Register the desk. `secure`: the public address is https, so the cookie needs it too."""
    server.secret_key = desk.secret_key
    server.config.update(
        # The prefix makes browsers refuse a cookie that another host of the domain has set.
        SESSION_COOKIE_NAME="__Host-desk" if secure else "desk",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # A form lasts as long as its session.
        WTF_CSRF_TIME_LIMIT=None,
    )
    for pages in (
        guard_pages,
        sign_in_pages,
        today_pages,
        live_pages,
        action_pages,
        data_pages,
        inbox_pages,
        delivery_pages,
        broadcast_pages,
        supporter_pages,
        import_pages,
        file_pages,
        list_file_pages,
        account_pages,
        team_pages,
        audit_pages,
        connection_pages,
    ):
        server.register_blueprint(pages(desk))
    # Before the tokens, which read the form.
    server.before_request(lambda: admit_lists(request.endpoint))
    server.before_request(lambda: admit_files(request.endpoint))
    # After the guard, so that who is not signed in is sent to sign in.
    tokens = CSRFProtect(server)
    for name in OWN_CHECK:
        if name in server.blueprints:
            tokens.exempt(server.blueprints[name])

    def stale(_: CSRFError) -> Response:
        return desk.page("stale.html", 400, typed=typed())

    server.register_error_handler(CSRFError, stale)
