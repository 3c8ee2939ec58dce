"""Broadcasts at the desk: the list, and one of them to watch, steer, compare and take along."""

from collections.abc import Callable, Iterator

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.broadcasting import steering
from sms_line.broadcasting.steering import NotPossible
from sms_line.carrier.error_words import meaning
from sms_line.core.broadcasts.broadcast import CAN_BECOME, Broadcast, Figures, Stage
from sms_line.core.broadcasts.skipped import SKIPPED_WORDS
from sms_line.store import (
    broadcast_drafts,
    broadcast_results,
    broadcasts,
    recipients,
    variant_results,
)
from sms_line.store.broadcast_figures import figures_of
from sms_line.web.desk.broadcast_files import add_result_files
from sms_line.web.desk.broadcast_rules import add_rules
from sms_line.web.desk.broadcast_shown import STAGES, asleep, reason
from sms_line.web.desk.broadcast_watch import add_watching
from sms_line.web.desk.broadcast_writing import add_writing
from sms_line.web.desk.csv_file import Chunk, csv_file
from sms_line.web.desk.desk import Desk, desk_blueprint, me
from sms_line.web.desk.files import note_file
from sms_line.web.desk.roles import May, needs
from sms_line.web.given import row_number

A_PAGE = 20
_WATCHED = (Stage.SCHEDULED, Stage.FREEZING, Stage.SENDING)
_STEPS: dict[str, Callable[..., None]] = {
    "approve": steering.approve,
    "pause": steering.pause,
    "resume": steering.resume,
    "cancel": steering.cancel,
}


def broadcast_pages(desk: Desk) -> Blueprint:
    """/broadcasts and what is under it."""
    pages = desk_blueprint("broadcasts")
    _add_list(pages, desk)
    _add_one(pages, desk)
    _add_files(pages, desk)
    add_result_files(pages, desk)
    add_writing(pages, desk)
    add_rules(pages, desk)
    add_watching(pages, desk)
    return pages


def _add_list(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/broadcasts")
    @needs(May.LOOK)
    def listed() -> ResponseReturnValue:
        before = request.args.get("before", type=row_number)
        with desk.parts.database.read() as tx:
            found = broadcasts.listed(tx, before=before, limit=A_PAGE + 1)
            shown = [(each, figures_of(tx, each.id)) for each in found[:A_PAGE]]
            drafts = [] if before else broadcast_drafts.listed(tx)
        return desk.page(
            "broadcasts.html",
            broadcasts=shown,
            drafts=drafts,
            older=found[A_PAGE - 1].id if len(found) > A_PAGE else None,
            paged=before is not None,
            stages=STAGES,
        )


def _add_one(pages: Blueprint, desk: Desk) -> None:
    database = desk.parts.database

    @pages.get("/broadcasts/<int:broadcast_id>")
    @needs(May.LOOK)
    def show(broadcast_id: int) -> ResponseReturnValue:
        return _page(desk, broadcast_id)

    @pages.post("/broadcasts/<int:broadcast_id>/<step>")
    @needs(May.BROADCAST)
    def steer(broadcast_id: int, step: str) -> ResponseReturnValue:
        if step not in _STEPS:
            return desk.page("broadcast_gone.html", 404)
        try:
            _STEPS[step](desk.parts, broadcast_id, me().email)
        except NotPossible as refused:
            return _page(desk, broadcast_id, 409, str(refused))
        return redirect(url_for("broadcasts.show", broadcast_id=broadcast_id), 303)

    @pages.get("/broadcasts/<int:broadcast_id>/variants")
    @needs(May.LOOK)
    def variants(broadcast_id: int) -> ResponseReturnValue:
        with database.read() as tx:
            found = broadcasts.get(tx, broadcast_id)
            results = variant_results.variants(tx, found) if found else []
        if found is None:
            return desk.page("broadcast_gone.html", 404)
        return desk.page("broadcast_variants.html", found=found, results=results)


def _page(desk: Desk, broadcast_id: int, status: int = 200, problem: str = "") -> Response:
    with desk.parts.database.read() as tx:
        found = broadcasts.get(tx, broadcast_id)
        if found is None:
            return desk.page("broadcast_gone.html", 404)
        figures = figures_of(tx, broadcast_id)
        errors = broadcast_results.errors(tx, broadcast_id)
        skipped = broadcast_results.skipped(tx, broadcast_id)
        lanes = recipients.open_lanes(tx, broadcast_id)
    return desk.page(
        "broadcast.html",
        status,
        scripts=True,
        found=found,
        figures=figures,
        errors=[(code, meaning(code), number) for code, number in errors.items()],
        skipped=[(SKIPPED_WORDS[why], number) for why, number in skipped.items()],
        asleep=asleep(desk, found, lanes) if found.stage in _WATCHED else {},
        can=_can(found),
        stages=STAGES,
        reason=reason,
        now=desk.parts.clock.now(),
        problem=problem,
    )


def _can(found: Broadcast) -> set[str]:
    """Which steps are there from where it stands."""
    next_stages = CAN_BECOME[found.stage]
    steps = {
        "pause": Stage.PAUSED in next_stages,
        "cancel": Stage.CANCELLED in next_stages,
        "resume": found.stage is Stage.PAUSED,
        "approve": found.stage is Stage.PROPOSED,
    }
    return {step for step, possible in steps.items() if possible}


def _add_files(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/broadcasts.csv")
    @needs(May.EXPORT)
    def file() -> ResponseReturnValue:
        note_file(desk, "broadcasts")
        return csv_file("broadcasts", _COLUMNS, _rows(desk))

    @pages.get("/broadcasts/<int:broadcast_id>/texts.csv")
    @needs(May.EXPORT)
    def texts_file(broadcast_id: int) -> ResponseReturnValue:
        columns = broadcast_results.COLUMNS
        note_file(desk, "broadcast", broadcast_id)
        return csv_file(f"broadcast-{broadcast_id}", columns, _texts(desk, broadcast_id))


_COLUMNS = (
    *("broadcast", "name", "state", "audience", "action", "at", "by"),
    *("recipients", "queued", "sent", "delivered", "failed", "skipped"),
)


def _rows(desk: Desk) -> Iterator[Chunk]:
    before = None
    while True:
        with desk.parts.database.read() as tx:
            found = broadcasts.listed(tx, before=before)
            rows = [_row(each, figures_of(tx, each.id)) for each in found]
        if not rows:
            return
        yield rows
        before = found[-1].id


def _row(each: Broadcast, figures: Figures) -> tuple[object, ...]:
    plan, f = each.plan, figures
    what = (each.id, plan.name, each.stage.value, plan.audience, plan.action, plan.at)
    numbers = (each.recipients, f.queued, f.sent, f.delivered, f.failed, f.skipped)
    return (*what, each.created_by, *numbers)


def _texts(desk: Desk, broadcast_id: int) -> Iterator[Chunk]:
    with desk.parts.database.read() as tx:
        after = broadcast_results.first_text(tx, broadcast_id) - 1
    while True:
        with desk.parts.database.read() as tx:
            rows = broadcast_results.texts_of(tx, broadcast_id, after)
        if not rows:
            return
        yield rows
        after = rows[-1][0]
