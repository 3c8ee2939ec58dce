"""Supporters at the desk: looked for, one person's page, and what may be done about them."""

import re
from collections.abc import Iterator

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.broadcasting.resolving import understand
from sms_line.core.broadcasts.audience import AudienceMistake
from sms_line.core.state_names import NAMES
from sms_line.store import blocked, notes, supporter_search, tags
from sms_line.store.supporter_list import Listed
from sms_line.store.supporter_search import Wanted
from sms_line.store.tags import LONGEST_TAG, tag_of
from sms_line.supporter_lists.phones import phone_number
from sms_line.web.desk import tending
from sms_line.web.desk.csv_file import Chunk, csv_file
from sms_line.web.desk.desk import Desk, desk_blueprint, me
from sms_line.web.desk.files import add_supporters_file, note_file
from sms_line.web.desk.roles import May, needs
from sms_line.web.desk.shown import BECAME, LEAVING, number
from sms_line.web.given import row_number

A_PAGE, A_CHUNK = 50, 1000
"""Supporters that are shown, and that are held in memory at once."""
ASKED = ("q", "state", "tag", "audience")


def supporter_pages(desk: Desk) -> Blueprint:
    """/supporters and what is under it."""
    pages = desk_blueprint("supporters")
    _add_list(pages, desk)
    _add_person(pages, desk)
    _add_changes(pages, desk)
    _add_grave_changes(pages, desk)
    add_supporters_file(pages, desk)
    _add_found_file(pages, desk)
    return pages


def _add_list(pages: Blueprint, desk: Desk) -> None:
    # Posted, so that no name or number stands in an address, a history or a proxy's log.
    @pages.route("/supporters", methods=["GET", "POST"])
    @needs(May.LOOK)
    def listed() -> ResponseReturnValue:
        return _found(desk, _asked(), request.form.get("before", type=row_number))

    @pages.get("/supporters/tags")
    @needs(May.LOOK)
    def tagged() -> ResponseReturnValue:
        with desk.parts.database.read() as tx:
            return desk.page("supporter_tags.html", counts=tags.counts(tx))


def _add_found_file(pages: Blueprint, desk: Desk) -> None:
    @pages.post("/supporters.csv")
    @needs(May.EXPORT)
    def found_file() -> ResponseReturnValue:
        """Those whom a search finds; posted, as the search is."""
        asked = _asked()
        try:
            wanted = _wanted(desk, asked)
        except AudienceMistake:
            return _found(desk, asked, None)
        note_file(desk, "supporters found")
        return csv_file("supporters-found", Listed._fields, _all_found(desk, wanted))


def _all_found(desk: Desk, wanted: Wanted) -> Iterator[Chunk]:
    database, before = desk.parts.database, None
    while True:
        with database.read() as tx:
            found = supporter_search.search(database, tx, wanted, before=before, limit=A_CHUNK)
        if not found:
            return
        yield [each.who for each in found]
        before = found[-1].id


def _asked() -> dict[str, str]:
    return {name: request.form.get(name, "").strip() for name in ASKED}


def _found(desk: Desk, asked: dict[str, str], before: int | None) -> Response:
    problem, people = "", []
    try:
        wanted = _wanted(desk, asked)
        with desk.parts.database.read() as tx:
            people = supporter_search.search(
                desk.parts.database, tx, wanted, before=before, limit=A_PAGE + 1
            )
    except AudienceMistake as mistake:
        problem = str(mistake)
    with desk.parts.database.read() as tx:
        known = tags.known(tx)
    return desk.page(
        "supporters.html",
        422 if problem else 200,
        asked=asked,
        people=people[:A_PAGE],
        older=people[A_PAGE - 1].id if len(people) > A_PAGE else None,
        paged=before is not None,
        problem=problem,
        states=NAMES,
        tags=known,
        number=lambda phone: number(phone, me()),
    )


def _wanted(desk: Desk, asked: dict[str, str]) -> Wanted:
    """What was typed: a number in any way of writing it, a ZIP code, or else a name.

    A ZIP code of four digits has lost its zero to a spreadsheet.
    """
    said, digits = asked["q"], re.sub(r"\D", "", asked["q"])
    phone = phone_number(said)[0] if len(digits) >= 10 else ""
    zip_code = said.zfill(5) if re.fullmatch(r"[0-9]{4,5}", said) else ""
    meant = None
    if asked["audience"]:
        meant = supporter_search.meant(understand(desk.parts, asked["audience"]).resolved)
    return Wanted(
        phone=phone,
        zip=zip_code,
        name="" if phone or zip_code else " ".join(said.split()),
        state=asked["state"] if asked["state"] in NAMES else "",
        tag=tag_of(asked["tag"]),
        meant=meant,
    )


def _add_person(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/supporters/<int:supporter_id>")
    @needs(May.LOOK)
    def show(supporter_id: int) -> ResponseReturnValue:
        return _page(desk, supporter_id)


def _page(desk: Desk, supporter_id: int, status: int = 200, problem: str = "") -> Response:
    with desk.parts.database.read() as tx:
        found = supporter_search.person(tx, supporter_id)
        block = blocked.find(tx, found.who.phone) if found else None
        known = tags.known(tx) if found else []
    if found is None:
        return desk.page("supporter_gone.html", 404)
    return desk.page(
        "supporter.html",
        status,
        person=found,
        block=block,
        known=known,
        number=number(found.who.phone, me()),
        leaving=LEAVING,
        became=BECAME,
        problem=problem,
        typed=request.form,
        done=request.args.get("done", ""),
        longest=notes.LONGEST,
    )


def _add_changes(pages: Blueprint, desk: Desk) -> None:
    parts = desk.parts

    @pages.post("/supporters/<int:supporter_id>/tags")
    @needs(May.TEND_SUPPORTERS)
    def tag(supporter_id: int) -> ResponseReturnValue:
        wanted = tag_of(request.form.get("tag", ""))
        if not 0 < len(wanted) <= LONGEST_TAG:
            problem = f"A tag has one to {LONGEST_TAG} characters."
            return _page(desk, supporter_id, 422, problem)
        tending.tag(parts, me().email, supporter_id, wanted, on="take" not in request.form)
        return _back(supporter_id)

    @pages.post("/supporters/<int:supporter_id>/notes")
    @needs(May.TEND_SUPPORTERS)
    def note(supporter_id: int) -> ResponseReturnValue:
        # A browser counts the end of a line once, and sends it as two characters.
        words = request.form.get("words", "").replace("\r\n", "\n").strip()
        if not 0 < len(words) <= notes.LONGEST:
            problem = f"A note has one to {notes.LONGEST:,} characters."
            return _page(desk, supporter_id, 422, problem)
        tending.note(parts, me().email, supporter_id, words)
        return _back(supporter_id)

    @pages.post("/supporters/<int:supporter_id>/block")
    @needs(May.ANSWER)
    def block(supporter_id: int) -> ResponseReturnValue:
        tending.block(parts, me().email, supporter_id, on="lift" not in request.form)
        return _back(supporter_id)


def _add_grave_changes(pages: Blueprint, desk: Desk) -> None:
    parts = desk.parts

    @pages.post("/supporters/<int:supporter_id>/stop")
    @needs(May.TEND_SUPPORTERS)
    def stop(supporter_id: int) -> ResponseReturnValue:
        tending.stop(parts, me().email, supporter_id)
        return _back(supporter_id, "stopped")

    @pages.post("/supporters/<int:supporter_id>/erase")
    @needs(May.TEND_SUPPORTERS)
    def erase(supporter_id: int) -> ResponseReturnValue:
        if request.form.get("sure", "").strip().upper() != "FORGET ME":
            problem = "Nothing was erased: write FORGET ME to show that you mean it."
            return _page(desk, supporter_id, 422, problem)
        if not tending.forget(parts, me().email, supporter_id):
            return desk.page("supporter_gone.html", 404)
        return desk.page("supporter_gone.html", erased=True)


def _back(supporter_id: int, done: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("supporters.show", supporter_id=supporter_id, done=done), 303)
