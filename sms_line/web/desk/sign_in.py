"""In by a one-time link, out by a button."""

import logging

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.bundle_paths import TEMPLATES
from sms_line.store import attempts, sessions, sign_in
from sms_line.store.organizers import Organizer
from sms_line.web.desk.desk import STATIC, Desk
from sms_line.web.desk.session import drop, keep, recall
from sms_line.web.desk.visitor import visitor

log = logging.getLogger(__name__)


def sign_in_pages(desk: Desk) -> Blueprint:
    """/sign-in and /sign-out, and the desk's stylesheet, which the way in needs too."""
    pages = Blueprint(
        "sign_in",
        __name__,
        template_folder=str(TEMPLATES),
        static_folder=str(STATIC),
        static_url_path="/desk/static",
    )
    database, clock = desk.parts.database, desk.parts.clock

    @pages.get("/sign-in")
    def how() -> ResponseReturnValue:
        if recall(desk.parts):
            return redirect(url_for("today.show"), 303)
        return desk.page("sign_in.html", out="out" in request.args)

    @pages.get("/sign-in/<token>")
    def offer(token: str) -> ResponseReturnValue:
        """Only a button: programs that follow every link in a mail don't use this one up."""
        found = held(token)
        return found if isinstance(found, Response) else desk.page("link.html", holder=found)

    @pages.post("/sign-in/<token>")
    def enter(token: str) -> ResponseReturnValue:
        found = held(token)
        if isinstance(found, Response):
            return found
        now = clock.now()
        with database.write() as tx:
            organizer = sign_in.use_link(tx, token, now)
            if organizer is None:
                return desk.page("link_gone.html", 404)
            before, opened = drop(), sessions.begin(tx, organizer, now)
            if before:
                sessions.end(tx, before, now)
        keep(opened)
        log.info("signed in", extra={"organizer": organizer.id})
        return redirect(url_for("today.show"), 303)

    @pages.post("/sign-out")
    def leave() -> ResponseReturnValue:
        token = drop()
        if token:
            with database.write() as tx:
                sessions.end(tx, token, clock.now())
        return redirect(url_for("sign_in.how", out=""), 303)

    def held(token: str) -> Organizer | Response:
        """Whose link this is, or the page that says why it is nobody's."""
        who, now = visitor(desk.secret_key), clock.now()
        with database.read() as tx:
            if attempts.turned_away(tx, who, now):
                return desk.page("turned_away.html", 429)
            holder = sign_in.holder(tx, token, now)
        if holder:
            return holder
        attempts.begin(database, who, "", now)
        log.warning("sign-in link refused")
        return desk.page("link_gone.html", 404)

    return pages
