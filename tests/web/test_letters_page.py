"""The page of a letter: its person's alone, for a week, and whatever they typed is text."""

import re
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from sms_line.machine import SystemTokens
from sms_line.store.tables import previews
from tests.whole_line import ANA, WholeLine

LINK = re.compile(r"http://127\.0\.0\.1:8000(/l/[A-Za-z0-9]+)")
SCRIPT = "I say <script>alert(1)</script> & <b>you</b> {{ 7*7 }} should read this today."


def link(answer: str) -> str:
    found = LINK.search(answer)
    assert found, answer
    return found[1]


def get(line: WholeLine, path: str) -> TestResponse:
    return line.application.server.test_client().get(path)


def review(line: WholeLine, name: str = "Ana Diaz") -> str:
    return link(line.walk(texts=("FREE", "82001", name, "no")))


def test_it_shows_the_letters_as_they_would_leave(line: WholeLine) -> None:
    page = get(line, review(line))
    assert page.status_code == 200
    assert page.mimetype == "text/html"
    assert page.text.count("<article") == 3
    assert "Ana Diaz" in page.text
    assert "has not been sent" in page.text
    assert ANA not in page.text


def test_what_was_typed_is_text(line: WholeLine) -> None:
    path = review(line)
    assert link(line.text(SCRIPT)) == path, "one link for one draft"
    page = get(line, path)
    assert "<script" not in page.text
    assert "<b>you" not in page.text
    assert "&lt;script&gt;" in page.text
    assert "{{ 7*7 }}" in page.text


def test_it_says_so_after_yes(line: WholeLine) -> None:
    path = review(line)
    line.text("yes")
    page = get(line, path)
    assert "You said <b>YES</b>" in page.text
    assert "has not been sent" not in page.text


def test_it_is_gone_after_a_week(line: WholeLine) -> None:
    path = review(line)
    line.clock.moment += timedelta(days=7, seconds=-1)
    line.work()
    assert get(line, path).status_code == 200
    line.clock.moment += timedelta(seconds=2)
    gone = get(line, path)
    assert gone.status_code == 404
    assert "Ana" not in gone.text
    assert line.count(previews) == 1
    line.work()
    assert line.count(previews) == 0, "the sweep drops it"


def test_it_is_gone_when_its_person_is_forgotten(line: WholeLine) -> None:
    path = review(line)
    line.text("forget me")
    assert get(line, path).status_code == 404
    assert line.count(previews) == 0


@pytest.mark.parametrize("confirmed", [False, True])
def test_nobody_keeps_it(line: WholeLine, confirmed: bool) -> None:
    path = review(line)
    if confirmed:
        line.text("yes")
    for answer in (get(line, path), get(line, "/l/nosuchtoken1")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "script" not in policy
        assert "Set-Cookie" not in answer.headers
        assert "<script" not in answer.text
        assert 'name="robots" content="noindex' in answer.text


def test_nobody_guesses_it(line: WholeLine) -> None:
    for token in ("", "x" * 12, "%00", "a%00b", "'", "é", "x" * 500, "..%2F..", "%ED%A0%80"):
        assert get(line, f"/l/{token}").status_code == 404, token
    tokens = {SystemTokens().new() for _ in range(500)}
    assert len(tokens) == 500
    assert all(re.fullmatch("[A-Za-z0-9]{12}", token) for token in tokens)


def test_two_people_have_two_pages(line: WholeLine) -> None:
    mine = review(line)
    line.walk("+13075550101", ("FREE", "82001"))
    line.text("Ben Okafor", "+13075550101")
    theirs = link(line.text("no", "+13075550101"))
    assert mine != theirs
    assert "Ben" not in get(line, mine).text
    assert "Ana" not in get(line, theirs).text
