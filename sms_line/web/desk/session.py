"""Between the browser's cookie and the row that says who is signed in."""

from flask import session

from sms_line.parts import Parts
from sms_line.store import sessions
from sms_line.store.organizers import Organizer

_KEY = "token"


def recall(parts: Parts) -> Organizer | None:
    """Who is signed in with this browser; their session is kept from growing idle."""
    token, now = session.get(_KEY), parts.clock.now()
    if not isinstance(token, str):
        return None
    with parts.database.read() as tx:
        current = sessions.current(tx, token, now)
    if current is None:
        return None
    if current.stale:
        with parts.database.write() as tx:
            sessions.seen(tx, token, now)
    return current.organizer


def keep(token: str) -> None:
    """Give the browser its secret, and nothing of what it had before."""
    session.clear()
    session[_KEY] = token


def drop() -> str | None:
    """Take the browser's secret away, and give it."""
    token = session.get(_KEY)
    session.clear()
    return token if isinstance(token, str) else None
