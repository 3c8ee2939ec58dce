"""In by a one-time link: an organizer's own, or an invitation."""

import logging
from collections.abc import Callable

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from sms_line.store import attempts, invitations, organizers, sign_in
from sms_line.store.organizers import Organizer
from sms_line.web.desk.desk import Desk
from sms_line.web.desk.entering import first_shown
from sms_line.web.desk.visitor import visitor

log = logging.getLogger(__name__)

Look = Callable[[Connection, str], Organizer | None]


def add_links(pages: Blueprint, desk: Desk) -> None:
    """/sign-in/TOKEN and /join/TOKEN.

    Only a button: programs that follow every link in a mail don't use one up.
    """

    @pages.get("/sign-in/<token>")
    def offer(token: str) -> ResponseReturnValue:
        return _offered(desk, token, _holder(desk))

    @pages.post("/sign-in/<token>")
    def enter(token: str) -> ResponseReturnValue:
        def use(tx: Connection, token: str) -> Organizer | None:
            return sign_in.use_link(tx, token, desk.parts.clock.now())

        return _used(desk, token, _holder(desk), use)

    @pages.get("/join/<token>")
    def invited(token: str) -> ResponseReturnValue:
        return _offered(desk, token, _invited(desk))

    @pages.post("/join/<token>")
    def join(token: str) -> ResponseReturnValue:
        def use(tx: Connection, token: str) -> Organizer | None:
            return invitations.join(tx, token, desk.parts.clock.now())

        return _used(desk, token, _invited(desk), use)


def _holder(desk: Desk) -> Look:
    return lambda tx, token: sign_in.holder(tx, token, desk.parts.clock.now())


def _invited(desk: Desk) -> Look:
    """Whoever is invited, as what they will be; they have no number yet."""

    def look(tx: Connection, token: str) -> Organizer | None:
        found = invitations.of_token(tx, token, desk.parts.clock.now())
        if found is None:
            return None
        return organizers.find(tx, found.email) or Organizer(0, found.email, found.role)

    return look


def _offered(desk: Desk, token: str, look: Look) -> Response:
    found = _held(desk, token, look)
    return found if isinstance(found, Response) else desk.page("link.html", holder=found)


def _used(desk: Desk, token: str, look: Look, use: Look) -> ResponseReturnValue:
    found = _held(desk, token, look)
    if isinstance(found, Response):
        return found
    with desk.parts.database.write() as tx:
        organizer = use(tx, token)
    return first_shown(desk, organizer) if organizer else desk.page("link_gone.html", 404)


def _held(desk: Desk, token: str, look: Look) -> Organizer | Response:
    """Whose link this is, or the page that says why it is nobody's."""
    who, now, database = visitor(desk.secret_key), desk.parts.clock.now(), desk.parts.database
    with database.read() as tx:
        if attempts.turned_away(tx, who, now):
            return desk.page("turned_away.html", 429)
        found = look(tx, token)
    if found:
        return found
    attempts.begin(database, who, "", now)
    log.warning("sign-in link refused")
    return desk.page("link_gone.html", 404)
