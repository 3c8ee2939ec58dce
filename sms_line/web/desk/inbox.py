"""People whose texts wait for a human: the list, one conversation, its answer box."""

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.store import inbox
from sms_line.store.inbox import Conversation
from sms_line.web.desk import answering
from sms_line.web.desk.answering import LONGEST, NotAnswered
from sms_line.web.desk.desk import Desk, desk_blueprint, me
from sms_line.web.desk.roles import May, needs
from sms_line.web.desk.shown import LEAVING, number

A_PAGE, A_THREAD = 50, 100
"""Conversations and texts that are shown at once."""


def inbox_pages(desk: Desk) -> Blueprint:
    """/inbox, and /inbox/N: the conversation in which somebody wrote text N.

    A text's number is never given twice, so that an answer cannot reach somebody else.
    """
    pages = desk_blueprint("inbox")
    parts = desk.parts

    @pages.get("/inbox")
    @needs(May.LOOK)
    def show() -> ResponseReturnValue:
        before = request.args.get("before", type=int)
        with parts.database.read() as tx:
            found = inbox.waiting(tx, before=before, limit=A_PAGE + 1)
            people = inbox.people_waiting(tx)
        more = found[A_PAGE - 1].text_id if len(found) > A_PAGE else None
        return desk.page(
            "inbox.html",
            waiting=found[:A_PAGE],
            people=people,
            earlier=more,
            number=lambda phone: number(phone, me()),
            done="done" in request.args,
        )

    @pages.get("/inbox/<int:text_id>")
    @needs(May.LOOK)
    def talk(text_id: int) -> ResponseReturnValue:
        return conversation(text_id)

    @pages.post("/inbox/<int:text_id>/answer")
    @needs(May.ANSWER)
    def answer(text_id: int) -> ResponseReturnValue:
        found, body = read(text_id), request.form.get("body", "")
        if found is None:
            return desk.page("gone.html", 404)
        try:
            answering.answer(parts, me(), text_id, found, body, seen(found))
        except NotAnswered as error:
            return conversation(text_id, 409, problem=error.why, body=body)
        return redirect(url_for("inbox.talk", text_id=text_id) + "#newest", 303)

    @pages.post("/inbox/<int:text_id>/done")
    @needs(May.ANSWER)
    def done(text_id: int) -> ResponseReturnValue:
        found = read(text_id)
        if found is None:
            return desk.page("gone.html", 404)
        answering.mark_done(parts, me(), text_id, found, seen(found))
        return redirect(url_for("inbox.show", done=""), 303)

    @pages.post("/inbox/<int:text_id>/block")
    @needs(May.ANSWER)
    def block(text_id: int) -> ResponseReturnValue:
        return set_block(text_id, on=True)

    @pages.post("/inbox/<int:text_id>/unblock")
    @needs(May.ANSWER)
    def unblock(text_id: int) -> ResponseReturnValue:
        return set_block(text_id, on=False)

    def set_block(text_id: int, *, on: bool) -> ResponseReturnValue:
        found = read(text_id)
        if found is None:
            return desk.page("gone.html", 404)
        answering.block(parts, me(), found, on=on)
        return redirect(url_for("inbox.talk", text_id=text_id), 303)

    def read(text_id: int) -> Conversation | None:
        before = request.args.get("before", type=int)
        with parts.database.read() as tx:
            return inbox.conversation(tx, text_id, before=before, limit=A_THREAD)

    def conversation(
        text_id: int, status: int = 200, *, problem: str = "", body: str = ""
    ) -> Response:
        found = read(text_id)
        if found is None:
            return desk.page("gone.html", 404)
        return desk.page(
            "conversation.html",
            status,
            talk=found,
            text_id=text_id,
            number=number(found.person.phone, me()),
            leaving=LEAVING,
            problem=problem,
            body=body,
            longest=LONGEST,
        )

    return pages


def seen(talk: Conversation) -> int:
    """The newest text that the sender of a form had before them."""
    return request.form.get("seen", talk.newest, type=int)
