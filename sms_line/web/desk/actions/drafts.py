"""Drafts of actions: pasted, edited as a form and as Markdown, kept at every change, published."""

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from sms_line.actions import editing
from sms_line.actions.drafting import NotReadable
from sms_line.actions.mistakes import ActionFileError
from sms_line.actions.publishing import NotPublished, Overtaken, publish
from sms_line.actions.topics import TOPICS
from sms_line.store import action_drafts, actions
from sms_line.store.action_drafts import ActionDraft, ChangedMeanwhile
from sms_line.web.desk.actions import fields, pasting
from sms_line.web.desk.actions.lines import compared
from sms_line.web.desk.actions.pasting import Alert
from sms_line.web.desk.actions.preview import EXAMPLE_ZIP, Asked, members, preview, told
from sms_line.web.desk.desk import Desk, me
from sms_line.web.desk.roles import May, needs
from sms_line.web.given import row_number


def add_drafts(pages: Blueprint, desk: Desk) -> None:
    """/actions/new, /actions/SLUG/edit, and /actions/drafts/N with what is below it."""
    _add_beginning(pages, desk)
    _add_editor(pages, desk)
    _add_keeping(pages, desk)

    @pages.errorhandler(RequestEntityTooLarge)
    def too_large(_: RequestEntityTooLarge) -> ResponseReturnValue:
        return desk.page("actions/too_large.html", 413)


def _add_beginning(pages: Blueprint, desk: Desk) -> None:
    database, clock = desk.parts.database, desk.parts.clock

    @pages.get("/actions/new")
    @needs(May.WRITE_ACTIONS)
    def new() -> ResponseReturnValue:
        return desk.page("actions/new.html", scripts=True)

    @pages.post("/actions/new")
    @needs(May.WRITE_ACTIONS)
    def paste() -> ResponseReturnValue:
        try:
            return _pasted(desk, pasting.given())
        except NotReadable as refused:
            return _refused(desk, (str(refused),), request.form.get("alert", ""))

    @pages.post("/actions/<slug>/edit")
    @needs(May.WRITE_ACTIONS)
    def edit(slug: str) -> ResponseReturnValue:
        with database.write() as tx:
            base = actions.newest_of(tx, slug)
            if base is None:
                return desk.page("actions/gone.html", 404)
            made = action_drafts.of_action(database, tx, base, me().email, clock.now())
        return redirect(url_for("actions.draft", draft_id=made), 303)


def _pasted(desk: Desk, alert: Alert) -> ResponseReturnValue:
    drafted = pasting.drafted(desk, alert)
    if not drafted.source:
        return _refused(desk, drafted.missing, alert.words)
    notes = {
        "missing": drafted.missing,
        "found": drafted.found,
        "spanish": drafted.spanish,
    }
    with desk.parts.database.write() as tx:
        now = desk.parts.clock.now()
        made = action_drafts.begin(tx, drafted.source, notes, me().email, now)
    return redirect(url_for("actions.draft", draft_id=made), 303)


def _refused(desk: Desk, why: tuple[str, ...], words: str) -> Response:
    return desk.page("actions/new.html", 422, scripts=True, problems=why, alert=words)


def _add_editor(pages: Blueprint, desk: Desk) -> None:
    database = desk.parts.database

    @pages.get("/actions/drafts/<int:draft_id>")
    @needs(May.WRITE_ACTIONS)
    def draft(draft_id: int) -> ResponseReturnValue:
        with database.read() as tx:
            found = action_drafts.get(tx, draft_id)
        return _editor(desk, found) if found else desk.page("actions/gone.html", 404)

    @pages.post("/actions/drafts/<int:draft_id>")
    @needs(May.WRITE_ACTIONS)
    def save(draft_id: int) -> ResponseReturnValue:
        merged = _merged()
        try:
            saved = _save(desk, draft_id, merged.source)
        except ChangedMeanwhile as error:
            return _conflict(desk, error.theirs, merged.source)
        if saved is None:
            return desk.page("actions/gone.html", 404, kept=merged.source)
        if request.form.get("then") == "publish":
            return _publish(desk, saved)
        return _editor(desk, saved, overruled=merged.overruled, done="saved")


def _add_keeping(pages: Blueprint, desk: Desk) -> None:
    @pages.post("/actions/drafts/<int:draft_id>/live")
    @needs(May.WRITE_ACTIONS)
    def live(draft_id: int) -> ResponseReturnValue:
        """Keep what is being typed, and say what it would be."""
        merged = _merged()
        try:
            saved = _save(desk, draft_id, merged.source)
        except ChangedMeanwhile as error:
            return jsonify(who=error.theirs.changed_by), 409
        return _news(desk, saved) if saved else (jsonify(), 404)

    @pages.post("/actions/drafts/<int:draft_id>/drop")
    @needs(May.WRITE_ACTIONS)
    def drop(draft_id: int) -> ResponseReturnValue:
        with desk.parts.database.write() as tx:
            action_drafts.drop(tx, draft_id, me().email, desk.parts.clock.now())
        return redirect(url_for("actions.every", done="dropped"), 303)


def _merged() -> editing.Merged:
    """The Markdown and the fields beside it, both of which may have been changed."""
    base = editing.plain(request.form.get("base", ""))
    text = editing.plain(request.form.get("source", ""))
    return editing.merged(base, text, fields.typed(request.form, base))


def _save(desk: Desk, draft_id: int, source: str) -> ActionDraft | None:
    seen, now = request.form.get("seen", 0, type=row_number), desk.parts.clock.now()
    with desk.parts.database.write() as tx:
        return action_drafts.save(tx, draft_id, source, seen=seen, who=me().email, now=now)


def _asked() -> Asked:
    given = request.form.get("zip", "").strip()
    given = given.zfill(5) if len(given) == 4 else given  # a spreadsheet took its zero
    sound = given.isascii() and given.isdecimal() and len(given) == 5
    return Asked(given if sound else EXAMPLE_ZIP, request.form.get("office", "").strip())


def _editor(desk: Desk, draft: ActionDraft, status: int = 200, **facts: Any) -> ResponseReturnValue:
    asked = _asked()
    found = preview(desk, draft.source, draft.slug, asked)
    return desk.page(
        "actions/editor.html",
        status,
        scripts=True,
        draft=draft,
        found=found,
        fields=fields.shown(draft.source),
        wrong=fields.wrong(draft.source, found.mistakes),
        lines=draft.source.split("\n"),
        readable=editing.readable(draft.source),
        asked=asked,
        **told(desk),
        members=members(desk),
        topics=TOPICS,
        targets=fields.TARGETS,
        asked_for=fields.NEEDS,
        **facts,
    )


def _news(desk: Desk, draft: ActionDraft) -> Response:
    """What the page's script puts into its places."""
    asked = _asked()
    found = preview(desk, draft.source, draft.slug, asked)
    wrong = fields.wrong(draft.source, found.mistakes)
    return jsonify(
        revision=draft.revision,
        source=draft.source,
        readable=editing.readable(draft.source),
        fields=fields.shown(draft.source),
        wrong={name: [each.sentence for each in these] for name, these in wrong.items()},
        mistakes=render_template(
            "desk/actions/mistakes.html", found=found, lines=draft.source.split("\n")
        ),
        preview=render_template(
            "desk/actions/preview.html", found=found, asked=asked, **told(desk)
        ),
    )


def _conflict(desk: Desk, theirs: ActionDraft, mine: str) -> Response:
    return desk.page(
        "actions/conflict.html",
        409,
        draft=theirs,
        mine=mine,
        changes=compared(theirs.source, mine),
    )


def _publish(desk: Desk, draft: ActionDraft) -> ResponseReturnValue:
    now, base = desk.parts.clock.now(), draft.base_version
    # Whoever was told of a newer version, and publishes all the same, has seen it.
    base = request.form.get("over", base, type=row_number)
    try:
        with desk.parts.database.write() as tx:
            done = publish(
                tx, draft.source, who=me().email, now=now, slug=draft.slug, base=(draft.slug, base)
            )
            action_drafts.published(tx, draft)
    except ChangedMeanwhile as error:
        return _conflict(desk, error.theirs, draft.source)
    except ActionFileError:
        return _editor(desk, draft, 422, refused="mistakes")
    except Overtaken as error:
        with desk.parts.database.read() as tx:
            newer = actions.version(tx, draft.slug, error.version)
        changes = compared(newer.source, draft.source) if newer else []
        return _editor(desk, draft, 409, overtaken=error.version, changes=changes)
    except NotPublished as error:
        return _editor(desk, draft, 409, refused=str(error))
    return redirect(url_for("actions.show", slug=done.action.slug, done="published"), 303)
