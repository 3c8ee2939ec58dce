"""Webhooks at the desk: added, switched on and off, thrown away, sent again, looked into."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.store import webhook_endpoints, webhook_messages
from sms_line.store.outgoing import Event
from sms_line.store.webhook_endpoints import LONGEST_URL
from sms_line.web.desk.desk import Desk, me
from sms_line.web.desk.fresh import fresh
from sms_line.web.desk.roles import May, needs
from sms_line.web_address import why_not

SHOWN = 50
"""Messages of one endpoint."""


def add_webhooks(pages: Blueprint, desk: Desk) -> None:
    """/settings/webhooks and what is under it."""

    @pages.get("/settings/webhooks")
    @needs(May.CONNECT)
    def webhooks() -> ResponseReturnValue:
        return _page(desk, done=request.args.get("done", ""))

    @pages.post("/settings/webhooks")
    @needs(May.CONNECT)
    def add_webhook() -> ResponseReturnValue:
        return fresh(desk) or _added(desk)

    @pages.get("/settings/webhooks/<int:endpoint_id>")
    @needs(May.CONNECT)
    def webhook(endpoint_id: int) -> ResponseReturnValue:
        return _log(desk, endpoint_id)

    _add_changes(pages, desk)


def _add_changes(pages: Blueprint, desk: Desk) -> None:
    parts = desk.parts

    @pages.post("/settings/webhooks/<int:endpoint_id>/switch")
    @needs(May.CONNECT)
    def switch_webhook(endpoint_id: int) -> ResponseReturnValue:
        on, now = request.form.get("on") == "yes", parts.clock.now()
        with parts.database.write() as tx:
            webhook_endpoints.switch(tx, endpoint_id, on=on, who=me().email, now=now)
        return _back(desk, "on" if on else "off")

    @pages.post("/settings/webhooks/<int:endpoint_id>/drop")
    @needs(May.CONNECT)
    def drop_webhook(endpoint_id: int) -> ResponseReturnValue:
        with parts.database.write() as tx:
            webhook_endpoints.drop(tx, endpoint_id, who=me().email, now=parts.clock.now())
        return _back(desk, "dropped")

    @pages.post("/settings/webhooks/<int:endpoint_id>/again")
    @needs(May.CONNECT)
    def send_again(endpoint_id: int) -> ResponseReturnValue:
        with parts.database.write() as tx:
            webhook_messages.send_again(tx, endpoint_id, who=me().email, now=parts.clock.now())
        parts.bell.ring("webhook", endpoint_id)
        return _back(desk, "again")


def _added(desk: Desk) -> Response:
    url = request.form.get("url", "").strip()
    events = [event for event in Event if event.value in request.form.getlist("event")]
    with_phone = request.form.get("with_phone") == "yes"
    wrong = why_not(url, practice=desk.console is None)
    wrong = wrong or (f"It has more than {LONGEST_URL} signs." if len(url) > LONGEST_URL else "")
    wrong = wrong or ("" if events else "Choose at least one event.")
    if wrong:
        return _page(desk, 422, problem=wrong, url=url, chosen=events, with_phone=with_phone)
    parts = desk.parts
    with parts.database.write() as tx:
        made = webhook_endpoints.add(
            tx, url, events, with_phone=with_phone, who=me().email, now=parts.clock.now()
        )
    parts.outgoing.look_again()
    return _page(desk, made=made, secret=made.secret(desk.secret_key))


def _back(desk: Desk, done: str) -> ResponseReturnValue:
    desk.parts.outgoing.look_again()
    return redirect(url_for("connections.webhooks", done=done), 303)


def _page(desk: Desk, status: int = 200, **facts: Any) -> Response:
    with desk.parts.database.read() as tx:
        found = webhook_endpoints.listed(tx)
        missed = webhook_messages.given_up(tx)
    return desk.page(
        "webhooks.html", status, endpoints=found, missed=missed, events=list(Event), **facts
    )


def _log(desk: Desk, endpoint_id: int) -> Response:
    with desk.parts.database.read() as tx:
        found = webhook_endpoints.get(tx, endpoint_id)
        told = webhook_messages.listed(tx, endpoint_id, SHOWN)
    if found is None:
        return desk.page("webhook_gone.html", 404)
    return desk.page("webhook.html", endpoint=found, messages=told)
