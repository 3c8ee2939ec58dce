"""What other programs come in with, and which of them are told what happens. For owners."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.store import api_tokens
from sms_line.store.api_tokens import LONGEST_NAME, Scope
from sms_line.web.api.description import SCOPES
from sms_line.web.desk.desk import Desk, desk_blueprint, me
from sms_line.web.desk.fresh import fresh
from sms_line.web.desk.hooks_out import add_webhooks
from sms_line.web.desk.roles import May, needs


def connection_pages(desk: Desk) -> Blueprint:
    """/settings/api and /settings/webhooks"""
    pages = desk_blueprint("connections")
    database, clock = desk.parts.database, desk.parts.clock

    @pages.get("/settings/api")
    @needs(May.CONNECT)
    def tokens() -> ResponseReturnValue:
        return _page(desk, done=request.args.get("done", ""))

    @pages.post("/settings/api")
    @needs(May.CONNECT)
    def make_token() -> ResponseReturnValue:
        return fresh(desk) or _made(desk)

    @pages.post("/settings/api/<int:token_id>/revoke")
    @needs(May.CONNECT)
    def revoke(token_id: int) -> ResponseReturnValue:
        with database.write() as tx:
            api_tokens.revoke(tx, token_id, who=me().email, now=clock.now())
        return redirect(url_for("connections.tokens", done="revoked"), 303)

    add_webhooks(pages, desk)
    return pages


def _made(desk: Desk) -> Response:
    name = " ".join(request.form.get("name", "").split())
    scopes = [scope for scope in Scope if scope.value in request.form.getlist("scope")]
    if not 0 < len(name) <= LONGEST_NAME or not scopes:
        return _page(desk, 422, problem=True, name=name, chosen=scopes)
    with desk.parts.database.write() as tx:
        made, secret = api_tokens.make(tx, name, scopes, who=me().email, now=desk.parts.clock.now())
    return _page(desk, made=made, secret=secret)


def _page(desk: Desk, status: int = 200, **facts: Any) -> Response:
    with desk.parts.database.read() as tx:
        found = api_tokens.listed(tx)
    return desk.page(
        "api_tokens.html", status, tokens=found, scopes=SCOPES, longest=LONGEST_NAME, **facts
    )
