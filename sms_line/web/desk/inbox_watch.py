"""The inbox as it changes, without reload: the list, and a conversation that somebody has open."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from sms_line.store import inbox, threads
from sms_line.store.inbox import Conversation
from sms_line.store.supporter_search import id_of
from sms_line.web.desk import inbox_lists
from sms_line.web.desk.desk import Desk, allowed, me
from sms_line.web.desk.roles import May, needs
from sms_line.web.desk.session import lets_sleep
from sms_line.web.desk.shown import LEAVING, number
from sms_line.web.desk.watching import News, Watched

A_PAGE, A_THREAD = 50, 100
"""Conversations and texts that are shown at once."""
_OF_LIST, _OF_TALK = ("about", "people", "rest"), ("standing", "thread", "stopped")
"""The parts of the two pages that change."""


def add_watching(pages: Blueprint, desk: Desk) -> None:
    """/inbox/stream and /inbox/N/stream: what the pages' script asks."""
    watched = Watched()

    @pages.get("/inbox/stream")
    @needs(May.LOOK)
    @lets_sleep
    def stream() -> ResponseReturnValue:
        wanted = inbox_lists.which()
        # Roles see different things; "mine" is another list for each.
        key = (wanted, me().role, me().id if wanted == "mine" else 0)
        return watched.stream(key, lambda: _of_list(desk, wanted))

    @pages.get("/inbox/<int:text_id>/stream")
    @needs(May.LOOK)
    @lets_sleep
    def talk_stream(text_id: int) -> ResponseReturnValue:
        return watched.stream((text_id, me().role), lambda: _of_talk(desk, text_id))


def list_facts(desk: Desk, wanted: str, before: str = "") -> dict[str, Any]:
    """What the page of a list knows."""
    with desk.parts.database.read() as tx:
        people = inbox.people_waiting(tx)
        found = inbox_lists.listed(tx, wanted, before, A_PAGE + 1, me().id)
    shown, more = found[:A_PAGE], len(found) > A_PAGE
    return {
        "which": wanted,
        "waiting": shown,
        "people": people,
        "earlier": inbox_lists.earlier(wanted, shown[-1]) if more else None,
        "number": lambda phone: number(phone, me()),
    }


def talk_facts(desk: Desk, text_id: int, found: Conversation) -> dict[str, Any]:
    """What the page of a conversation knows of the person and what was said."""
    phone = found.person.phone
    with desk.parts.database.read() as tx:
        thread, supporter = threads.find(tx, phone), id_of(tx, phone)
    shown_number = number(phone, me())
    return {
        "talk": found,
        "text_id": text_id,
        "number": shown_number,
        "somebody": found.person.name or shown_number,
        "thread": thread,
        "supporter": supporter,
        "leaving": LEAVING,
        "shown": {
            "done": found.waiting,
            "reopen": thread.done_at is not None and not found.waiting,
        },
    }


def _of_list(desk: Desk, wanted: str) -> News:
    facts = list_facts(desk, wanted)
    shown = {"people": bool(facts["waiting"])}
    return _news("desk/inbox_part.html", _OF_LIST, facts) | {"shown": shown}


def _of_talk(desk: Desk, text_id: int) -> News:
    template = "desk/conversation_part.html"
    with desk.parts.database.read() as tx:
        found = inbox.conversation(tx, text_id, before=None, limit=A_THREAD)
    if found is None:
        gone = render_template(template, part="gone").strip()
        return {"parts": {"standing": gone, "thread": "", "stopped": ""}, "said": gone}
    facts = talk_facts(desk, text_id, found)
    return _news(template, _OF_TALK, facts) | {"shown": facts["shown"]}


def _news(template: str, parts: tuple[str, ...], facts: dict[str, Any]) -> dict[str, object]:
    def rendered(part: str) -> str:
        return render_template(template, part=part, may=allowed, **facts)

    return {"parts": {part: rendered(part) for part in parts}, "said": rendered("said").strip()}
