"""Every answer of a line in full use: its policy, and the token in each form."""

import re
from collections.abc import Iterator

import pytest

from sms_line.web.desk.guard import PUBLIC
from tests.browser.furnished import Furnished, furnished
from tests.browser.walking import answers

FRAMED = "/embed"
"""The one page that stands in other people's frames."""
TOKENS = {
    "/a/": 'name="token"',  # web/pages/robots.py
    "/phone": 'name="from"',  # asks where a post comes from: web/phone.py
}
"""How public forms are known, where it is not by the desk's token."""
_INLINE = re.compile(r"<style|<[^>]+ style=|<[^>]+ on\w+=|<script(?! src=)|javascript:")
_POSTED = re.compile(r'<form[^>]*method="post".*?</form>', re.DOTALL)


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    with furnished(tmp_path_factory.mktemp("furnished")) as opened:
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


def test_an_address_that_leads_nowhere_says_so_to_people(line: Furnished) -> None:
    client = line.application.server.test_client()
    page = client.get("/no/such/page")
    assert (page.status_code, page.mimetype) == (404, "text/html")
    assert "There is no such page here." in page.text
    assert "Aquí no hay tal página." in page.text
    assert "no such page" not in client.get("/twilio/nowhere").text, "programs need no page"


def test_what_is_open_to_all_is_there(line: Furnished) -> None:
    assert set(PUBLIC) <= line.application.server.blueprints.keys()
