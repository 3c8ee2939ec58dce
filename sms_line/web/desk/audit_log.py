"""The audit log as organizers read it: by who, what and when, on a page and as a file."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from sms_line.store import audit_list
from sms_line.store.audit import Deed
from sms_line.store.audit_list import Asked, Entry
from sms_line.store.database import Database
from sms_line.web.desk.csv_file import Chunk, csv_file
from sms_line.web.desk.desk import Desk, desk_blueprint
from sms_line.web.desk.files import note_file
from sms_line.web.desk.roles import May, needs
from sms_line.web.given import row_number

A_PAGE, A_CHUNK = 50, 1000
"""Entries that are shown, and that are held in memory at once."""
COLUMNS = ("id", "at", "who", "did", "kind", "row_id", "detail")


def audit_pages(desk: Desk) -> Blueprint:
    """/audit and /audit.csv"""
    pages = desk_blueprint("audit")
    database = desk.parts.database

    @pages.get("/audit")
    @needs(May.READ_LOG)
    def show() -> ResponseReturnValue:
        before = request.args.get("before", type=row_number)
        asked = _asked()
        with database.read() as tx:
            found = audit_list.listed(tx, asked, before_id=before, limit=A_PAGE + 1)
            everyone = audit_list.everyone(tx)
        return desk.page(
            "audit.html",
            entries=found[:A_PAGE],
            older=found[A_PAGE - 1].id if len(found) > A_PAGE else None,
            everyone=everyone,
            deeds=[deed.value for deed in Deed],
            asked={name: request.args.get(name, "") for name in ("who", "did", "from", "to")},
        )

    @pages.get("/audit.csv")
    @needs(May.READ_LOG)
    def file() -> ResponseReturnValue:
        note_file(desk, "audit")
        return csv_file("audit", COLUMNS, _chunks(database, _asked()))

    return pages


def _asked() -> Asked:
    """What the form asks for; a day that is none is left out."""
    last = _day("to")
    return Asked(
        who=request.args.get("who", ""),
        did=request.args.get("did", ""),
        since=_day("from"),
        before=last + timedelta(days=1) if last else None,
    )


def _day(name: str) -> datetime | None:
    """The beginning of a day, in UTC."""
    try:
        day = datetime.strptime(request.args.get(name, ""), "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError:
        return None
    return day if day.year < 9999 else None


def _chunks(database: Database, asked: Asked) -> Iterator[Chunk]:
    after = 0
    while True:
        with database.read() as tx:
            found = audit_list.after(tx, asked, after_id=after, limit=A_CHUNK)
        if not found:
            return
        yield [_row(entry) for entry in found]
        after = found[-1].id


def _row(entry: Entry) -> tuple[object, ...]:
    values = (entry.id, entry.at, entry.who, entry.did, entry.kind, entry.row_id)
    return (*values, entry.detail)
