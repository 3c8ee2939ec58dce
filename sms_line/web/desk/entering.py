"""What follows when somebody has shown a factor: in, or on to the second one."""

import logging

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from sms_line.store import attempts, factors
from sms_line.store.attempts import Attempt
from sms_line.store.organizers import Organizer
from sms_line.web.desk.desk import Desk
from sms_line.web.desk.session import begin, half
from sms_line.web.desk.visitor import account, visitor

log = logging.getLogger(__name__)


def attempt(desk: Desk, way: str, email: str) -> Attempt:
    """Write down that this visitor tries to be somebody, before it is judged."""
    key, database = desk.secret_key, desk.parts.database
    named = account(key, way, email) if email else ""
    return attempts.begin(database, visitor(key), named, desk.parts.clock.now())


def first_shown(desk: Desk, organizer: Organizer) -> ResponseReturnValue:
    """A link or a password was right: ask for the second factor, if there is one."""
    with desk.parts.database.read() as tx:
        theirs = factors.of(tx, organizer.id)
    if not theirs.second:
        return let_in(desk, organizer)
    half(desk.parts, organizer)
    return redirect(url_for("sign_in.second"), 303)


def let_in(desk: Desk, organizer: Organizer) -> ResponseReturnValue:
    """All was shown: begin a session."""
    ways = [account(desk.secret_key, way, organizer.email) for way in ("password", "code")]
    with desk.parts.database.write() as tx:
        attempts.settled(tx, *ways)
    begin(desk.parts, organizer)
    log.info("signed in", extra={"organizer": organizer.id})
    return redirect(url_for("today.show"), 303)
