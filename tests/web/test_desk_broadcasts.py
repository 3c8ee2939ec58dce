"""Broadcasts written, looked at, sent and steered at the desk, as a browser does it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from werkzeug.test import TestResponse

from sms_line.broadcasting.starting import start
from sms_line.store.audit import Deed
from sms_line.store.broadcast_tables import broadcasts
from sms_line.store.desk_tables import audit
from sms_line.store.organizers import Role
from sms_line.store.people_tables import broadcast_drafts
from sms_line.web.desk.number_words import in_words
from tests.web.test_desk import BEN, Browser, hidden, log
from tests.whole_line import ANA, WholeLine

NEW = "/broadcasts/new"
WORDS = {"name": "Day of action", "en": "Hi {{ first_name or 'friend' }}, call today."}


@pytest.fixture
def owner(line: WholeLine) -> Browser:
    return Browser(line).sign_in()


def filled_in(browser: Browser, filled: dict[str, str]) -> TestResponse:
    form = hidden(browser.get(NEW).text) | WORDS | filled
    return browser.client.post("/broadcasts/drafts", data=form)


def previewed(browser: Browser, **filled: str) -> str:
    """Fill the form in; the address of its preview."""
    answer = filled_in(browser, filled)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def sent(browser: Browser, preview: str) -> str:
    answer = browser.post(preview.replace("preview", "send"), at=preview, sure="yes")
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def work(line: WholeLine) -> None:
    start(line.application.line.parts, line.rows(broadcasts)[-1].id)


def test_written_looked_at_and_sent_once(owner: Browser) -> None:
    line = owner.line
    line.text("FREE", ANA)
    line.text("FREE", BEN)
    line.text("STOP", BEN)
    preview = previewed(owner)
    page = owner.get(preview).text
    assert "<strong>one</strong> person" in page
    assert "left out: said STOP" in page
    assert "Hi friend, call today." in page
    assert line.rows(broadcasts) == []
    form = hidden(page) | {"sure": "yes"}
    address = preview.replace("preview", "send")
    places = {owner.client.post(address, data=form).location for _ in range(2)}
    (planned,) = line.rows(broadcasts)
    assert places == {f"/broadcasts/{planned.id}"}
    assert planned.state == "scheduled", "a worker starts it, not this request"
    assert ("owner@line.example", Deed.PLANNED.value, "broadcast") in log(line)
    assert owner.get(preview).location == f"/broadcasts/{planned.id}"
    work(line)
    shown = owner.get(f"/broadcasts/{planned.id}").text
    assert "sending" in shown
    assert "said STOP" in shown


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        ({"en": ""}, "There are no words to send"),
        ({"en": "Hi {{ frist_name }}"}, "There is no field"),
        ({"when": "at"}, "Say on which day"),
        ({"when": "at", "at": "2020-01-01T10:00"}, "That time is over"),
        ({"rate": "fast"}, "The rate is a number"),
        ({"earliest": "3"}, "hours"),
        ({"audience_by": "expression", "expression": "state:XX"}, "There is no state"),
        ({"legislator": "Nobody Atall"}, "Nobody called"),
        ({"action": "nothing"}, "There is no action"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    owner: Browser, filled: dict[str, str], said: str
) -> None:
    answer = filled_in(owner, filled)
    assert answer.status_code == 422
    assert said in answer.text.replace("&#39;", "'")
    assert "Day of action" in answer.text
    (draft,) = owner.line.rows(broadcast_drafts)
    assert "Day of action" in owner.get(f"/broadcasts/drafts/{draft.id}").text


def test_choices_write_the_expression(owner: Browser) -> None:
    answer = owner.client.post(
        "/broadcasts/drafts",
        data=hidden(owner.get(NEW).text)
        | WORDS
        | {"states": ["TX", "WY"], "tag": "big donor", "done": "not wrote", "about": "freethemall"}
        | {"language": "en", "share": "10", "into_words": "yes"},
    )
    page = owner.get(answer.location.partition("#")[0]).text.replace("&#34;", '"')
    wanted = '(state:TX or state:WY) tag:"big donor" language:en not wrote:freethemall share:10%'
    assert f">{wanted}</textarea>" in page


def test_not_sent_without_being_sure_nor_after_a_change(owner: Browser) -> None:
    owner.line.text("FREE", ANA)
    preview = previewed(owner)
    send = preview.replace("preview", "send")
    before = hidden(owner.get(preview).text)
    assert owner.client.post(send, data=before).status_code == 422
    owner.line.clock.moment += timedelta(minutes=1)
    owner.post(preview.removesuffix("/preview"), at=preview, **(WORDS | {"en": "Other words"}))
    stale = owner.client.post(send, data=before | {"sure": "yes"})
    assert stale.status_code == 409
    assert "Other words" in stale.text
    assert owner.line.rows(broadcasts) == []


def test_steered_and_written_again(owner: Browser) -> None:
    owner.line.text("FREE", ANA)
    shown = sent(owner, previewed(owner, when="at", at="2026-12-24T10:00"))
    for step, state in (("pause", "paused"), ("resume", "scheduled"), ("cancel", "cancelled")):
        assert owner.post(f"{shown}/{step}", at=shown).status_code == 303
        (row,) = owner.line.rows(broadcasts)
        assert row.state == state
    refused = owner.client.post(f"{shown}/pause", data=hidden(owner.get(shown).text))
    assert refused.status_code == 409
    assert "cannot be paused" in refused.text
    assert "call today" in owner.get(f"{NEW}?like={row.id}").text


def test_a_viewer_looks_and_changes_nothing(owner: Browser) -> None:
    owner.line.text("FREE", ANA)
    shown = sent(owner, previewed(owner))
    viewer = Browser(owner.line).sign_in("viewer@line.example", Role.VIEWER)
    assert "Day of action" in viewer.get("/broadcasts").text
    page = viewer.get(shown)
    assert page.status_code == 200
    assert "Pause" not in page.text
    assert f'data-stream="{shown}/stream"' in page.text
    news = viewer.get(f"{shown}/stream")
    assert news.mimetype == "text/event-stream"
    assert "stage-scheduled" in news.text
    for path in (NEW, "/broadcasts.csv", f"{shown}/texts.csv"):
        assert viewer.get(path).status_code == 403
    assert viewer.post(f"{shown}/cancel", at=shown).status_code == 403


def test_files_run_no_formula(owner: Browser) -> None:
    owner.line.text("FREE", ANA)
    sent(owner, previewed(owner, name="=1+1"))
    (header, row) = owner.get("/broadcasts.csv").text.splitlines()
    assert header.startswith("broadcast,name,state")
    assert ",'=1+1,scheduled," in row


def test_drafts_and_files_are_in_the_log(owner: Browser) -> None:
    owner.line.text("FREE", ANA)
    first, second = (previewed(owner).removesuffix("/preview") for _ in range(2))
    owner.post(first, at=first, **(WORDS | {"en": "Other words"}))
    owner.post(f"{second}/drop", at=second)
    shown = sent(owner, f"{first}/preview")
    owner.get("/broadcasts.csv")
    owner.get(f"{shown}/texts.csv")
    logged = [(row.did, row.kind, row.row_id) for row in owner.line.rows(audit)]
    draft, dropped, planned = (int(each.rpartition("/")[2]) for each in (first, second, shown))
    assert logged[-7:] == [
        ("drafted", "broadcast draft", draft),
        ("drafted", "broadcast draft", dropped),
        ("drafted", "broadcast draft", draft),
        ("threw away the draft", "broadcast draft", dropped),
        ("planned", "broadcast", planned),
        ("took along as a file", "broadcasts", 0),
        ("took along as a file", "broadcast", planned),
    ]


def test_variants_are_compared(owner: Browser) -> None:
    owner.line.text("FREE", ANA)
    preview = previewed(owner, b_en="Hello, write today.")
    assert "Hello, write today." in owner.get(preview).text
    shown = sent(owner, preview)
    assert owner.get(f"{shown}/variants").status_code == 200


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (12, "twelve"),
        (40, "forty"),
        (99, "ninety-nine"),
        (100, "one hundred"),
        (12_300, "twelve thousand three hundred"),
        (1_000_001, "one million and one"),
        (999_999, "nine hundred and ninety-nine thousand nine hundred and ninety-nine"),
    ],
)
def test_numbers_in_words(number: int, words: str) -> None:
    assert in_words(number) == words


def test_tried_on_ones_own_phone(owner: Browser) -> None:
    line = owner.line
    line.text("FREE", ANA)
    preview = previewed(owner)
    test = preview.replace("preview", "test")
    for phone, status in (("307 555 0100", 200), ("307 555 0177", 422), ("nobody", 422)):
        assert owner.post(test, at=preview, phone=phone).status_code == status
    line.drain()
    (tried,) = [each for each in line.twilio.taken if "call today" in each.body]
    assert tried.to == ANA
    assert line.rows(broadcasts) == []


def test_a_second_organizer_approves(open_line: Callable[..., WholeLine]) -> None:
    line = open_line(approval_above=0)
    line.text("FREE", ANA)
    first = Browser(line).sign_in()
    preview = previewed(first)
    assert "approved it" in first.get(preview).text
    shown = sent(first, preview)
    assert "waits for approval" in first.get(shown).text
    assert ">Approve<" not in first.get(shown).text
    assert first.post(f"{shown}/approve", at=shown).status_code == 409
    second = Browser(line).sign_in("second@line.example", Role.ORGANIZER)
    assert ">Approve<" in second.get(shown).text
    assert second.post(f"{shown}/approve", at=shown).status_code == 303
    (row,) = line.rows(broadcasts)
    assert (row.state, row.approved_by) == ("scheduled", "second@line.example")


def ruled(owner: Browser, **rules: str) -> TestResponse:
    return owner.post("/broadcasts/rules", at="/broadcasts/rules", **rules)


def test_an_owner_rules_for_all_broadcasts(owner: Browser) -> None:
    owner.line.text("FREE", ANA)
    assert 'value="person"' not in owner.get(NEW).text, "not before an owner says so"
    refused = filled_in(owner, {"links": "person"})
    assert refused.status_code == 422
    assert "does not count for each person" in refused.text
    assert ruled(owner, links="person", above="0").status_code == 303
    page = owner.get("/broadcasts/rules").text
    assert 'value="person" checked' in page
    assert 'value="0"' in page
    assert 'value="person"' in owner.get(NEW).text
    preview = previewed(owner, links="person")
    assert "above 0 another organizer has to approve it" in owner.get(preview).text
    assert ruled(owner, links="", above="").status_code == 303
    assert 'value="broadcast"' not in owner.get(NEW).text
    assert owner.get(preview).status_code == 422, "what was written before is bound, too"
    details = [row.detail for row in owner.line.rows(audit) if row.kind == "desk"]
    assert details == [
        "links counted: person; approval: above 0",
        "links counted: never; approval: never",
    ]


@pytest.mark.parametrize("above", ["many", "-1", "1.5", "٣", "9" * 30])
def test_a_size_that_is_none(owner: Browser, above: str) -> None:
    answer = ruled(owner, links="person", above=above)
    assert answer.status_code == 422
    assert "whole number of people" in answer.text
    assert 'value="person" checked' in answer.text, "what was chosen is not lost"


def test_the_rules_are_the_owners(owner: Browser) -> None:
    organizer = Browser(owner.line).sign_in("second@line.example", Role.ORGANIZER)
    assert "/broadcasts/rules" not in organizer.get("/broadcasts").text
    assert organizer.get("/broadcasts/rules").status_code == 403
    assert organizer.post("/broadcasts/rules", at=NEW, links="person").status_code == 403
    assert "/broadcasts/rules" in owner.get("/broadcasts").text
