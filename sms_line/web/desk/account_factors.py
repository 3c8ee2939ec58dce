"""An organizer's second factors: set up and dropped, and the recovery codes that stand behind."""

from flask import Blueprint, Response, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from sms_line.store import factors, passkeys
from sms_line.web.desk import ceremonies, one_time_codes
from sms_line.web.desk.ceremonies import NotProven
from sms_line.web.desk.desk import Desk, me
from sms_line.web.desk.fresh import fresh
from sms_line.web.desk.passkey_proof import keep_new, offer, site_of
from sms_line.web.desk.roles import May, needs

_SALT = "salt"
"""In the cookie, while codes are being set up: without the line's key it says nothing."""


def add_codes(pages: Blueprint, desk: Desk) -> None:
    """/account/codes and /account/recovery"""

    @pages.get("/account/codes")
    @needs(May.OWN)
    def codes() -> ResponseReturnValue:
        return fresh(desk) or _code_page(desk)

    @pages.post("/account/codes")
    @needs(May.OWN)
    def set_up_codes() -> ResponseReturnValue:
        return fresh(desk) or _set_up(desk, request.form.get("code", ""))

    @pages.post("/account/codes/drop")
    @needs(May.OWN)
    def drop_codes() -> ResponseReturnValue:
        if refused := fresh(desk):
            return refused
        with desk.parts.database.write() as tx:
            factors.set_up_codes(tx, me(), None, None, desk.parts.clock.now())
        return redirect(url_for("account.show", done="no codes"), 303)

    @pages.post("/account/recovery")
    @needs(May.OWN)
    def new_recovery_codes() -> ResponseReturnValue:
        return fresh(desk) or _recovery_codes(desk)


def add_passkeys(pages: Blueprint, desk: Desk) -> None:
    """/account/passkeys"""

    @pages.get("/account/passkeys")
    @needs(May.OWN)
    def new_passkey() -> ResponseReturnValue:
        return fresh(desk) or _passkey_page(desk)

    @pages.post("/account/passkeys")
    @needs(May.OWN)
    def add_passkey() -> ResponseReturnValue:
        if refused := fresh(desk):
            return refused
        try:
            keep_new(desk, me(), request.form.get("credential", ""), request.form.get("name", ""))
        except NotProven:
            return _passkey_page(desk, 400, problem=True)
        return _with_recovery_codes(desk, "passkey")

    @pages.post("/account/passkeys/<int:passkey_id>/drop")
    @needs(May.OWN)
    def drop_passkey(passkey_id: int) -> ResponseReturnValue:
        if refused := fresh(desk):
            return refused
        with desk.parts.database.write() as tx:
            passkeys.drop(tx, me(), passkey_id, desk.parts.clock.now())
        return redirect(url_for("account.show", done="no passkey"), 303)


def _code_page(desk: Desk, status: int = 200, *, problem: bool = False) -> Response:
    salt = session.setdefault(_SALT, one_time_codes.new_salt())
    shared = one_time_codes.secret(desk.secret_key, salt)
    picture = one_time_codes.qr_code(shared, me().email, desk.parts.organization or "SMS Line")
    groups = [shared[at : at + 4] for at in range(0, len(shared), 4)]
    return desk.page(
        "account_codes.html", status, qr=picture, secret=" ".join(groups), problem=problem
    )


def _set_up(desk: Desk, typed: str) -> ResponseReturnValue:
    """A first code shows that the app has the secret, before anything asks for one."""
    salt, now = session.get(_SALT), desk.parts.clock.now()
    if not isinstance(salt, str):
        return redirect(url_for("account.codes"), 303)
    step = one_time_codes.step_of(one_time_codes.secret(desk.secret_key, salt), typed, now)
    if step is None:
        return _code_page(desk, 400, problem=True)
    with desk.parts.database.write() as tx:
        factors.set_up_codes(tx, me(), salt, step, now)
    session.pop(_SALT)
    return _with_recovery_codes(desk, "codes")


def _with_recovery_codes(desk: Desk, done: str) -> ResponseReturnValue:
    """Who has a second factor and no way back yet is given one."""
    with desk.parts.database.read() as tx:
        left = factors.of(tx, me().id).recovery_codes
    return redirect(url_for("account.show", done=done), 303) if left else _recovery_codes(desk)


def _recovery_codes(desk: Desk) -> ResponseReturnValue:
    with desk.parts.database.write() as tx:
        if not factors.of(tx, me().id).second:
            return redirect(url_for("account.show"), 303)
        made = factors.make_recovery_codes(tx, me(), desk.parts.clock.now())
    return desk.page("account_recovery.html", codes=made)


def _passkey_page(desk: Desk, status: int = 200, *, problem: bool = False) -> ResponseReturnValue:
    where = site_of(desk)
    if where is None:
        return redirect(url_for("account.show"), 303)
    with desk.parts.database.read() as tx:
        known = passkeys.of(tx, me().id)
    options = offer(desk, ceremonies.ask_for_new(where, me(), known))
    return desk.page(
        "account_passkey.html",
        status,
        scripts=True,
        options=options,
        site=where,
        problem=problem,
        longest=passkeys.LONGEST_NAME,
    )
