"""Wrong addresses, forms that are too old, a broken line: a kind page, and no words are lost."""

import pytest
from sqlalchemy import text

from sms_line.store.organizers import Role
from tests.web.test_desk import Browser, hidden, lost
from tests.whole_line import WholeLine

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
WORDS = "We are neighbors, and we write to Congress together."


@pytest.fixture
def owner(line: WholeLine) -> Browser:
    return Browser(line).sign_in()


@pytest.mark.parametrize("path", ["/nonsense", "/a/x/y", "/supporters/abc", "/s/", "/inbox/abc"])
def test_no_such_address(owner: Browser, path: str) -> None:
    answer = owner.get(path, headers=HTML)
    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.text
    assert "No hay nada en esta dirección." in answer.text
    assert "style-src 'self'" in answer.headers["Content-Security-Policy"]


def test_programs_get_the_bare_answer(line: WholeLine) -> None:
    client = line.application.server.test_client()
    assert client.get("/api/v1/none", headers=HTML).mimetype == "application/problem+json"
    assert "No hay nada" not in client.get("/twilio/none", headers=HTML).text
    assert "No hay nada" not in client.get("/none", headers={"Accept": "image/png"}).text


BUTTONS = [
    ("/inbox/1/assign", "/inbox/1"),
    ("/actions/freethemall/end", "/actions/freethemall"),
    ("/team/1/role", "/team"),
    ("/settings/webhooks/1/switch", "/settings/webhooks/1"),
    ("/a/freethemall/call?lang=es", "/a/freethemall?lang=es"),
]


@pytest.mark.parametrize(("button", "page"), BUTTONS)
def test_the_address_of_a_button_leads_to_its_page(owner: Browser, button: str, page: str) -> None:
    """Somebody has loaded a page again that answered a button."""
    answer = owner.get(button, headers=HTML)
    assert (answer.status_code, answer.location) == (302, page)


def test_too_large(owner: Browser) -> None:
    talk = f"/inbox/{lost(owner.line)}"
    form = hidden(owner.get(talk).text) | {"body": "x" * 300_000}
    answer = owner.client.post(f"{talk}/answer", data=form, headers=HTML)
    assert answer.status_code == 413
    assert "what you wrote should still be there" in answer.text


def test_words_of_somebody_who_is_signed_out_meanwhile(owner: Browser) -> None:
    talk = f"/inbox/{lost(owner.line)}"
    form = hidden(owner.get(talk).text) | {"body": WORDS}
    owner.post("/sign-out", at="/")
    answer = owner.client.post(f"{talk}/answer", data=form)
    assert answer.status_code == 401
    assert "You are signed out, so that was not taken." in answer.text
    assert f"\n{WORDS}</textarea>" in answer.text
    assert owner.client.post(f"{talk}/done", data=hidden("")).status_code == 303


def test_words_of_a_form_from_before_the_last_sign_in(owner: Browser) -> None:
    talk = f"/inbox/{lost(owner.line)}"
    form = hidden(owner.get(talk).text) | {"body": WORDS}
    owner.post("/sign-out", at="/")
    owner.sign_in()
    answer = owner.client.post(f"{talk}/answer", data=form)
    assert answer.status_code == 400
    assert "That was not sent." in answer.text
    assert f"\n{WORDS}</textarea>" in answer.text


def test_secrets_are_never_shown_again(line: WholeLine) -> None:
    stranger = Browser(line)
    form = {"password": "a heron stands in the reeds", "new_password": "another heron, further on"}
    answer = stranger.client.post("/account/password", data=form)
    assert "heron" not in answer.text
    answer = stranger.client.post("/sign-in", data=form)
    assert answer.status_code == 400
    assert "heron" not in answer.text


@pytest.mark.parametrize("prepared_url", ["sqlite"], indirect=True)
def test_broken_in_the_middle(owner: Browser) -> None:
    owner.line.application.server.config["PROPAGATE_EXCEPTIONS"] = False
    with owner.line.database.write() as tx:
        tx.execute(text("DROP TABLE notes"))
        tx.execute(text("DROP TABLE threads"))
    answer = owner.get("/inbox", headers=HTML)
    assert answer.status_code in {500, 503}
    assert "organizers:" in answer.text
    assert "threads" not in answer.text, "nothing of the inside is shown"


def test_a_viewer_takes_wrong_turns_too(line: WholeLine) -> None:
    viewer = Browser(line).sign_in("viewer@line.example", Role.VIEWER)
    assert viewer.get("/inbox/1/assign", headers=HTML).location == "/inbox/1"
