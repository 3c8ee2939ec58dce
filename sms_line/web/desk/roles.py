"""Who may do what at the desk: one table, which every page behind sign-in uses.

A page says what it needs, right above its function, and below its address:

    @pages.post("/inbox/<int:text_id>/answer")
    @needs(May.ANSWER)
    def answer(text_id: int) -> ResponseReturnValue: ...

The guard then lets in who may (`guard.py`), and a page that says nothing lets in nobody. In Python
ask `may(me().role, May.ANSWER)`; every template of the desk has `may("answer")`. Something new to
be allowed is a member of `May` and its place in `_TABLE`.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from sms_line.store.organizers import Role

View = TypeVar("View", bound=Callable[..., Any])


class May(StrEnum):
    """What somebody may do."""

    OWN = "own"
    """See to one's own sign-in: password, second factor, sessions."""
    LOOK = "look"
    """See numbers, letters and conversations; telephone numbers only in part."""
    SEE_NUMBERS = "see numbers"
    """See people's whole telephone numbers."""
    ANSWER = "answer"
    """Text people, mark conversations as done, block numbers."""
    WRITE_ACTIONS = "write actions"
    """Draft, edit, launch and end actions."""
    REFRESH_DATA = "refresh data"
    """Have it fetched anew who represents whom."""
    TEND_SUPPORTERS = "tend supporters"
    """Tag, add and import people, and erase one who asks for it."""
    EXPORT = "export"
    """Take people's data away as a file."""
    BROADCAST = "broadcast"
    """Write, approve, send, pause and cancel broadcasts."""
    READ_LOG = "read the log"
    """Read the audit log."""
    RULE = "rule"
    """Invite and remove organizers, give roles, require a second factor, set the group's rules."""
    CONNECT = "connect"
    """Give other programs access: tokens, webhooks, changes at the carrier."""


_VIEWER = frozenset({May.OWN, May.LOOK})
_ORGANIZER = _VIEWER | {
    May.SEE_NUMBERS,
    May.ANSWER,
    May.WRITE_ACTIONS,
    May.REFRESH_DATA,
    May.TEND_SUPPORTERS,
    May.EXPORT,
    May.BROADCAST,
    May.READ_LOG,
}
_TABLE = {
    Role.VIEWER: _VIEWER,
    Role.ORGANIZER: _ORGANIZER,
    Role.OWNER: frozenset(May),
}


def may(role: Role, what: May) -> bool:
    """May somebody of this role do it?"""
    return what in _TABLE[role]


def who_may(what: May) -> list[Role]:
    """The roles that may do it, the one that may most first."""
    return [role for role in Role if may(role, what)]


def needs(what: May) -> Callable[[View], View]:
    """Say of a page what its visitors must be allowed to do."""

    def said(view: View) -> View:
        view.needs = what  # type: ignore[attr-defined]  # functions take any attribute
        return view

    return said


def needed(view: Callable[..., Any]) -> May | None:
    """What a page has said that it needs; None where it said nothing."""
    found = getattr(view, "needs", None)
    return found if isinstance(found, May) else None
