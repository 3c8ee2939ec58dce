"""What happened, as files for a spreadsheet: letters, deliveries, texts, calls, supporters."""

from collections.abc import Iterator

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from sms_line.store import audit, exports, supporter_list
from sms_line.store.audit import Deed
from sms_line.web.desk.csv_file import Chunk, csv_file
from sms_line.web.desk.desk import Desk, desk_blueprint, me
from sms_line.web.desk.roles import May, needs


def file_pages(desk: Desk) -> Blueprint:
    """/files/KIND.csv"""
    pages = desk_blueprint("files")

    @pages.get("/files/<kind>.csv")
    @needs(May.EXPORT)
    def file(kind: str) -> ResponseReturnValue:
        if kind not in exports.KINDS:
            return desk.page("gone.html", 404)
        _note(desk, kind)
        return csv_file(kind, exports.columns(kind), _rows(desk, kind))

    return pages


def _rows(desk: Desk, kind: str) -> Iterator[Chunk]:
    after: int | None = 0
    while after is not None:
        with desk.parts.database.read() as tx:
            rows, after = exports.chunk(tx, kind, after)
        yield rows


def add_supporters_file(pages: Blueprint, desk: Desk) -> None:
    """/supporters.csv"""

    @pages.get("/supporters.csv")
    @needs(May.EXPORT)
    def file() -> Response:
        _note(desk, "supporters")
        return csv_file("supporters", supporter_list.Listed._fields, _people(desk))


def _people(desk: Desk) -> Iterator[Chunk]:
    after: int | None = 0
    while after is not None:
        with desk.parts.database.read() as tx:
            rows, after = supporter_list.chunk(tx, after)
        yield rows


def _note(desk: Desk, what: str) -> None:
    with desk.parts.database.write() as tx:
        audit.record(
            tx,
            at=desk.parts.clock.now(),
            who=me().email,
            did=Deed.TOOK_ALONG,
            kind=what,
            row_id=0,
        )
