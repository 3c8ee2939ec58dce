"""Between the browser's cookie and the row that says who is signed in."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from flask import current_app, request, session

from sms_line.parts import Parts
from sms_line.store import organizers, sessions
from sms_line.store.organizers import Organizer
from sms_line.store.sessions import Session

_KEY, _HALF = "token", "half"
HALF_LASTS = timedelta(minutes=10)
"""Between the first factor and the second."""


View = TypeVar("View", bound=Callable[..., Any])


def lets_sleep(view: View) -> View:
    """Say of an address that scripts ask by themselves: that keeps no session from growing idle."""
    view.lets_sleep = True  # type: ignore[attr-defined]  # functions take any attribute
    return view


def recall(parts: Parts) -> Session | None:
    """Who is signed in with this browser; their session is kept from growing idle."""
    token, now = held(), parts.clock.now()
    if not token:
        return None
    with parts.database.read() as tx:
        current = sessions.current(tx, token, now)
    if current and current.stale and not _asleep():
        with parts.database.write() as tx:
            sessions.seen(tx, token, now)
    return current


def _asleep() -> bool:
    """Does nobody need to be there for this request?"""
    view = current_app.view_functions.get(request.endpoint or "")
    return hasattr(view, "lets_sleep")


def begin(parts: Parts, organizer: Organizer) -> None:
    """Sign this browser in, and give it nothing of what it had before."""
    now, before = parts.clock.now(), drop()
    with parts.database.write() as tx:
        if before:
            sessions.end(tx, before, now)
        token = sessions.begin(tx, organizer, now, request.user_agent.string)
    session[_KEY] = token


def held() -> str:
    """The secret of this browser's session, "" without one."""
    token = session.get(_KEY)
    return token if isinstance(token, str) else ""


def drop() -> str:
    """Take the browser's secret away, and give it."""
    token = held()
    session.clear()
    return token


def half(parts: Parts, organizer: Organizer) -> None:
    """Note that this browser has shown a first factor; a signed cookie is enough for that, because
    it opens nothing by itself."""
    session[_HALF] = [organizer.id, parts.clock.now().isoformat()]


def half_in(parts: Parts) -> Organizer | None:
    """Who has shown a first factor with this browser, just now."""
    kept = session.get(_HALF)
    if not isinstance(kept, list):
        return None
    if datetime.fromisoformat(kept[1]) <= parts.clock.now() - HALF_LASTS:
        return None
    with parts.database.read() as tx:
        return organizers.get(tx, kept[0])
