"""Every answer of a line in full use, on either database: its policy, the token in each form, and
that whatever is typed or posted is refused, cut or kept, and nothing is a 500."""

import re
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from lxml import html
from werkzeug.test import TestResponse

from sms_line.web.desk.guard import PUBLIC
from tests.browser.furnished import OWNER, Furnished, furnished
from tests.browser.walking import Page, answers, pages

FRAMED = "/embed"
"""The one page that stands in other people's frames."""
TOKENS = {
    "/a/": 'name="token"',  # web/pages/robots.py
    "/phone": 'name="from"',  # asks where a post comes from: web/phone.py
}
"""How public forms are known, where it is not by the desk's token."""
_INLINE = re.compile(r"<style|<[^>]+ style=|<[^>]+ on\w+=|<script(?! src=)|javascript:")
_POSTED = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)

LONG = "Ñ\0x" * 2000
"""Longer than any column, with what PostgreSQL refuses in text."""
LARGE = "99999999999999"
"""What fits no INTEGER."""
ODD = dict.fromkeys(("after", "answer", "before", "like"), LARGE) | dict.fromkeys(
    ("back", "did", "from", "list", "q", "state", "status", "to", "who"), "Ñ\0" * 150
)
"""What may stand behind the question mark of a page."""
KEPT = {"csrf_token", "token"}
"""Without these a form is refused before it is read."""


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory, url_of_module: str) -> Iterator[Furnished]:
    with furnished(tmp_path_factory.mktemp("furnished"), url_of_module) as opened:
        yield opened


def test_every_answer_has_its_policy_and_every_form_its_token(line: Furnished) -> None:
    walked = forms = 0
    for page in answers(line):
        answer = page.visitor.client.get(page.address)
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, page.address
        assert "unsafe" not in policy, page.address
        assert answer.headers["X-Content-Type-Options"] == "nosniff", page.address
        if answer.mimetype == "text/html" and answer.status_code not in {302, 303}:
            walked += 1
            forms += _looked_at(page.address, answer.text, policy)
        answer.close()
    assert walked >= 50
    assert forms >= 80


def _looked_at(address: str, page: str, policy: str) -> int:
    """How many forms one page has."""
    assert not _INLINE.search(page), address
    assert ("<script" in page) <= ("script-src 'self'" in policy), address
    if "form-action" in policy:
        framed = FRAMED in address
        assert ("frame-ancestors 'none'" in policy) is not framed, address
    known_by = next((TOKENS[start] for start in TOKENS if address.startswith(start)), "csrf_token")
    posted = _POSTED.findall(page)
    assert all(known_by in form for form in posted), address
    return len(posted)


def test_what_is_open_to_all_is_there(line: Furnished) -> None:
    assert set(PUBLIC) <= line.application.server.blueprints.keys()


@pytest.mark.parametrize("odd", [LARGE, "%00", "x" * 300])
def test_an_address_that_names_nothing(line: Furnished, odd: str) -> None:
    asked, owner = 0, line.signed_in(OWNER)
    for rule in line.application.server.url_map.iter_rules():
        address = re.sub("<[^>]*>", odd, rule.rule)
        for method in (rule.methods or set()) & {"GET", "POST", "PUT", "DELETE"}:
            if address != rule.rule:
                asked += 1
                _takes(owner.client.open(address, method=method), method, address)
    assert asked >= 60


def test_what_stands_behind_a_question_mark(line: Furnished) -> None:
    for page in answers(line):
        mark = "&" if "?" in page.address else "?"
        _takes(page.visitor.client.get(page.address + mark + urlencode(ODD)), page.address)


@pytest.mark.parametrize("url_of_module", ["sqlite"], indirect=True)
def test_whatever_is_filled_in(line: Furnished) -> None:
    """Last of these, for it throws away, blocks and erases what it finds."""
    line.clock.ahead += timedelta(hours=2)  # wrong links have closed the door for a while
    filled = 0
    for page in pages(line):
        for path, fields in _forms(page):
            for name in fields.keys() - KEPT:
                odd = LARGE if fields[name].isdecimal() else LONG
                said = {**fields, name: odd}
                _takes(page.visitor.client.post(path, data=said), page.address, path, name)
                filled += 1
    assert filled >= 120


def _takes(answer: TestResponse, *where: str) -> None:
    assert answer.status_code < 500, where
    answer.close()


def _forms(page: Page) -> Iterator[tuple[str, dict[str, str]]]:
    """Where each form of a page is posted to, and what stands in it."""
    answer = page.visitor.client.get(page.address)
    if answer.mimetype != "text/html":
        return
    for form in html.fromstring(answer.text).forms:
        if form.method == "POST" and form.action not in {"/sign-out", "/account/sign-out"}:
            yield form.action or page.address, {k: v or "" for k, v in form.form_values()}
