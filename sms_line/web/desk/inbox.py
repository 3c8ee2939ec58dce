"""People whose texts wait for a human: the lists, one conversation, what may be done about it."""

from collections.abc import Callable

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.store import canned_answers, inbox, organizers
from sms_line.store.inbox import Conversation
from sms_line.web.desk import answering, inbox_lists
from sms_line.web.desk.answering import LONGEST, NotAnswered
from sms_line.web.desk.canned import add_canned
from sms_line.web.desk.desk import Desk, desk_blueprint, me
from sms_line.web.desk.inbox_lists import add_inbox_file
from sms_line.web.desk.inbox_watch import A_THREAD, add_watching, list_facts, talk_facts
from sms_line.web.desk.roles import May, may, needs
from sms_line.web.given import row_number


def inbox_pages(desk: Desk) -> Blueprint:
    """/inbox, and /inbox/N: the conversation in which somebody wrote text N.

    A text's number is never given twice, so that an answer cannot reach somebody else.
    """
    pages = desk_blueprint("inbox")
    _add_lists(pages, desk)
    _add_talk(pages, desk)
    _add_steps(pages, desk)
    _add_assigning(pages, desk)
    add_watching(pages, desk)
    add_canned(pages, desk)
    add_inbox_file(pages, desk)
    return pages


def _add_lists(pages: Blueprint, desk: Desk) -> None:
    @pages.get("/inbox")
    @needs(May.LOOK)
    def show() -> ResponseReturnValue:
        before = request.args.get("before", "")
        return desk.page(
            "inbox.html",
            # Only the newest page changes by itself.
            scripts=not before,
            moves=not before,
            now=desk.parts.clock.now(),
            done="done" in request.args,
            **list_facts(desk, inbox_lists.which(), before),
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

    @pages.post("/inbox/<int:text_id>/begin")
    @needs(May.ANSWER)
    def begin(text_id: int) -> ResponseReturnValue:
        """Add an answer that is kept to what has been typed; nothing is sent."""
        return _conversation(desk, text_id, body=_with_canned(desk, text_id))


def _with_canned(desk: Desk, text_id: int) -> str:
    found, wanted = _read(desk, text_id), request.form.get("canned", type=int)
    with desk.parts.database.read() as tx:
        language = inbox.language_of(tx, found.person.phone) if found else ""
        kept = [each for each in canned_answers.listed(tx) if each.id == wanted]
    words = [request.form.get("body", "").rstrip(), *(each.in_language(language) for each in kept)]
    return "\n".join(each for each in words if each)


def _add_steps(pages: Blueprint, desk: Desk) -> None:
    parts = desk.parts

    @pages.post("/inbox/<int:text_id>/done")
    @needs(May.ANSWER)
    def done(text_id: int) -> ResponseReturnValue:
        found = _read(desk, text_id)
        if found is None:
            return desk.page("gone.html", 404)
        if body := _unsent():
            return _conversation(desk, text_id, 409, problem="unsent", body=body)
        watched = request.form.get("watched", seen(found), type=int)
        answering.mark_done(parts, me(), text_id, found, watched)
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
    if body := _unsent():
        return _conversation(desk, text_id, body=body)
    return redirect(url_for("inbox.talk", text_id=text_id), 303)


def _unsent() -> str:
    """What stands in the answer's field while another button is pressed."""
    return request.form.get("body", "").strip()


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
    with desk.parts.database.read() as tx:
        answers = canned_answers.listed(tx)
        everybody = [each.organizer for each in organizers.everybody(tx)]
    newest = "before" not in request.args
    return desk.page(
        "conversation.html",
        status,
        scripts=newest,
        moves=newest,
        now=desk.parts.clock.now(),
        problem=problem,
        body=body,
        longest=LONGEST,
        answers=answers,
        organizers=[each for each in everybody if may(each.role, May.ANSWER)],
        **talk_facts(desk, text_id, found),
    )


def seen(talk: Conversation) -> int:
    """The newest text that the sender of a form had before them."""
    return request.form.get("seen", talk.newest, type=row_number)
