"""The inbox as a shared desk: whose business a conversation is, canned answers, done and not."""

import re

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
    assert "It is about letters.</textarea>" in late.text
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
    assert ">We write letters.</textarea>" in owner.get(f"{talk}?answer=1").text
    owner.line.text("ESPAÑOL")
    assert ">Escribimos cartas.</textarea>" in owner.get(f"{talk}?answer=1").text
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
