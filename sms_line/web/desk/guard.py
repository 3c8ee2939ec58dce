"""Nobody gets past here without sign-in and role: a page is closed unless it is named as open."""

import time

from flask import Blueprint, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.web.desk.desk import Desk, desk_blueprint
from sms_line.web.desk.kept import typed
from sms_line.web.desk.roles import May, may, needed, who_may
from sms_line.web.desk.session import recall

PUBLIC = {
    "api": "asks for a token of its own",
    "health": "says only whether the line serves",
    "letters": "one supporter's letter, at an address that nobody can guess",
    "pages": "the public pages of actions",
    "phone": "the practice phone, there in practice mode only, asks where a post comes from",
    "privacy": "what is kept of people is theirs to read",
    "recordings": "what callers hear anyway",
    "short_links": "leads on to addresses that a broadcast named",
    "sign_in": "the door itself",
    "metrics": "asks for a token of its own",
    "twilio": "asks for Twilio's signature",
    "calls": "the door of texts asks for Twilio's signature",
}
"""Blueprint → why whoever asks may have it."""


def guard_pages(desk: Desk) -> Blueprint:
    """No page of its own: what stands before all others of the application."""
    guard = desk_blueprint("guard")

    @guard.before_app_request
    def check() -> ResponseReturnValue | None:
        g.begun = time.time()
        if request.endpoint is None or request.blueprint in PUBLIC:
            return None
        session = recall(desk.parts)
        if session is None and (words := typed()):
            return desk.page("signed_out.html", 401, typed=words)
        if session is None:
            return redirect(url_for("sign_in.how"), 303)
        g.organizer, g.session = session.organizer, session
        what = needed(current_app.view_functions[request.endpoint])
        if what is None or not may(session.organizer.role, what):
            return desk.page("refused.html", 403, roles=who_may(what) if what else [])
        if session.unready and what is not May.OWN:
            return redirect(url_for("account.show"), 303)
        return None

    return guard
