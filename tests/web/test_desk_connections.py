"""Other programs at the desk: owners make tokens and webhooks, and see them once."""

import re

import pytest

from sms_line.store.api_tables import api_tokens, webhook_endpoints, webhook_messages
from sms_line.store.desk_tables import audit
from sms_line.store.organizers import Role
from tests.web.test_desk import Browser
from tests.whole_line import WholeLine

TOKENS, HOOKS = "/settings/api", "/settings/webhooks"
URL = "https://crm.example.org/hook"


@pytest.fixture
def owner(line: WholeLine) -> Browser:
    return Browser(line).sign_in()


def test_a_token_is_made_shown_once_and_revoked(owner: Browser) -> None:
    page = owner.post(TOKENS, at=TOKENS, name="Our CRM", scope="read:counts").text
    (secret,) = re.findall(r"smsline_\w+", page)
    asked = {"Authorization": f"Bearer {secret}"}
    assert owner.get("/api/v1/counts", headers=asked).status_code == 200
    page = owner.get(TOKENS).text
    assert secret not in page
    assert "last used" in page
    owner.post(f"{TOKENS}/1/revoke", at=TOKENS)
    assert owner.get("/api/v1/counts", headers=asked).status_code == 401
    did = [row.did for row in owner.line.rows(audit, audit.c.kind == "API token")]
    assert did == ["made a token", "revoked a token"]


@pytest.mark.parametrize(
    "form", [{"name": "x"}, {"scope": "read:counts"}, {"name": "x", "scope": "all"}]
)
def test_a_token_needs_name_and_scope(owner: Browser, form: dict[str, str]) -> None:
    assert owner.post(TOKENS, at=TOKENS, **form).status_code == 422
    assert owner.line.count(api_tokens) == 0


def test_only_owners_connect(owner: Browser) -> None:
    organizer = Browser(owner.line).sign_in("org@line.example", Role.ORGANIZER)
    for path in (TOKENS, HOOKS, f"{HOOKS}/1"):
        assert organizer.get(path).status_code == 403


def test_a_webhook_is_added_switched_and_thrown_away(owner: Browser) -> None:
    page = owner.post(HOOKS, at=HOOKS, url=URL, event="opt_in").text
    assert re.search(r"whsec_[\w+/]+=", page)
    assert "whsec_" not in owner.get(HOOKS).text
    owner.line.text("FREE")
    assert "opt_in" in owner.get(f"{HOOKS}/1").text
    assert "+1307" not in owner.get(f"{HOOKS}/1").text
    owner.post(f"{HOOKS}/1/switch", at=HOOKS, on="no")
    assert "Some messages were given up" in owner.get(HOOKS).text
    owner.post(f"{HOOKS}/1/switch", at=HOOKS, on="yes")
    owner.post(f"{HOOKS}/1/again", at=HOOKS)
    (message,) = owner.line.rows(webhook_messages)
    assert message.status == "waiting"
    owner.post(f"{HOOKS}/1/drop", at=HOOKS)
    assert owner.line.count(webhook_endpoints) == owner.line.count(webhook_messages) == 0


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"url": "http://crm.example.org", "event": "letter"}, "https://"),
        ({"url": "http://127.0.0.1/", "event": "letter"}, "https://"),  # no practice here
        ({"url": URL}, "at least one event"),
        ({"url": URL + "x" * 500, "event": "letter"}, "500"),
    ],
)
def test_what_is_no_webhook(owner: Browser, form: dict[str, str], says: str) -> None:
    answer = owner.post(HOOKS, at=HOOKS, **form)
    assert answer.status_code == 422
    assert says in answer.text
    assert owner.line.count(webhook_endpoints) == 0
