"""The second factor: a one-time code, a passkey, or a recovery code."""

import logging

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.store import attempts, factors, passkeys
from sms_line.store.organizers import Organizer
from sms_line.web.desk import ceremonies, one_time_codes
from sms_line.web.desk.ceremonies import NotProven
from sms_line.web.desk.desk import Desk
from sms_line.web.desk.entering import attempt, let_in
from sms_line.web.desk.passkey_proof import offer, shown, site_of
from sms_line.web.desk.session import half_in

log = logging.getLogger(__name__)


def add_second_factor(pages: Blueprint, desk: Desk) -> None:
    """/sign-in/second and what is under it, for who has just shown a first factor."""

    @pages.get("/sign-in/second")
    def second() -> ResponseReturnValue:
        organizer = half_in(desk.parts)
        return _asked(desk, organizer) if organizer else _start_over()

    @pages.post("/sign-in/second")
    def by_code() -> ResponseReturnValue:
        organizer = half_in(desk.parts)
        return _by_code(desk, organizer) if organizer else _start_over()

    @pages.post("/sign-in/second/recovery")
    def by_recovery_code() -> ResponseReturnValue:
        organizer = half_in(desk.parts)
        return _by_recovery_code(desk, organizer) if organizer else _start_over()

    @pages.post("/sign-in/second/passkey")
    def by_second_passkey() -> ResponseReturnValue:
        organizer = half_in(desk.parts)
        return _by_passkey(desk, organizer) if organizer else _start_over()


def _start_over() -> ResponseReturnValue:
    return redirect(url_for("sign_in.how"), 303)


def _asked(desk: Desk, organizer: Organizer, status: int = 200, problem: str = "") -> Response:
    where = site_of(desk)
    with desk.parts.database.read() as tx:
        theirs, keys = factors.of(tx, organizer.id), passkeys.of(tx, organizer.id)
    options = offer(desk, ceremonies.ask_for_proof(where, keys)) if where and keys else ""
    return desk.page(
        "second_factor.html",
        status,
        scripts=bool(options),
        codes=theirs.codes,
        recovery=theirs.recovery_codes > 0,
        options=options,
        site=where,
        problem=problem,
    )


def _by_code(desk: Desk, organizer: Organizer) -> ResponseReturnValue:
    """A code that is right, and was not used before."""
    tried = attempt(desk, "code", organizer.email)
    if tried.too_many:
        return _asked(desk, organizer, 429, "too many")
    now, typed = desk.parts.clock.now(), request.form.get("code", "")
    with desk.parts.database.write() as tx:
        salt = factors.totp_salt(tx, organizer.id)
        shared = one_time_codes.secret(desk.secret_key, salt) if salt else ""
        step = one_time_codes.step_of(shared, typed, now) if salt else None
        right = step is not None and factors.use_step(tx, organizer.id, step)
        if right:
            attempts.succeeded(tx, tried)
    if not right:
        log.warning("one-time code refused", extra={"organizer": organizer.id})
        return _asked(desk, organizer, 401, "code")
    return let_in(desk, organizer)


def _by_recovery_code(desk: Desk, organizer: Organizer) -> ResponseReturnValue:
    """Nobody can guess one, so that only the visitor's tries are counted: what others do to the
    account does not close this way."""
    tried = attempt(desk, "recovery", "")
    if tried.too_many:
        return desk.page("turned_away.html", 429)
    with desk.parts.database.write() as tx:
        typed, now = request.form.get("recovery", ""), desk.parts.clock.now()
        right = factors.use_recovery_code(tx, organizer, typed, now)
        if right:
            attempts.succeeded(tx, tried)
    return let_in(desk, organizer) if right else _asked(desk, organizer, 401, "recovery")


def _by_passkey(desk: Desk, organizer: Organizer) -> ResponseReturnValue:
    tried = attempt(desk, "passkey", "")
    if tried.too_many:
        return desk.page("turned_away.html", 429)
    try:
        found = shown(desk, request.form.get("credential", ""))
    except NotProven:
        return _asked(desk, organizer, 401, "passkey")
    if found.organizer.id != organizer.id:
        return _asked(desk, organizer, 401, "passkey")
    with desk.parts.database.write() as tx:
        attempts.succeeded(tx, tried)
    return let_in(desk, organizer)
