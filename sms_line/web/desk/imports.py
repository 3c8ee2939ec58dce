"""Lists of supporters, uploaded in the browser: looked at first, then brought in by a worker."""

from collections.abc import Iterator
from contextlib import closing
from functools import partial

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from sms_line.store import audit, imports
from sms_line.store.audit import Deed
from sms_line.store.imports import CHECKED, CHECKING, IMPORTING, Import
from sms_line.store.tags import LONGEST_TAG, tag_of
from sms_line.web.desk.desk import Desk, desk_blueprint, me
from sms_line.web.desk.roles import May, needs
from sms_line.web.desk.session import lets_sleep
from sms_line.web.desk.watching import News, Watched

LARGEST = 256 * 1024 * 1024
"""Bytes: two million people with all their columns."""
_A_PIECE = 256 * 1024
_PARTS = ("state", "outcome", "used", "bad")
"""The parts of a list's page that change."""


def import_pages(desk: Desk) -> Blueprint:
    """/supporters/imports and what is under it."""
    pages = desk_blueprint("imports")
    _add_upload(pages, desk)
    _add_one(pages, desk)
    return pages


def _add_upload(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/supporters/imports")
    @needs(May.TEND_SUPPORTERS)
    def listed() -> ResponseReturnValue:
        return _list(desk)

    @pages.post("/supporters/imports")
    @needs(May.TEND_SUPPORTERS)
    def upload() -> ResponseReturnValue:
        sent = request.files.get("list")
        if sent is None or not sent.filename:
            return _list(desk, 422, "Choose a file first.")
        tags = [tag for each in request.form.get("tags", "").split(",") if (tag := tag_of(each))]
        if any(len(tag) > LONGEST_TAG for tag in tags):
            return _list(desk, 422, f"A tag has at most {LONGEST_TAG} characters.")
        now, who = desk.parts.clock.now(), me().email
        with closing(sent), desk.parts.database.write() as tx:
            kept = imports.add(tx, _pieces(sent), who, tags, now)
            audit.record(tx, at=now, who=who, did=Deed.UPLOADED, kind="import", row_id=kept)
        desk.parts.bell.ring("import", kept)
        return _to(kept)


def admit_lists(endpoint: str | None) -> None:
    """Let this one request be as large as a list is; before anybody reads its form."""
    if endpoint == "imports.upload":
        request.max_content_length = LARGEST


def _pieces(sent: FileStorage) -> Iterator[bytes]:
    return iter(partial(sent.stream.read, _A_PIECE), b"")


def _add_one(pages: Blueprint, desk: Desk) -> None:
    database, bell, clock = desk.parts.database, desk.parts.bell, desk.parts.clock
    watched = Watched()

    @pages.get("/supporters/imports/<int:import_id>")
    @needs(May.TEND_SUPPORTERS)
    def show(import_id: int) -> ResponseReturnValue:
        with database.read() as tx:
            found = imports.get(tx, import_id)
        if found is None:
            return desk.page("supporter_gone.html", 404)
        return desk.page("import.html", scripts=True, found=found, under_way=_under_way(found))

    @pages.get("/supporters/imports/<int:import_id>/stream")
    @needs(May.TEND_SUPPORTERS)
    @lets_sleep
    def stream(import_id: int) -> ResponseReturnValue:
        with database.read() as tx:
            found = imports.get(tx, import_id)
        if found is None:
            return desk.page("supporter_gone.html", 404)
        return watched.stream(import_id, lambda: _news(found))

    @pages.post("/supporters/imports/<int:import_id>/bring-in")
    @needs(May.TEND_SUPPORTERS)
    def bring_in(import_id: int) -> ResponseReturnValue:
        with database.write() as tx:
            said_yes = imports.confirm(tx, import_id, clock.now())
        if said_yes:
            bell.ring("import", import_id)
        return _to(import_id)

    @pages.post("/supporters/imports/<int:import_id>/drop")
    @needs(May.TEND_SUPPORTERS)
    def drop(import_id: int) -> ResponseReturnValue:
        with database.write() as tx:
            imports.drop(tx, import_id)
        return redirect(url_for("imports.listed"), 303)


def _under_way(found: Import) -> bool:
    return found.status in (CHECKING, IMPORTING)


def _news(found: Import) -> News:
    def rendered(part: str) -> str:
        facts = {"found": found, "under_way": _under_way(found)}
        return render_template("desk/import_part.html", part=part, **facts)

    parts = {part: rendered(part) for part in _PARTS}
    shown = {"choice": found.status == CHECKED}
    return {"parts": parts, "shown": shown, "said": rendered("said").strip()}


def _to(import_id: int) -> ResponseReturnValue:
    return redirect(url_for("imports.show", import_id=import_id), 303)


def _list(desk: Desk, status: int = 200, problem: str = "") -> Response:
    with desk.parts.database.read() as tx:
        found = imports.listed(tx)
    typed = request.form.get("tags", "")
    return desk.page("imports.html", status, imports=found, problem=problem, typed=typed)
