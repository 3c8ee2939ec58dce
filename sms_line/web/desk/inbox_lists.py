"""The lists of the inbox: who waits, whose business they are, who is done with; and as a file."""

from collections.abc import Iterator
from datetime import UTC, datetime

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from sms_line.store import inbox, threads
from sms_line.store.inbox import NOBODY, Waiting
from sms_line.web.desk.csv_file import Chunk, csv_file
from sms_line.web.desk.desk import Desk, me
from sms_line.web.desk.files import note_file
from sms_line.web.desk.roles import May, needs
from sms_line.web.given import row_number

A_CHUNK = 1000
"""Conversations that are held in memory at once."""
LISTS = ("all", "unassigned", "mine", "done")
COLUMNS = ("conversation", "phone", "name", "city", "state", "text", "at", "waiting", "assigned_to")


def which() -> str:
    """The list that the address names."""
    asked = request.args.get("list", "all")
    return asked if asked in LISTS else "all"


def listed(tx: Connection, wanted: str, before: str, limit: int, mine: int) -> list[Waiting]:
    """Conversations of one list, the newest first. `before`: see `earlier`; `mine`: my number."""
    if wanted == "done":
        return threads.done_with(tx, before=_moment(before), limit=limit)
    return inbox.waiting(
        tx,
        before=_text(before),
        limit=limit,
        assigned={"unassigned": NOBODY, "mine": mine}.get(wanted),
    )


def earlier(wanted: str, last: Waiting) -> str:
    """What to ask for next, after the last one of a page."""
    return last.at.isoformat() if wanted == "done" else str(last.text_id)


def _text(said: str) -> int | None:
    try:
        return row_number(said)
    except ValueError:
        return None


def _moment(said: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(said)
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):
        return None


def add_inbox_file(pages: Blueprint, desk: Desk) -> None:
    """/inbox.csv, of the list that is asked for."""

    @pages.get("/inbox.csv")
    @needs(May.EXPORT)
    def file() -> ResponseReturnValue:
        note_file(desk, "inbox")
        return csv_file("inbox", COLUMNS, _chunks(desk, which(), me().id))


def _chunks(desk: Desk, wanted: str, mine: int) -> Iterator[Chunk]:
    before = ""
    while True:
        with desk.parts.database.read() as tx:
            found = listed(tx, wanted, before, A_CHUNK, mine)
        if not found:
            return
        yield [_row(each) for each in found]
        before = earlier(wanted, found[-1])


def _row(each: Waiting) -> tuple[object, ...]:
    who = each.person
    known = (each.text_id, who.phone, who.name, who.city, who.state)
    return (*known, each.body, each.at, each.number, each.assigned_to)
