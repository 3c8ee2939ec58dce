"""Who may sign in: invited, given a role, removed; and what is asked of everybody. For owners."""

from typing import Any

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.store import desk_mails, desk_rules, factors, invitations, organizers
from sms_line.store.invitations import AlreadyThere
from sms_line.store.organizers import OnlyOwner, Role
from sms_line.web.desk.desk import Desk, desk_blueprint, me
from sms_line.web.desk.roles import May, needs
from sms_line.web.desk.visitor import account


def team_pages(desk: Desk) -> Blueprint:
    """/team and what is under it."""
    pages = desk_blueprint("team")

    @pages.get("/team")
    @needs(May.RULE)
    def show() -> ResponseReturnValue:
        return _page(desk, done=request.args.get("done", ""))

    @pages.post("/team/second-factor")
    @needs(May.RULE)
    def require() -> ResponseReturnValue:
        database, now = desk.parts.database, desk.parts.clock.now()
        required = request.form.get("required") == "yes"
        with database.write() as tx:
            desk_rules.require_second_factor(database, tx, me(), now, required=required)
        return _back("required" if required else "free")

    _add_invitations(pages, desk)
    _add_changes(pages, desk)
    return pages


def _add_invitations(pages: Blueprint, desk: Desk) -> None:
    @pages.post("/team/invitations")
    @needs(May.RULE)
    def invite() -> ResponseReturnValue:
        return _invite(desk, request.form.get("email", "").strip(), _typed_role())

    @pages.post("/team/invitations/<int:invitation_id>/take-back")
    @needs(May.RULE)
    def take_back(invitation_id: int) -> ResponseReturnValue:
        with desk.parts.database.write() as tx:
            invitations.take_back(tx, invitation_id, me(), desk.parts.clock.now())
        return _back("taken back")


def _add_changes(pages: Blueprint, desk: Desk) -> None:
    database, clock = desk.parts.database, desk.parts.clock

    @pages.post("/team/<int:organizer_id>/role")
    @needs(May.RULE)
    def give_role(organizer_id: int) -> ResponseReturnValue:
        try:
            with database.write() as tx:
                organizers.give(tx, organizer_id, _typed_role(), me().email, clock.now())
        except OnlyOwner:
            return _page(desk, 409, problem="only owner")
        return _back("role")

    @pages.post("/team/<int:organizer_id>/remove")
    @needs(May.RULE)
    def remove(organizer_id: int) -> ResponseReturnValue:
        try:
            with database.write() as tx:
                if found := organizers.get(tx, organizer_id):
                    organizers.remove(tx, found, clock.now(), me().email)
        except OnlyOwner:
            return _page(desk, 409, problem="only owner")
        return _back("removed")

    @pages.post("/team/<int:organizer_id>/reset")
    @needs(May.RULE)
    def reset(organizer_id: int) -> ResponseReturnValue:
        with database.write() as tx:
            if found := organizers.get(tx, organizer_id):
                factors.reset(tx, found, me().email, clock.now())
        return _back("reset")


def _typed_role() -> Role:
    """What the form names; what it does not know is least."""
    typed = request.form.get("role", "")
    return Role(typed) if typed in set(Role) else Role.VIEWER


def _invite(desk: Desk, email: str, role: Role) -> ResponseReturnValue:
    if not organizers.is_address(email):
        return _page(desk, 400, problem="address", email=email)
    database, now = desk.parts.database, desk.parts.clock.now()
    try:
        with database.write() as tx:
            made = invitations.invite(database, tx, email, role, me(), now)
            named = account(desk.secret_key, "invitation", email)
            mail = desk_mails.ask(tx, "invitation", made.id, named, now)
    except AlreadyThere:
        return _page(desk, 409, problem="there", email=email)
    if mail is None:
        return _page(desk, 429, problem="too many mails", email=email)
    desk.parts.bell.ring("desk_mail", mail)
    return _back("invited")


def _back(done: str) -> ResponseReturnValue:
    return redirect(url_for("team.show", done=done), 303)


def _page(desk: Desk, status: int = 200, **facts: Any) -> Response:
    with desk.parts.database.read() as tx:
        return desk.page(
            "team.html",
            status,
            everybody=organizers.everybody(tx),
            invited=invitations.listed(tx),
            required=desk_rules.second_factor_required(tx),
            roles=list(Role),
            now=desk.parts.clock.now(),
            outbox=desk.outbox,
            **facts,
        )
