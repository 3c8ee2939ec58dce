"""What happened, as files for a spreadsheet: letters, deliveries, texts, calls, supporters."""

from collections.abc import Iterator

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue

from sms_line.store import audit, exports, supporter_list
from sms_line.store.counts import STATUSES
from sms_line.web.desk.csv_file import Chunk, csv_file
from sms_line.web.desk.desk import Desk, desk_blueprint, me
from sms_line.web.desk.roles import May, needs


def file_pages(desk: Desk) -> Blueprint:
    """/files/KIND.csv; of deliveries also those of one `?status=`."""
    pages = desk_blueprint("files")

    @pages.get("/files/<kind>.csv")
    @needs(May.EXPORT)
    def file(kind: str) -> ResponseReturnValue:
        if kind not in exports.KINDS:
            return desk.page("gone.html", 404)
        asked = request.args.get("status", "")
        status = asked if kind == "deliveries" and asked in STATUSES else ""
        note_file(desk, kind)
        return csv_file(kind, exports.columns(kind), _rows(desk, kind, status))

    return pages


def _rows(desk: Desk, kind: str, status: str) -> Iterator[Chunk]:
    after: int | None = 0
    while after is not None:
        with desk.parts.database.read() as tx:
            rows, after = exports.chunk(tx, kind, after, status)
        yield rows


def add_supporters_file(pages: Blueprint, desk: Desk) -> None:
    """/supporters.csv"""

    @pages.get("/supporters.csv")
    @needs(May.EXPORT)
    def file() -> Response:
        note_file(desk, "supporters")
        return csv_file("supporters", supporter_list.Listed._fields, _people(desk))


def _people(desk: Desk) -> Iterator[Chunk]:
    after: int | None = 0
    while after is not None:
        with desk.parts.database.read() as tx:
            rows, after = supporter_list.chunk(tx, after)
        yield rows


def note_file(desk: Desk, what: str, row_id: int = 0) -> None:
    """Write into the log who takes it along, before the first row leaves."""
    with desk.parts.database.write() as tx:
        audit.took_along(tx, what, who=me().email, at=desk.parts.clock.now(), row_id=row_id)
