"""Actions at the desk: the list, one action with its versions, its end and its reopening."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from sms_line.actions import loading, publishing
from sms_line.actions.publishing import NotPublished
from sms_line.core.action import Action
from sms_line.store import action_counts, action_drafts, action_endings, action_log, actions
from sms_line.store.actions import Stored
from sms_line.web.desk.actions.drafts import add_drafts
from sms_line.web.desk.actions.file import add_file
from sms_line.web.desk.actions.launch import add_launch
from sms_line.web.desk.actions.lines import compared
from sms_line.web.desk.actions.registration import add_registration
from sms_line.web.desk.desk import Desk, desk_blueprint, me
from sms_line.web.desk.roles import May, needs

LOOKED_BACK = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Listed:
    """One action of the list."""

    stored: Stored
    action: Action | None
    """None where this release no longer reads the file."""
    open: bool
    letters: int
    """Of the last 24 hours, whatever has become of them."""


def action_pages(desk: Desk) -> Blueprint:
    """/actions and what is under it."""
    pages = desk_blueprint("actions")
    database, clock = desk.parts.database, desk.parts.clock

    @pages.get("/actions")
    @needs(May.LOOK)
    def every() -> ResponseReturnValue:
        with database.read() as tx:
            written = action_counts.letters_by_action(tx, clock.now() - LOOKED_BACK)
            listed = _listed(desk, tx, written)
            drafts = action_drafts.listed(tx)
        return desk.page(
            "actions/list.html",
            open=[each for each in listed if each.open],
            ended=[each for each in listed if not each.open],
            drafts=drafts,
            done=request.args.get("done", ""),
        )

    # Before /actions/SLUG: these are addresses of their own.
    add_drafts(pages, desk)
    add_file(pages, desk)
    _add_one(pages, desk)
    _add_ending(pages, desk)
    add_launch(pages, desk)
    add_registration(pages, desk)
    return pages


def _listed(desk: Desk, tx: Connection, written: Mapping[str, int]) -> list[Listed]:
    today = desk.parts.clock.now().date()
    return [
        Listed(stored, action, _open(action, today), written.get(stored.slug, 0))
        for stored, action in loading.newest(tx)
    ]


def _open(action: Action | None, today: date) -> bool:
    return action is not None and (action.ends is None or action.ends >= today)


def _add_one(pages: Blueprint, desk: Desk) -> None:
    database = desk.parts.database

    @pages.get("/actions/<slug>")
    @needs(May.LOOK)
    def show(slug: str) -> ResponseReturnValue:
        return _action_page(desk, slug, done=request.args.get("done", ""))

    @pages.get("/actions/<slug>/versions/<int:number>")
    @needs(May.LOOK)
    def version(slug: str, number: int) -> ResponseReturnValue:
        with database.read() as tx:
            found = actions.version(tx, slug, number)
            before = actions.version(tx, slug, number - 1)
        if found is None:
            return desk.page("actions/gone.html", 404)
        changes = compared(before.source, found.source) if before else []
        return desk.page("actions/version.html", version=found, before=before, changes=changes)


def _add_ending(pages: Blueprint, desk: Desk) -> None:
    database, clock = desk.parts.database, desk.parts.clock

    @pages.post("/actions/<slug>/end")
    @needs(May.WRITE_ACTIONS)
    def end(slug: str) -> ResponseReturnValue:
        with database.write() as tx:
            stored = actions.newest_of(tx, slug)
            action = loading.loaded(stored, {}) if stored else None
            if action is None:
                return desk.page("actions/gone.html", 404)
            publishing.end(tx, action, me().email, clock.now())
        return redirect(url_for("actions.show", slug=slug, done="ended"), 303)

    @pages.post("/actions/<slug>/reopen")
    @needs(May.WRITE_ACTIONS)
    def reopen(slug: str) -> ResponseReturnValue:
        try:
            with database.write() as tx:
                stored = actions.newest_of(tx, slug)
                action = loading.loaded(stored, {}) if stored else None
                if action is None:
                    return desk.page("actions/gone.html", 404)
                publishing.reopen(tx, action, me().email, clock.now())
        except NotPublished as error:
            return _action_page(desk, slug, 409, refused=str(error))
        return redirect(url_for("actions.show", slug=slug, done="reopened"), 303)


def _action_page(desk: Desk, slug: str, status: int = 200, **facts: Any) -> Response:
    now = desk.parts.clock.now()
    with desk.parts.database.read() as tx:
        versions = actions.versions(tx, slug)
        if not versions:
            return desk.page("actions/gone.html", 404)
        endings = action_endings.ended(tx)
        published = action_log.publications(tx, slug)
        draft = action_drafts.find(tx, slug)
        letters = action_counts.letters_of(tx, slug, now - LOOKED_BACK)
    by_file = loading.loaded(versions[0], {})
    action = loading.closed(by_file, endings) if by_file else None
    return desk.page(
        "actions/action.html",
        status,
        slug=slug,
        action=action,
        open=_open(action, now.date()),
        over_by_file=bool(by_file) and not _open(by_file, now.date()),
        ended_at=endings.get(slug),
        versions=versions,
        published=published,
        draft=draft,
        letters=letters,
        **facts,
    )
