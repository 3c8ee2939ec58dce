"""What an organizer has to sign in with, and where they are signed in."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.store import desk_rules, factors, passkeys, sessions
from sms_line.web.desk import passwords
from sms_line.web.desk.account_factors import add_codes, add_passkeys
from sms_line.web.desk.browsers import called
from sms_line.web.desk.desk import Desk, desk_blueprint, me
from sms_line.web.desk.fresh import fresh
from sms_line.web.desk.passkey_proof import site_of
from sms_line.web.desk.roles import May, needs
from sms_line.web.desk.session import drop, held


def account_pages(desk: Desk) -> Blueprint:
    """/account and what is under it."""
    pages = desk_blueprint("account")

    @pages.get("/account")
    @needs(May.OWN)
    def show() -> ResponseReturnValue:
        return account_page(desk, done=request.args.get("done", ""))

    @pages.post("/account/password")
    @needs(May.OWN)
    def set_password() -> ResponseReturnValue:
        return fresh(desk) or _set_password(desk, request.form.get("password", ""))

    @pages.post("/account/password/drop")
    @needs(May.OWN)
    def drop_password() -> ResponseReturnValue:
        if refused := fresh(desk):
            return refused
        with desk.parts.database.write() as tx:
            factors.set_password(tx, me(), None, desk.parts.clock.now())
        return redirect(url_for("account.show", done="no password"), 303)

    @pages.post("/account/sessions/end")
    @needs(May.OWN)
    def end_sessions() -> ResponseReturnValue:
        with desk.parts.database.write() as tx:
            sessions.end_all(tx, me(), desk.parts.clock.now())
        drop()
        return redirect(url_for("sign_in.how", out=""), 303)

    add_codes(pages, desk)
    add_passkeys(pages, desk)
    return pages


def account_page(desk: Desk, status: int = 200, **facts: Any) -> Response:
    """The page of who is signed in."""
    now = desk.parts.clock.now()
    with desk.parts.database.read() as tx:
        return desk.page(
            "account.html",
            status,
            factors=factors.of(tx, me().id),
            passkeys=passkeys.of(tx, me().id),
            sessions=sessions.of(tx, me(), held(), now),
            required=desk_rules.second_factor_required(tx),
            called=called,
            can_have_passkeys=site_of(desk) is not None,
            **facts,
        )


def _set_password(desk: Desk, password: str) -> ResponseReturnValue:
    """A new password ends the sessions that were begun with an older one."""
    if wrong := passwords.fault(password, me().email, desk.parts.organization):
        return account_page(desk, 400, problem=wrong)
    hashed, now = passwords.hashed(password), desk.parts.clock.now()
    with desk.parts.database.write() as tx:
        factors.set_password(tx, me(), hashed, now)
        sessions.end_all(tx, me(), now, but=held())
    return redirect(url_for("account.show", done="password"), 303)
