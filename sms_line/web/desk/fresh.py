"""Who changes what opens the door must have come through it just now: an unlocked computer, or a
stolen cookie, is not enough (OWASP ASVS 5.0, 7.5.1)."""

from datetime import timedelta

from flask import Response, g

from sms_line.store.sessions import Session
from sms_line.web.desk.desk import Desk

FRESH = timedelta(minutes=15)


def fresh(desk: Desk) -> Response | None:
    """None for who signed in just now; for others the page that asks them to."""
    session: Session = g.session
    if session.created_at > desk.parts.clock.now() - FRESH:
        return None
    return desk.page("again.html", 403)
