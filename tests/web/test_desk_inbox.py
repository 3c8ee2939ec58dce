"""The inbox as a shared desk: whose business a conversation is, canned answers, done and not."""

import json
import re
from typing import Any

import pytest

from sms_line.store.organizers import Role
from sms_line.store.people_tables import threads
from sms_line.store.tables import texts
from tests.web.test_desk import BEN, Browser, hidden, lost
from tests.whole_line import ANA, WholeLine


@pytest.fixture
def owner(line: WholeLine) -> Browser:
    return Browser(line).sign_in()


@pytest.fixture
def other(owner: Browser) -> Browser:
    return Browser(owner.line).sign_in("other@line.example", Role.ORGANIZER)


def people(browser: Browser, which: str) -> set[str]:
    page = browser.get(f"/inbox?list={which}").text
    return {each for each in ("0100", "0199") if f"555-{each}" in page}


def test_assigned_to_one_of_two(owner: Browser, other: Browser) -> None:
    ana, _ = lost(owner.line), lost(owner.line, BEN)
    talk = f"/inbox/{ana}"
    assert people(owner, "unassigned") == {"0100", "0199"}
    (me,) = re.findall(r'<option value="(\d+)" selected>me<', owner.get(talk).text)
    assert owner.post(f"{talk}/assign", at=talk, to=me).status_code == 303
    assert people(owner, "mine") == {"0100"}
    assert people(other, "mine") == set()
    assert people(other, "unassigned") == {"0199"}
    assert people(other, "all") == {"0100", "0199"}
    assert "owner@line.example sees to it" in other.get(talk).text
    owner.post(f"{talk}/assign", at=talk, to="")
    assert people(owner, "mine") == set()


def test_done_and_reopened(owner: Browser) -> None:
    ana = lost(owner.line)
    talk = f"/inbox/{ana}"
    owner.post(f"{talk}/done", at=talk)
    assert people(owner, "all") == set()
    assert people(owner, "done") == {"0100"}
    owner.post(f"{talk}/reopen", at=talk)
    assert people(owner, "all") == {"0100"}
    assert people(owner, "done") == set()


def test_the_second_of_two_who_answer_is_told(owner: Browser, other: Browser) -> None:
    ana = lost(owner.line)
    talk = f"/inbox/{ana}"
    form = hidden(other.get(talk).text)
    owner.post(f"{talk}/answer", at=talk, body="We write to Congress.")
    late = other.client.post(f"{talk}/answer", data=form | {"body": "It is about letters."})
    assert late.status_code == 409
    assert "Somebody else has just answered" in late.text
    assert "We write to Congress." in late.text
    assert "\nIt is about letters.</textarea>" in late.text
    again = other.client.post(
        f"{talk}/answer", data=hidden(late.text) | {"body": "It is about letters."}
    )
    assert again.status_code == 303
    sent = owner.line.rows(
        texts, texts.c.body.in_(["We write to Congress.", "It is about letters."])
    )
    assert len(sent) == 2


def test_canned_answers_come_in_the_persons_language(owner: Browser) -> None:
    page = "/inbox/answers"
    owner.post(page, at=page, title="Who we are", en="We write letters.", es="Escribimos cartas.")
    assert owner.post(page, at=page, title="Empty").status_code == 422
    talk = f"/inbox/{lost(owner.line)}"
    assert "Who we are" in owner.get(talk).text
    begun = owner.post(f"{talk}/begin", at=talk, canned="1", body="Hello Ana.")
    assert "Hello Ana.\nWe write letters.</textarea>" in begun.text, "what was typed stays"
    owner.line.text("ESPAÑOL")
    assert (
        "\nEscribimos cartas.</textarea>" in owner.post(f"{talk}/begin", at=talk, canned="1").text
    )
    assert owner.post(f"{talk}/begin", at=talk, canned="99", body="Hi").status_code == 200
    assert owner.line.rows(texts, texts.c.body.contains("letters")) == [], "nothing was sent"
    owner.post(f"{page}/1/drop", at=page)
    assert "Who we are" not in owner.get(talk).text


def test_who_is_forgotten_leaves_no_thread(owner: Browser) -> None:
    talk = f"/inbox/{lost(owner.line)}"
    owner.post(f"{talk}/done", at=talk)
    owner.line.text("FORGET ME", ANA)
    assert owner.line.rows(threads) == []
    assert owner.get("/inbox?list=done").status_code == 200


@pytest.mark.parametrize("before", ["x", "9" * 30, "2026-01-01", "-1", ""])
def test_pages_that_are_none(owner: Browser, before: str) -> None:
    for which in ("all", "done", "nonsense"):
        assert owner.get(f"/inbox?list={which}&before={before}").status_code == 200


@pytest.mark.parametrize("step", ["assign", "block", "reopen"])
def test_another_button_leaves_a_half_written_answer(owner: Browser, step: str) -> None:
    talk = f"/inbox/{lost(owner.line)}"
    answer = owner.post(f"{talk}/{step}", at=talk, body="We write to", to="")
    assert "\nWe write to</textarea>" in answer.text


def test_nothing_is_done_while_words_are_unsent(owner: Browser) -> None:
    talk = f"/inbox/{lost(owner.line)}"
    answer = owner.post(f"{talk}/done", at=talk, body="We write to")
    assert answer.status_code == 409
    assert "not sent yet, so nothing is marked as done" in answer.text
    assert "\nWe write to</textarea>" in answer.text
    assert people(owner, "all") == {"0100"}


def news(browser: Browser, path: str) -> dict[str, Any]:
    """What a page's script is told, as soon as it is something new."""
    answer = browser.get(path)
    assert answer.mimetype == "text/event-stream"
    told: dict[str, Any] = json.loads(re.findall("^data: (.+)$", answer.text, re.M)[0])["news"]
    return told


def test_the_list_tells_who_waits(owner: Browser, other: Browser) -> None:
    ana = lost(owner.line)
    told = news(owner, "/inbox/stream")
    assert f'data-key="{ana}"' in told["parts"]["people"]
    assert told["said"] == "1 person waits for an answer. The newest here: (307) 555-0100."
    assert told["shown"] == {"people": True}
    mine = news(owner, "/inbox/stream?list=mine")
    assert mine["shown"] == {"people": False}
    assert "Nothing is yours" in mine["parts"]["rest"]


def test_a_viewers_stream_has_numbers_in_part(owner: Browser) -> None:
    talk = f"/inbox/{lost(owner.line)}"
    viewer = Browser(owner.line).sign_in("viewer@line.example", Role.VIEWER)
    for path in ("/inbox/stream", f"{talk}/stream"):
        assert "(307) 555-0100" in json.dumps(news(owner, path))
        told = json.dumps(news(viewer, path))
        assert "number ending in 0100" in told
        assert "555" not in told
        assert "csv" not in told


def test_a_conversation_tells_what_comes_and_what_may_be_done(
    owner: Browser, other: Browser
) -> None:
    talk = f"/inbox/{lost(owner.line)}"
    told = news(owner, f"{talk}/stream")
    assert told["shown"] == {"done": True, "reopen": False}
    assert told["said"].endswith("what is all this then")
    assert told["parts"]["stopped"].strip() == ""
    owner.line.text("STOP")
    told = news(other, f"{talk}/stream")
    assert "This person said STOP" in told["parts"]["stopped"]


def test_a_conversation_of_somebody_who_is_forgotten(owner: Browser) -> None:
    talk = f"/inbox/{lost(owner.line)}"
    owner.line.text("FORGET ME", ANA)
    told = news(owner, f"{talk}/stream")
    assert told["parts"]["thread"] == ""
    assert "asked to be forgotten" in told["said"]


def test_done_is_done_with_what_was_on_the_screen(owner: Browser) -> None:
    talk = f"/inbox/{lost(owner.line)}"
    form = hidden(owner.get(talk).text)
    owner.line.text("and one more thing")
    newest = max(row.id for row in owner.line.rows(texts, texts.c.flagged))
    assert owner.client.post(f"{talk}/done", data=form).status_code == 303
    assert people(owner, "all") == {"0100"}, "the second one nobody has seen"
    form["watched"] = str(newest)
    owner.client.post(f"{talk}/done", data=form)
    assert people(owner, "all") == set()
