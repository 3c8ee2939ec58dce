"""The group's rules for all broadcasts: what an owner decides, and everybody is bound by."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.core.broadcasts.counting import FROM_LEAST, Links
from sms_line.store import broadcast_rules
from sms_line.store.broadcast_rules import MOST, BroadcastRules
from sms_line.web.desk.desk import Desk, me
from sms_line.web.desk.roles import May, needs


def add_rules(pages: Blueprint, desk: Desk) -> None:
    """/broadcasts/rules"""
    database = desk.parts.database

    @pages.get("/broadcasts/rules")
    @needs(May.RULE)
    def rules() -> ResponseReturnValue:
        return _page(desk, done="done" in request.args)

    @pages.post("/broadcasts/rules")
    @needs(May.RULE)
    def decide() -> ResponseReturnValue:
        said = request.form.get("above", "").replace(",", "").strip()
        typed = request.form.get("links")
        links: Links = next((each for each in FROM_LEAST if each == typed), "")
        if said and not (said.isascii() and said.isdecimal() and int(said[:12]) <= MOST):
            return _page(desk, 422, problem="above", typed=said[:20], typed_links=links)
        decided = BroadcastRules(links, int(said) if said else None)
        with database.write() as tx:
            broadcast_rules.decide(database, tx, decided, me().email, desk.parts.clock.now())
        return redirect(url_for("broadcasts.rules", done=""), 303)


def _page(desk: Desk, status: int = 200, **facts: Any) -> Response:
    with desk.parts.database.read() as tx:
        found = broadcast_rules.rules(tx)
    setting = desk.parts.approval_above
    return desk.page("broadcast_rules.html", status, rules=found, setting=setting, **facts)
