"""The group's own answers that are given again and again: kept, shown, thrown away."""

from flask import Blueprint, Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from sms_line.store import canned_answers
from sms_line.store.canned_answers import LONGEST_TITLE
from sms_line.web.desk.answering import LONGEST
from sms_line.web.desk.desk import Desk, me
from sms_line.web.desk.roles import May, needs


def add_canned(pages: Blueprint, desk: Desk) -> None:
    """/inbox/answers"""
    database, clock = desk.parts.database, desk.parts.clock

    @pages.get("/inbox/answers")
    @needs(May.ANSWER)
    def answers() -> ResponseReturnValue:
        return _page(desk)

    @pages.post("/inbox/answers")
    @needs(May.ANSWER)
    def keep_answer() -> ResponseReturnValue:
        said = {name: request.form.get(name, "") for name in ("title", "en", "es")}
        title = " ".join(said["title"].split())
        words = {
            each: body
            for each in ("en", "es")
            if (body := said[each].replace("\r\n", "\n").strip())
        }
        if not title or len(title) > LONGEST_TITLE or not words:
            return _page(desk, 422, "An answer has a title and words in one language at least.")
        if any(len(body) > LONGEST for body in words.values()):
            return _page(desk, 422, f"A text has at most {LONGEST:,} characters.")
        with database.write() as tx:
            canned_answers.keep(database, tx, title, words, me().email, clock.now())
        return redirect(url_for("inbox.answers"), 303)

    @pages.post("/inbox/answers/<int:answer_id>/drop")
    @needs(May.ANSWER)
    def drop_answer(answer_id: int) -> ResponseReturnValue:
        with database.write() as tx:
            canned_answers.drop(tx, answer_id, me().email, clock.now())
        return redirect(url_for("inbox.answers"), 303)


def _page(desk: Desk, status: int = 200, problem: str = "") -> Response:
    with desk.parts.database.read() as tx:
        answers = canned_answers.listed(tx)
    return desk.page("canned.html", status, answers=answers, problem=problem, typed=request.form)
