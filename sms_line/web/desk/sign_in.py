"""The door: by password, by a mailed link, by a passkey; and out by a button."""

import logging
from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.bundle_paths import TEMPLATES
from sms_line.store import attempts, desk_mails, factors, organizers, sessions
from sms_line.store.organizers import Organizer
from sms_line.web.desk import ceremonies, passwords
from sms_line.web.desk.ceremonies import NotProven
from sms_line.web.desk.desk import STATIC, Desk
from sms_line.web.desk.entering import attempt, first_shown, let_in
from sms_line.web.desk.first_run import add_first_run
from sms_line.web.desk.links import add_links
from sms_line.web.desk.passkey_proof import offer, shown, site_of
from sms_line.web.desk.second_factor import add_second_factor
from sms_line.web.desk.session import drop, recall
from sms_line.web.desk.visitor import account

log = logging.getLogger(__name__)


def sign_in_pages(desk: Desk) -> Blueprint:
    """/sign-in, /sign-out, /first, /join, and the desk's static files, which the way in needs."""
    pages = Blueprint(
        "sign_in",
        __name__,
        template_folder=str(TEMPLATES),
        static_folder=str(STATIC),
        static_url_path="/desk/static",
    )

    @pages.get("/sign-in")
    def how() -> ResponseReturnValue:
        if recall(desk.parts):
            return redirect(url_for("today.show"), 303)
        with desk.parts.database.read() as tx:
            if organizers.nobody(tx):
                return redirect(url_for("sign_in.first"), 303)
        return door(desk, out="out" in request.args)

    @pages.post("/sign-in")
    def by_password() -> ResponseReturnValue:
        return _by_password(desk)

    @pages.post("/sign-in/mail")
    def by_mail() -> ResponseReturnValue:
        return _by_mail(desk)

    @pages.post("/sign-out")
    def leave() -> ResponseReturnValue:
        if token := drop():
            with desk.parts.database.write() as tx:
                sessions.end(tx, token, desk.parts.clock.now())
        return redirect(url_for("sign_in.how", out=""), 303)

    # Before the links: an address of its own is no secret.
    _add_passkeys(pages, desk)
    add_second_factor(pages, desk)
    add_first_run(pages, desk)
    add_links(pages, desk)
    return pages


def door(desk: Desk, status: int = 200, **facts: Any) -> Response:
    """The page with every way in."""
    return desk.page("sign_in.html", status, passkeys=site_of(desk) is not None, **facts)


def _by_password(desk: Desk) -> ResponseReturnValue:
    """The same answer, and equally late, whether the address or the password is wrong."""
    email, password = _typed_address(), request.form.get("password", "")
    tried = attempt(desk, "password", email)
    if tried.too_many:
        return desk.page("turned_away.html", 429)
    organizer, kept = _named(desk, email)
    if not passwords.matches(kept, password) or organizer is None or kept is None:
        log.warning("password refused")
        return door(desk, 401, problem="password", email=email)
    renewed = passwords.renewed(kept, password)
    with desk.parts.database.write() as tx:
        attempts.succeeded(tx, tried)
        if renewed:
            factors.renew_hash(tx, organizer.id, kept, renewed)
    return first_shown(desk, organizer)


def _by_mail(desk: Desk) -> ResponseReturnValue:
    """Ask for a mail: a row is made whether or not somebody has this address."""
    email = _typed_address()
    if not organizers.is_address(email):
        return door(desk, 400, problem="address", email=email)
    tried = attempt(desk, "mail", "")
    if tried.too_many:
        return desk.page("turned_away.html", 429)
    organizer, _ = _named(desk, email)
    with desk.parts.database.write() as tx:
        mail = desk_mails.ask(
            tx,
            "link",
            organizer.id if organizer else None,
            account(desk.secret_key, "mail", email),
            desk.parts.clock.now(),
        )
    if mail is not None:
        desk.parts.bell.ring("desk_mail", mail)
    return desk.page("mail_asked.html", email=email, outbox=desk.outbox)


def _typed_address() -> str:
    typed = request.form.get("email", "").strip()
    return typed if organizers.is_address(typed) else typed[:254]


def _named(desk: Desk, email: str) -> tuple[Organizer | None, str | None]:
    """The organizer of this address, and the hash of their password."""
    with desk.parts.database.read() as tx:
        organizer = organizers.find(tx, email)
        # Asked for nobody too: it takes equally long.
        kept = factors.password_hash(tx, organizer.id if organizer else 0)
    return organizer, kept


def _add_passkeys(pages: Blueprint, desk: Desk) -> None:
    """/sign-in/passkey: a passkey is both factors at once, because it asks for its person."""

    @pages.get("/sign-in/passkey")
    def passkey() -> ResponseReturnValue:
        where = site_of(desk)
        if where is None:
            return redirect(url_for("sign_in.how"), 303)
        options = offer(desk, ceremonies.ask_for_proof(where, []))
        return desk.page(
            "sign_in_passkey.html",
            scripts=True,
            options=options,
            site=where,
            problem="refused" in request.args,
        )

    @pages.post("/sign-in/passkey")
    def by_passkey() -> ResponseReturnValue:
        tried = attempt(desk, "passkey", "")
        if tried.too_many:
            return desk.page("turned_away.html", 429)
        try:
            found = shown(desk, request.form.get("credential", ""))
        except NotProven:
            log.warning("passkey refused")
            return redirect(url_for("sign_in.passkey", refused=""), 303)
        with desk.parts.database.write() as tx:
            attempts.succeeded(tx, tried)
        return let_in(desk, found.organizer)
