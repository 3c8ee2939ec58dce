"""People whose texts wait for a human: the lists, one conversation, what may be done about it."""

from collections.abc import Callable

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.store import canned_answers, inbox, organizers, threads
from sms_line.store.inbox import Conversation
from sms_line.store.supporter_search import id_of
from sms_line.web.desk import answering, inbox_lists
from sms_line.web.desk.answering import LONGEST, NotAnswered
from sms_line.web.desk.canned import add_canned
from sms_line.web.desk.desk import Desk, desk_blueprint, me
from sms_line.web.desk.inbox_lists import add_inbox_file
from sms_line.web.desk.roles import May, may, needs
from sms_line.web.desk.shown import LEAVING, number
from sms_line.web.given import row_number

A_PAGE, A_THREAD = 50, 100
"""Conversations and texts that are shown at once."""


def inbox_pages(desk: Desk) -> Blueprint:
    """/inbox, and /inbox/N: the conversation in which somebody wrote text N.

    A text's number is never given twice, so that an answer cannot reach somebody else.
    """
    pages = desk_blueprint("inbox")
    _add_lists(pages, desk)
    _add_talk(pages, desk)
    _add_steps(pages, desk)
    _add_assigning(pages, desk)
    add_canned(pages, desk)
    add_inbox_file(pages, desk)
    return pages


def _add_lists(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/inbox")
    @needs(May.LOOK)
    def show() -> ResponseReturnValue:
        wanted, before = inbox_lists.which(), request.args.get("before", "")
        with desk.parts.database.read() as tx:
            people = inbox.people_waiting(tx)
            found = inbox_lists.listed(tx, wanted, before, A_PAGE + 1, me().id)
        shown, more = found[:A_PAGE], len(found) > A_PAGE
        return desk.page(
            "inbox.html",
            which=wanted,
            waiting=shown,
            people=people,
            earlier=inbox_lists.earlier(wanted, shown[-1]) if more else None,
            number=lambda phone: number(phone, me()),
            done="done" in request.args,
        )


def _add_talk(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/inbox/<int:text_id>")
    @needs(May.LOOK)
    def talk(text_id: int) -> ResponseReturnValue:
        return _conversation(desk, text_id)

    @pages.post("/inbox/<int:text_id>/answer")
    @needs(May.ANSWER)
    def answer(text_id: int) -> ResponseReturnValue:
        found, body = _read(desk, text_id), request.form.get("body", "")
        if found is None:
            return desk.page("gone.html", 404)
        try:
            answering.answer(desk.parts, me(), text_id, found, body, seen(found))
        except NotAnswered as error:
            return _conversation(desk, text_id, 409, problem=error.why, body=body)
        return redirect(url_for("inbox.talk", text_id=text_id) + "#newest", 303)


def _add_steps(pages: Blueprint, desk: Desk) -> None:
    parts = desk.parts

    @pages.post("/inbox/<int:text_id>/done")
    @needs(May.ANSWER)
    def done(text_id: int) -> ResponseReturnValue:
        found = _read(desk, text_id)
        if found is None:
            return desk.page("gone.html", 404)
        answering.mark_done(parts, me(), text_id, found, seen(found))
        return redirect(url_for("inbox.show", done=""), 303)

    @pages.post("/inbox/<int:text_id>/reopen")
    @needs(May.ANSWER)
    def reopen(text_id: int) -> ResponseReturnValue:
        return _step(desk, text_id, lambda talk: answering.reopen(parts, me(), text_id, talk))

    @pages.post("/inbox/<int:text_id>/block")
    @needs(May.ANSWER)
    def block(text_id: int) -> ResponseReturnValue:
        return _step(desk, text_id, lambda talk: answering.block(parts, me(), talk, on=True))

    @pages.post("/inbox/<int:text_id>/unblock")
    @needs(May.ANSWER)
    def unblock(text_id: int) -> ResponseReturnValue:
        return _step(desk, text_id, lambda talk: answering.block(parts, me(), talk, on=False))


def _add_assigning(pages: Blueprint, desk: Desk) -> None:
    @pages.post("/inbox/<int:text_id>/assign")
    @needs(May.ANSWER)
    def assign(text_id: int) -> ResponseReturnValue:
        wanted = request.form.get("to", type=row_number)
        with desk.parts.database.read() as tx:
            found = organizers.get(tx, wanted) if wanted else None
        to = found.id if found and may(found.role, May.ANSWER) else None
        return _step(
            desk, text_id, lambda talk: answering.assign(desk.parts, me(), text_id, talk, to)
        )


def _step(desk: Desk, text_id: int, does: Callable[[Conversation], None]) -> ResponseReturnValue:
    found = _read(desk, text_id)
    if found is None:
        return desk.page("gone.html", 404)
    does(found)
    return redirect(url_for("inbox.talk", text_id=text_id), 303)


def _read(desk: Desk, text_id: int) -> Conversation | None:
    before = request.args.get("before", type=row_number)
    with desk.parts.database.read() as tx:
        return inbox.conversation(tx, text_id, before=before, limit=A_THREAD)


def _conversation(
    desk: Desk, text_id: int, status: int = 200, *, problem: str = "", body: str = ""
) -> Response:
    found = _read(desk, text_id)
    if found is None:
        return desk.page("gone.html", 404)
    phone = found.person.phone
    with desk.parts.database.read() as tx:
        thread, supporter = threads.find(tx, phone), id_of(tx, phone)
        answers = canned_answers.listed(tx)
        language = inbox.language_of(tx, phone)
        everybody = [each.organizer for each in organizers.everybody(tx)]
    wanted = request.args.get("answer", type=row_number)
    canned = next((each.in_language(language) for each in answers if each.id == wanted), "")
    return desk.page(
        "conversation.html",
        status,
        talk=found,
        text_id=text_id,
        number=number(phone, me()),
        leaving=LEAVING,
        problem=problem,
        body=body or canned,
        longest=LONGEST,
        thread=thread,
        supporter=supporter,
        answers=answers,
        organizers=[each for each in everybody if may(each.role, May.ANSWER)],
    )


def seen(talk: Conversation) -> int:
    """The newest text that the sender of a form had before them."""
    return request.form.get("seen", talk.newest, type=row_number)
