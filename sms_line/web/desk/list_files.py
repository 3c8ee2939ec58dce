"""The desk's shorter lists as files: each is read at once, and its page has a link to it."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from sms_line.store import (
    action_log,
    actions,
    api_tokens,
    canned_answers,
    imports,
    organizers,
    tags,
    webhook_endpoints,
    webhook_messages,
)
from sms_line.web.desk.csv_file import csv_file
from sms_line.web.desk.desk import Desk, desk_blueprint
from sms_line.web.desk.files import note_file
from sms_line.web.desk.roles import May, needs

MESSAGES = 10_000
"""Of a webhook's log, the newest."""


def list_file_pages(desk: Desk) -> Blueprint:
    """Files of supporters' lists, of the inbox's answers, of actions, and what owners may have."""
    pages = desk_blueprint("lists")
    _add_of_supporters(pages, desk)
    _add_of_words(pages, desk)
    _add_of_team(pages, desk)
    _add_of_programs(pages, desk)
    return pages


def _sent(
    desk: Desk, what: str, columns: str, rows: Iterable[Sequence[Any]], row_id: int = 0
) -> Response:
    """Note who takes it along, and send it. `columns`: blanks between."""
    note_file(desk, what, row_id)
    name = what.replace(" ", "-") + (f"-{row_id}" if row_id else "")
    return csv_file(name, columns.split(), [list(rows)])


def _add_of_supporters(pages: Blueprint, desk: Desk) -> None:
    database = desk.parts.database

    @pages.get("/supporters/tags.csv")
    @needs(May.EXPORT)
    def all_tags() -> ResponseReturnValue:
        with database.read() as tx:
            found = tags.counts(tx)
        return _sent(desk, "tags", "tag supporters", found.items())

    @pages.get("/supporters/imports.csv")
    @needs(May.EXPORT)
    def all_imports() -> ResponseReturnValue:
        with database.read() as tx:
            found = imports.listed(tx, limit=1000)
        columns = "list uploaded_at by state tags bytes rows used left_out why"
        return _sent(desk, "imports", columns, map(_import, found))

    @pages.get("/supporters/imports/<int:import_id>/problems.csv")
    @needs(May.EXPORT)
    def problems(import_id: int) -> ResponseReturnValue:
        with database.read() as tx:
            found = imports.get(tx, import_id)
        if found is None:
            return desk.page("supporter_gone.html", 404)
        return _sent(desk, "import problems", "line problem", found.bad_rows, import_id)


def _import(each: imports.Import) -> tuple[object, ...]:
    told = [each.outcome.get(name, "") for name in ("rows", "used", "bad")]
    of_file = (each.status, ", ".join(each.tags), each.size)
    return (each.id, each.at, each.who, *of_file, *told, each.why)


def _add_of_words(pages: Blueprint, desk: Desk) -> None:
    database = desk.parts.database

    @pages.get("/inbox/answers.csv")
    @needs(May.EXPORT)
    def answers() -> ResponseReturnValue:
        with database.read() as tx:
            found = canned_answers.listed(tx)
        rows = [(each.title, each.words.get("en", ""), each.words.get("es", "")) for each in found]
        return _sent(desk, "answers", "title english spanish", rows)

    @pages.get("/actions/<slug>/versions.csv")
    @needs(May.EXPORT)
    def versions(slug: str) -> ResponseReturnValue:
        with database.read() as tx:
            found, published = actions.versions(tx, slug), action_log.publications(tx, slug)
        if not found:
            return desk.page("actions/gone.html", 404)
        rows = [
            (slug, each.version, each.loaded_at, published[each.version].who)
            if each.version in published
            else (slug, each.version, each.loaded_at, "")
            for each in found
        ]
        return _sent(desk, "versions", "action version loaded_at by", rows)


def _add_of_team(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/team.csv")
    @needs(May.RULE)
    def team() -> ResponseReturnValue:
        with desk.parts.database.read() as tx:
            found = organizers.everybody(tx)
        rows = [
            (each.organizer.email, each.organizer.role.value, each.second_factor, each.seen_at)
            for each in found
        ]
        return _sent(desk, "team", "email role second_factor seen_at", rows)


def _add_of_programs(pages: Blueprint, desk: Desk) -> None:
    database = desk.parts.database

    @pages.get("/settings/api.csv")
    @needs(May.CONNECT)
    def tokens() -> ResponseReturnValue:
        with database.read() as tx:
            found = api_tokens.listed(tx)
        columns = "token name scopes made_at by used_at revoked_at"
        return _sent(desk, "tokens", columns, map(_token, found))

    @pages.get("/settings/webhooks.csv")
    @needs(May.CONNECT)
    def endpoints() -> ResponseReturnValue:
        with database.read() as tx:
            found = webhook_endpoints.listed(tx)
        columns = "webhook address events with_phone by switched_off_at why failures"
        return _sent(desk, "webhooks", columns, map(_endpoint, found))

    @pages.get("/settings/webhooks/<int:endpoint_id>.csv")
    @needs(May.CONNECT)
    def messages(endpoint_id: int) -> ResponseReturnValue:
        with database.read() as tx:
            there = webhook_endpoints.get(tx, endpoint_id)
            found = webhook_messages.listed(tx, endpoint_id, MESSAGES)
        if there is None:
            return desk.page("webhook_gone.html", 404)
        columns = "message event at tries tried_at next_try_at state answer"
        return _sent(desk, "webhook log", columns, map(_message, found), endpoint_id)


def _token(each: api_tokens.ApiToken) -> tuple[object, ...]:
    scopes = " ".join(sorted(each.scopes))
    made = (each.created_at, each.created_by, each.used_at, each.revoked_at)
    return (each.id, each.name, scopes, *made)


def _endpoint(each: webhook_endpoints.Endpoint) -> tuple[object, ...]:
    told = (" ".join(sorted(each.events)), each.with_phone)
    now = (each.disabled_at, each.why, each.failures)
    return (each.id, each.url, *told, each.created_by, *now)


def _message(each: webhook_messages.Message) -> tuple[object, ...]:
    tries = (each.attempts, each.tried_at, each.due_at)
    return (each.message_id, each.event, each.at, *tries, each.status, each.answer)
