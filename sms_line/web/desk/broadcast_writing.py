"""A broadcast before it is planned: written, looked at, sent or scheduled; kept as a draft."""

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.broadcasting import approval
from sms_line.broadcasting.composing import PlanMistake, compose
from sms_line.broadcasting.preview import preview
from sms_line.broadcasting.steering import NotPossible, plan_within
from sms_line.broadcasting.timing import TimeMistake
from sms_line.broadcasting.trying import send_test
from sms_line.core.broadcasts.audience import AudienceMistake
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.core.broadcasts.counting import allowed
from sms_line.core.broadcasts.words import WordsMistake
from sms_line.core.state_names import NAMES
from sms_line.store import broadcast_drafts, broadcast_rules, broadcasts, tags
from sms_line.store.broadcast_drafts import Draft
from sms_line.supporter_lists.phones import phone_number
from sms_line.web.desk import broadcast_form
from sms_line.web.desk.broadcast_form import DONE, EMPTY, ZONES, Fields
from sms_line.web.desk.broadcast_shown import FIELDS, lasts, reason
from sms_line.web.desk.desk import Desk, me
from sms_line.web.desk.number_words import in_words
from sms_line.web.desk.roles import May, needs
from sms_line.web.given import row_number

MISTAKES = (AudienceMistake, WordsMistake, TimeMistake, PlanMistake)


def add_writing(pages: Blueprint, desk: Desk) -> None:
    """/broadcasts/new and /broadcasts/drafts/N."""
    _add_form(pages, desk)
    _add_preview(pages, desk)


def _add_form(pages: Blueprint, desk: Desk) -> None:
    database = desk.parts.database

    @pages.get("/broadcasts/new")
    @needs(May.BROADCAST)
    def new() -> ResponseReturnValue:
        like = request.args.get("like", type=row_number)
        with database.read() as tx:
            older = broadcasts.get(tx, like) if like is not None else None
        return _form(desk, broadcast_form.again(older.plan) if older else EMPTY)

    @pages.get("/broadcasts/drafts/<int:draft_id>")
    @needs(May.BROADCAST)
    def draft(draft_id: int) -> ResponseReturnValue:
        found = _open(desk, draft_id)
        return _form(desk, found.filled, found.id) if isinstance(found, Draft) else found

    @pages.post("/broadcasts/drafts")
    @needs(May.BROADCAST)
    def begin() -> ResponseReturnValue:
        return _saved(desk, None)

    @pages.post("/broadcasts/drafts/<int:draft_id>")
    @needs(May.BROADCAST)
    def change(draft_id: int) -> ResponseReturnValue:
        return _saved(desk, draft_id)

    @pages.post("/broadcasts/drafts/<int:draft_id>/drop")
    @needs(May.BROADCAST)
    def drop(draft_id: int) -> ResponseReturnValue:
        with database.write() as tx:
            broadcast_drafts.drop(tx, draft_id, me().email, desk.parts.clock.now())
        return redirect(url_for("broadcasts.listed"), 303)


def _add_preview(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/broadcasts/drafts/<int:draft_id>/preview")
    @needs(May.BROADCAST)
    def look(draft_id: int) -> ResponseReturnValue:
        found = _open(desk, draft_id)
        return _preview(desk, found) if isinstance(found, Draft) else found

    @pages.post("/broadcasts/drafts/<int:draft_id>/send")
    @needs(May.BROADCAST)
    def send(draft_id: int) -> ResponseReturnValue:
        return _sent(desk, draft_id)

    @pages.post("/broadcasts/drafts/<int:draft_id>/test")
    @needs(May.BROADCAST)
    def test(draft_id: int) -> ResponseReturnValue:
        found = _open(desk, draft_id)
        return _tested(desk, found) if isinstance(found, Draft) else found


def _tested(desk: Desk, draft: Draft) -> Response:
    """Send what it would be to a number of the organizer's own."""
    phone, wrong = phone_number(request.form.get("phone", "").strip())
    if wrong:
        return _preview(desk, draft, 422, not_tested=f"The number cannot be used: it {wrong}.")
    try:
        plan = _composed(desk, draft.filled)
        written = send_test(desk.parts, plan, phone, me().email)
    except NotPossible as refused:
        return _preview(desk, draft, 422, not_tested=str(refused))
    except MISTAKES as mistake:
        return _form(desk, draft.filled, draft.id, wrong=mistake)
    return _preview(desk, draft, tested=len(written))


def _open(desk: Desk, draft_id: int) -> Draft | ResponseReturnValue:
    """A draft that can still be changed, or where to look instead."""
    with desk.parts.database.read() as tx:
        found = broadcast_drafts.get(tx, draft_id)
    if found is None:
        return desk.page("broadcast_gone.html", 404)
    if found.broadcast_id is not None:
        return redirect(url_for("broadcasts.show", broadcast_id=found.broadcast_id), 303)
    return found


def _saved(desk: Desk, draft_id: int | None) -> ResponseReturnValue:
    """Keep the form; then its preview, or the form with what is wrong in it."""
    fields = dict(broadcast_form.typed(request.form))
    into_words = "into_words" in request.form
    if into_words:
        fields["expression"] = broadcast_form.from_choices(fields)
        fields["audience_by"] = "expression"
    database, now = desk.parts.database, desk.parts.clock.now()
    with database.write() as tx:
        kept = broadcast_drafts.save(tx, draft_id, fields, me().email, now)
    if into_words:
        return redirect(url_for("broadcasts.draft", draft_id=kept) + "#audience", 303)
    try:
        _composed(desk, fields)
    except MISTAKES as wrong:
        return _form(desk, fields, kept, wrong=wrong)
    return redirect(url_for("broadcasts.look", draft_id=kept), 303)


def _composed(desk: Desk, fields: Fields) -> Plan:
    return compose(desk.parts, broadcast_form.filled(fields))


def _form(
    desk: Desk, fields: Fields, draft_id: int | None = None, wrong: Exception | None = None
) -> Response:
    with desk.parts.database.read() as tx:
        known = tags.known(tx)
        rule = broadcast_rules.rules(tx).links
    actions = desk.parts.catalog.open(desk.parts.clock.now().date())
    return desk.page(
        "broadcast_form.html",
        422 if wrong else 200,
        scripts=True,
        filled={**EMPTY, **fields},
        draft_id=draft_id,
        problems=_problems(wrong) if wrong else (),
        fields=FIELDS,
        states=NAMES,
        zones=ZONES,
        done=DONE,
        tags=known,
        actions=actions,
        rate=desk.rate,
        links=allowed(rule),
    )


def _problems(wrong: Exception) -> list[str]:
    if isinstance(wrong, WordsMistake):
        return [mistake.sentence for mistake in wrong.mistakes]
    return [str(wrong)]


def _preview(
    desk: Desk,
    draft: Draft,
    status: int = 200,
    problem: str = "",
    *,
    not_tested: str = "",
    tested: int = 0,
) -> Response:
    try:
        plan = _composed(desk, draft.filled)
        seen = preview(desk.parts, plan, rate=desk.rate, price=desk.price)
    except MISTAKES as wrong:
        return _form(desk, draft.filled, draft.id, wrong=wrong)
    with desk.parts.database.read() as tx:
        why = approval.why_needed(desk.parts, tx, plan, seen.count.recipients)
    return desk.page(
        "broadcast_preview.html",
        status,
        draft=draft,
        plan=plan,
        at=plan.at.astimezone(broadcast_form.zone(draft.filled)),
        now=draft.filled["when"] == "now",
        seen=seen,
        people=in_words(seen.sent),
        reason=reason,
        lasts=lasts,
        fields=FIELDS,
        problem=problem,
        not_tested=not_tested,
        tested=tested,
        approval=why,
    )


def _sent(desk: Desk, draft_id: int) -> ResponseReturnValue:
    """Plan what was looked at, once; a worker starts it within a second of its time."""
    found = _open(desk, draft_id)
    if not isinstance(found, Draft):
        return found
    if request.form.get("seen") != found.updated_at.isoformat():
        return _preview(desk, found, 409, "changed")
    if request.form.get("sure") != "yes":
        return _preview(desk, found, 422, "unsure")
    try:
        plan = _composed(desk, found.filled)
    except MISTAKES as wrong:
        return _form(desk, found.filled, found.id, wrong=wrong)
    parts = desk.parts
    with parts.database.write() as tx:
        held = broadcast_drafts.get(tx, draft_id, hold=True)
        if held is None or held.broadcast_id is not None or held.updated_at != found.updated_at:
            planned_id = held.broadcast_id if held else None
        else:
            planned_id = plan_within(parts, tx, plan, me().email)
            broadcast_drafts.became(tx, draft_id, planned_id)
    if planned_id is None:
        return redirect(url_for("broadcasts.look", draft_id=draft_id), 303)
    return redirect(url_for("broadcasts.show", broadcast_id=planned_id), 303)
