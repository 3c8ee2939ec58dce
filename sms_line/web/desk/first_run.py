"""The first owner, made on a page: only while there is nobody, only with the terminal's code."""

import logging

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.store import attempts, organizers
from sms_line.store.organizers import SomebodyIsThere
from sms_line.store.set_up_code import is_set_up_code
from sms_line.web.desk.desk import Desk
from sms_line.web.desk.entering import attempt, let_in

log = logging.getLogger(__name__)

BY_CODE = "set-up code"
"""Who made the first owner, in the log."""


def add_first_run(pages: Blueprint, desk: Desk) -> None:
    """/first"""

    @pages.get("/first")
    def first() -> ResponseReturnValue:
        with desk.parts.database.read() as tx:
            if not organizers.nobody(tx):
                return redirect(url_for("sign_in.how"), 303)
        return desk.page("first.html")

    @pages.post("/first")
    def make_first() -> ResponseReturnValue:
        return _made(desk, request.form.get("email", "").strip(), request.form.get("code", ""))


def _made(desk: Desk, email: str, code: str) -> ResponseReturnValue:
    def again(status: int, problem: str) -> Response:
        return desk.page("first.html", status, problem=problem, email=email, code=code)

    if not organizers.is_address(email):
        return again(400, "address")
    tried = attempt(desk, "first", "")
    if tried.too_many:
        return desk.page("turned_away.html", 429)
    now = desk.parts.clock.now()
    try:
        with desk.parts.database.write() as tx:
            if not is_set_up_code(tx, desk.secret_key, code):
                log.warning("set-up code refused")
                return again(401, "code")
            owner = organizers.add_first(tx, email, BY_CODE, now)
            attempts.succeeded(tx, tried)
    except SomebodyIsThere:
        return redirect(url_for("sign_in.how"), 303)
    return let_in(desk, owner)
