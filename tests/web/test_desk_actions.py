"""Actions at the desk, as a browser gets them: drafted, edited, published, ended, launched."""

import re
from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import TestResponse, encode_multipart

from sms_line.bundle_paths import FIXTURES
from sms_line.store import action_drafts, actions
from sms_line.store.action_drafts import ActionDraft
from sms_line.store.audit import Deed
from sms_line.store.organizers import Role
from sms_line.store.tables import letters
from tests.web.test_desk import OWNER, Browser, hidden, log, words
from tests.whole_line import ANA, WholeLine

SEED = Path(__file__).parents[3] / "shared" / "seed" / "action-alert.txt"
DEMO = (FIXTURES / "actions" / "freethemall.md").read_text("utf-8")
BEN = "+13075550199"
LINK = "https://cwsglobal.org/covid-factsheet/"
"""Of seed_google_docs.html; the words alone do not show it."""


@pytest.fixture
def owner(line: WholeLine) -> Browser:
    return Browser(line).sign_in()


@pytest.fixture
def other(owner: Browser) -> Browser:
    return Browser(owner.line).sign_in("ben@line.example", Role.ORGANIZER)


def drafts(browser: Browser) -> list[ActionDraft]:
    with browser.line.database.read() as tx:
        return action_drafts.listed(tx)


def form(page: str) -> dict[str, Any]:
    """What a browser would post of the editor, with nothing changed."""
    inside = page.partition('id="editor"')[2].partition("</form>")[0]
    posted: dict[str, Any] = {}
    for tag in re.findall(r"<input [^>]*>", inside):
        at = dict(re.findall(r'([a-z]+)="([^"]*)"', tag))
        if "disabled" in tag or (at.get("type") == "checkbox" and "checked" not in tag):
            continue
        posted.setdefault(at["name"], []).append(unescape(at.get("value", "")))
    for name, value in re.findall(
        r'<textarea[^>]* ?name="(\w+)"[^>]*>\n(.*?)</textarea>', inside, re.DOTALL
    ):
        posted[name] = [unescape(value).replace("\n", "\r\n")]
    chosen = re.search(r"<option selected>([^<]*)", inside)
    posted["topic"] = [unescape(chosen[1]) if chosen else ""]
    return posted


def pasted(browser: Browser, alert: str) -> str:
    """Paste an alert; the path of its draft."""
    answer = browser.post("/actions/new", at="/actions/new", alert=alert)
    assert answer.status_code == 303, words(answer.text)
    return str(answer.location)


def saved(browser: Browser, path: str, then: str = "save", **changes: Any) -> TestResponse:
    """Change fields of the editor, and press one of its buttons."""
    posted = form(browser.get(path).text) | changes
    return browser.client.post(path, data=posted | {"then": then})


def fresh(line: WholeLine) -> None:
    """The catalog looks at the database once a second."""
    line.application.line.parts.catalog._looked = 0.0  # type: ignore[attr-defined]


def put(line: WholeLine, source: str = DEMO, slug: str = "freethemall") -> None:
    with line.database.write() as tx:
        actions.add(tx, slug, source, line.clock.now())


# drafting


def test_the_seed_becomes_an_action_without_mending(owner: Browser) -> None:
    if not SEED.exists():
        pytest.skip("needs ../shared/seed/action-alert.txt")
    path = pasted(owner, SEED.read_text("utf-8"))
    page = owner.get(path).text
    assert "Nothing is missing:" in page
    assert "Nothing is wrong with this file." in page
    # The demo's action has the keyword FREE, so that the draft has found another.
    answer = saved(owner, path, "publish")
    assert answer.status_code == 303, words(answer.text)
    assert drafts(owner) == []
    assert "FreeThemAll National Day of Action" in owner.get(answer.location).text


def test_html_and_files_are_taken_too(owner: Browser) -> None:
    page = "<html><body><h1>Save the bees</h1><p>Tell Congress to save the bees.</p></body></html>"
    posted = hidden(owner.get("/actions/new").text)
    file = (BytesIO(page.encode()), "alert.html")
    answer = owner.client.post("/actions/new", data=posted | {"alert": "", "file": file})
    assert answer.status_code == 303
    assert "Save the bees" in owner.get(answer.location).text


def test_a_mail_or_a_source_keeps_its_links_without_scripts(owner: Browser) -> None:
    page = (FIXTURES / "alerts" / "seed_google_docs.html").read_text("utf-8")
    message = EmailMessage()
    message["From"], message["Date"] = "us@example.org", "Mon, 23 Nov 2026 09:00:00 -0700"
    message.set_content("See it as a page.")
    message.add_alternative(page, subtype="html")
    message.add_attachment(bytes(300_000), maintype="image", subtype="png", filename="a.png")
    posted = hidden(owner.get("/actions/new").text)
    for given in (
        {"alert": "", "file": (BytesIO(bytes(message)), "alert.eml")},
        {"alert": "", "file": (BytesIO(page.encode("utf-16")), "alert.html")},
        {"alert": page, "file": (BytesIO(b""), "")},
    ):
        answer = owner.client.post("/actions/new", data=posted | given)
        assert answer.status_code == 303, words(answer.text)
        assert LINK in owner.get(answer.location).text


def test_files_that_hold_no_alert_are_told_and_nothing_typed_is_lost(owner: Browser) -> None:
    posted = hidden(owner.get("/actions/new").text)
    for content, alert, why in (
        (b"%PDF-1.7", "", "That file is a PDF"),
        (b"GIF89a\0\0", "", "holds no words that can be read"),
        (b"Save the bees", "Save the whales", "both a file and an alert in the field"),
    ):
        given = {"alert": alert, "file": (BytesIO(content), "alert.txt")}
        answer = owner.client.post("/actions/new", data=posted | given)
        assert answer.status_code == 422
        assert why in words(answer.text)
        assert f"{alert}</textarea>" in answer.text
    assert drafts(owner) == []


def test_what_was_copied_keeps_its_links(owner: Browser) -> None:
    alerts = FIXTURES / "alerts"
    alert = (alerts / "seed.txt").read_text("utf-8")
    document = (alerts / "seed_google_docs.html").read_text("utf-8")
    for copied, links in ((document, True), ('<a href="/">Nothing of it</a>', False), ("", False)):
        answer = owner.post("/actions/new", at="/actions/new", alert=alert, copied=copied)
        assert (LINK in owner.get(answer.location).text) is links


def test_nothing_pasted_is_told(owner: Browser) -> None:
    answer = owner.post("/actions/new", at="/actions/new", alert="  ")
    assert answer.status_code == 422
    assert "There are no words here" in answer.text


def test_what_is_too_large_is_told(owner: Browser) -> None:
    posted = hidden(owner.get("/actions/new").text)
    answer = owner.client.post("/actions/new", data=posted | {"alert": "x" * 300_000})
    assert answer.status_code == 422
    assert "This is 293 KB" in answer.text
    assert "x" * 300_000 in answer.text, "and nothing is lost"
    boundary, form = encode_multipart(posted | {"alert": "x" * 9_000_000})
    kind = f"multipart/form-data; boundary={boundary}"
    answer = owner.client.post("/actions/new", data=form, content_type=kind)
    assert answer.status_code == 413
    assert "too large" in answer.text


# editing


@pytest.fixture
def path(owner: Browser) -> str:
    """A draft of the demo's action."""
    answer = owner.post("/actions/freethemall/edit", at="/actions/freethemall")
    return str(answer.location)


def test_saving_without_a_change_changes_nothing(owner: Browser, path: str) -> None:
    assert saved(owner, path).status_code == 200
    (draft,) = drafts(owner)
    assert (draft.source, draft.revision) == (DEMO, 1)


def test_a_field_changes_its_part_of_the_markdown(owner: Browser, path: str) -> None:
    saved(owner, path, title="Free everybody")
    assert drafts(owner)[0].source == DEMO.replace("title: Free Them All", "title: Free everybody")


def test_the_markdown_changes_the_fields(owner: Browser, path: str) -> None:
    page = saved(owner, path, source=DEMO.replace("Free Them All", "Free everybody")).text
    assert form(page)["title"] == ["Free everybody"]


def test_boxes_are_a_part_too(owner: Browser, path: str) -> None:
    saved(owner, path, to=["senators"])
    assert "to: [senators]\n" in drafts(owner)[0].source


def test_where_form_and_markdown_disagree_it_is_told(owner: Browser, path: str) -> None:
    source = DEMO.replace("Free Them All", "Free everybody")
    page = words(saved(owner, path, source=source, title="Free nobody").text)
    assert "the Markdown stands: Title." in page
    assert drafts(owner)[0].source == source


def test_mistakes_stand_at_their_field_and_their_line(owner: Browser, path: str) -> None:
    page = saved(owner, path, source=DEMO.replace("topic: Immigration", "topic: Bees")).text
    assert re.search(r'data-wrong="topic">[^<]*is not one of the topics', page)
    assert re.search(r'data-line="7">Line 7</a> <code>topic: Bees</code>', page)
    assert 'id="f-topic" name="topic" data-field aria-invalid="true"' in page
    assert "The preview comes back" in page
    assert saved(owner, path, "publish").status_code == 422


def test_broken_settings_are_mended_in_the_markdown(owner: Browser, path: str) -> None:
    source = DEMO.replace("to: [senators", "to: [[senators")
    page = saved(owner, path, source=source).text
    assert re.search(r'name="title"[^>]* disabled', page)
    saved(owner, path)
    assert drafts(owner)[0].source == source, "fields that are switched off change nothing"


def test_the_preview_is_the_whole_conversation(owner: Browser, path: str) -> None:
    page = words(saved(owner, path).text)
    assert "The texts in English The whole conversation: 6 segments, $0.0498" in page
    assert "The texts in Spanish" in page
    assert "Senator John Barrasso" in page
    assert "Dear Senator Barrasso," in page


def test_a_letter_is_shown_for_whoever_is_chosen(owner: Browser, path: str) -> None:
    page = words(saved(owner, path, office="Lloyd Doggett (TX)").text)
    assert "Dear Representative Doggett," in page
    assert "Dear Senator Barrasso," not in page
    assert "No legislator is called Nobody" in words(saved(owner, path, office="Nobody").text)
    assert "Nobody represents the ZIP code 00000" in words(saved(owner, path, zip="00000").text)


def test_what_is_typed_is_kept_at_once(owner: Browser, path: str) -> None:
    posted = form(owner.get(path).text) | {"title": "Free everybody"}
    news: Any = owner.client.post(f"{path}/live", data=posted).json
    assert news["revision"] == 2
    assert "title: Free everybody" in news["source"]
    assert news["fields"]["title"] == "Free everybody"
    assert "Nothing is wrong" in news["mistakes"]
    assert "title: Free everybody" in drafts(owner)[0].source


# two at once


def test_the_second_of_two_is_told_and_loses_nothing(
    owner: Browser, other: Browser, path: str
) -> None:
    mine, theirs = form(owner.get(path).text), form(other.get(path).text)
    other.client.post(path, data=theirs | {"title": "Bens"})
    assert owner.client.post(f"{path}/live", data=mine | {"title": "Mine"}).status_code == 409
    answer = owner.client.post(path, data=mine | {"title": "Mine"})
    assert answer.status_code == 409
    page = words(answer.text)
    assert "ben@line.example changed this draft while you were writing" in page
    assert "taken out: title: Bens" in page
    assert "put in: title: Mine" in page
    assert "title: Bens" in drafts(owner)[0].source
    posted = hidden(answer.text) | {"base": DEMO, "source": DEMO.replace("Free Them All", "Mine")}
    assert owner.client.post(path, data=posted).status_code == 200
    assert "title: Mine" in drafts(owner)[0].source


def test_an_action_has_one_draft(owner: Browser, other: Browser, path: str) -> None:
    again = other.post("/actions/freethemall/edit", at="/actions/freethemall")
    assert again.location == path


def test_a_draft_that_is_gone_gives_the_words_back(owner: Browser, path: str) -> None:
    posted = form(owner.get(path).text)
    owner.post(f"{path}/drop", at=path)
    answer = owner.client.post(path, data=posted | {"title": "Mine"})
    assert answer.status_code == 404
    assert "title: Mine" in answer.text


# publishing


def test_a_running_conversation_keeps_the_version_it_began_with(owner: Browser, path: str) -> None:
    line = owner.line
    for said in ("FREE", "82001", "Ana Diaz"):
        line.text(said, ANA)
    source = DEMO.replace("Please call for the release", "Please work for the release")
    assert saved(owner, path, "publish", source=source).status_code == 303
    fresh(line)
    line.text("no", ANA)
    line.text("yes", ANA)
    line.walk(BEN)
    line.work()
    assert {(row.phone, row.version) for row in line.rows(letters)} == {(ANA, 1), (BEN, 2)}
    old = [row.body for row in line.rows(letters, letters.c.phone == ANA)]
    assert all("Please call for the release" in body for body in old)


def test_versions_say_who_published_them_and_what_changed(owner: Browser, path: str) -> None:
    saved(owner, path, "publish", title="Free everybody")
    page = words(owner.get("/actions/freethemall").text)
    assert f"by {OWNER}" in page.partition("Version 2")[2].partition("Version 1")[0]
    page = words(owner.get("/actions/freethemall/versions/2").text)
    assert "taken out: title: Free Them All" in page
    assert "put in: title: Free everybody" in page
    assert (OWNER, Deed.PUBLISHED.value, "action") in log(owner.line)


def test_a_keyword_of_another_action_is_refused_kindly(owner: Browser) -> None:
    taken = DEMO.replace("title: Free Them All", "title: Other\nslug: other")
    path = pasted(owner, "Save the bees\nTell Congress to save the bees.")
    answer = saved(owner, path, "publish", source=taken)
    assert answer.status_code == 409
    assert "The keyword FREE belongs to the action freethemall; choose another one." in answer.text
    assert len(drafts(owner)) == 1


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        (DEMO.replace("topic:", "slug: other\ntopic:"), "an action keeps its slug"),
        (DEMO.replace("topic:", "slug: new\ntopic:"), "an address of the desk"),
    ],
)
def test_a_version_is_of_its_own_action(
    owner: Browser, path: str, source: str, sentence: str
) -> None:
    answer = saved(owner, path, "publish", source=source)
    assert answer.status_code == 409
    assert sentence in answer.text


def test_a_new_action_never_replaces_another(owner: Browser) -> None:
    path = pasted(owner, "Save the bees\nTell Congress to save the bees.")
    answer = saved(
        owner, path, "publish", source=DEMO.replace("topic:", "slug: freethemall\ntopic:")
    )
    assert answer.status_code == 409
    assert "There is an action freethemall already" in answer.text


def test_a_version_from_the_terminal_is_not_written_over_unseen(owner: Browser, path: str) -> None:
    put(owner.line, DEMO.replace("Free Them All", "From the terminal"))
    answer = saved(owner, path, "publish", title="From the desk")
    assert answer.status_code == 409
    page = words(answer.text)
    assert "Version 2 was published in the meantime" in page
    assert "taken out: title: From the terminal" in page
    posted = form(answer.text) | {"then": "publish"}
    assert owner.client.post(path, data=posted).status_code == 303
    with owner.line.database.read() as tx:
        newest = actions.newest_of(tx, "freethemall")
    assert newest
    assert newest.version == 3


# ending


def test_ended_now_the_keyword_answers_with_thanks_and_the_newest(owner: Browser) -> None:
    other = DEMO.replace("title: Free Them All", "title: Bees\nslug: bees").replace(
        "{en: FREE, es: LIBRES}", "{en: BEES}"
    )
    put(owner.line, other, "bees")
    owner.post("/actions/freethemall/end", at="/actions/freethemall")
    fresh(owner.line)
    answer = owner.line.text("FREE")
    assert "Free Them All has ended. Thank you to all who took part." in answer
    assert "Text BEES to write to Congress" in answer
    page = words(owner.get("/actions").text)
    assert "Free Them All" in page.partition("Ended (1)")[2]
    owner.post("/actions/freethemall/reopen", at="/actions/freethemall")
    fresh(owner.line)
    assert "ZIP" in owner.line.text("FREE")
    deeds = [did for _, did, kind in log(owner.line) if kind == "action"]
    assert deeds == [Deed.ENDED.value, Deed.OPENED_AGAIN.value]


def test_the_last_day_in_the_file_ends_it_too(owner: Browser, path: str) -> None:
    today = owner.line.clock.now().date()
    saved(owner, path, "publish", ends=today.isoformat())
    fresh(owner.line)
    assert "ZIP" in owner.line.text("FREE", BEN), "the last day is a whole one"
    owner.line.clock.moment += timedelta(days=1)
    assert "has ended. Thank you" in owner.line.text("FREE", ANA)
    owner.sign_in()
    assert "Edit the last day, and publish" in words(owner.get("/actions/freethemall").text)


def test_it_stays_ended_where_its_keyword_is_taken(owner: Browser) -> None:
    owner.post("/actions/freethemall/end", at="/actions/freethemall")
    put(owner.line, DEMO.replace("title:", "slug: other\ntitle:"), "other")
    answer = owner.post("/actions/freethemall/reopen", at="/actions/freethemall")
    assert answer.status_code == 409
    assert "It stays ended. The keyword FREE belongs to the action other" in words(answer.text)


def test_a_viewer_looks_and_no_more(owner: Browser, path: str) -> None:
    viewer = Browser(owner.line).sign_in("viewer@line.example", Role.VIEWER)
    assert "New action" not in viewer.get("/actions").text
    assert viewer.get(path).status_code == 403
    for deed in ("edit", "end", "reopen", "launch/read-over", "launch/webhooks"):
        answer = viewer.post(f"/actions/freethemall/{deed}", at="/actions")
        assert answer.status_code == 403, deed


# launching


def item(page: str, name: str) -> str:
    """One line of the checklist in words."""
    inside = page.partition(f'id="{name}"')[2].partition('<li class="')[0]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", "<" + inside).split()))


def launch(browser: Browser) -> str:
    return browser.get("/actions/freethemall/launch").text


def test_what_is_in_order_is_said_and_what_is_not(owner: Browser) -> None:
    page = launch(owner)
    for name in ("open", "words", "languages"):
        assert item(page, name).partition(">")[2].strip().startswith("in order"), item(page, name)
    assert "missing" in item(page, "rehearsal")
    assert "No letter of version 1 was taken yet" in item(page, "rehearsal")


def test_what_spanish_lacks_is_named(owner: Browser, path: str) -> None:
    source = DEMO.replace("{en: FREE, es: LIBRES}", "{en: FREE}")
    source = re.sub(r"# \w[\w ]* \(Spanish\)\n.*?(?=\n# )", "", source, flags=re.DOTALL)
    saved(owner, path, "publish", source=source)
    said = item(launch(owner), "languages")
    assert "Not there in Spanish: a Spanish keyword, the ask, the letter, the call script" in said


def test_a_first_text_that_lacks_something_is_named(owner: Browser) -> None:
    # An older release may have let it pass; `action load` does not.
    put(owner.line, DEMO + "\n# Texts\n## help_given\nAsk us.\n")
    said = item(launch(owner), "words")
    assert "In English HELP's answer lacks contact" in said


def test_a_rehearsal_is_a_letter_of_this_version(owner: Browser, path: str) -> None:
    owner.line.walk(ANA)
    assert "No letter of version 1" in item(launch(owner), "rehearsal"), "queued is not taken"
    owner.line.work()
    assert "3 letters of version 1" in item(launch(owner), "rehearsal")
    saved(owner, path, "publish", title="Free everybody")
    assert "No letter of version 2" in item(launch(owner), "rehearsal")


def test_a_second_pair_of_eyes_is_not_the_publishers(
    owner: Browser, other: Browser, path: str
) -> None:
    saved(owner, path, "publish", title="Free everybody")
    assert "I have read it over" not in launch(owner)
    assert "missing" in item(launch(owner), "eyes")
    at = "/actions/freethemall/launch"
    other.post(f"{at}/read-over", at=at, version="2")
    assert "ben@line.example has read it" in item(launch(owner), "eyes")
    saved(owner, owner.post("/actions/freethemall/edit", at=at).location, "publish", title="More")
    assert "has read it" not in item(launch(owner), "eyes"), "it was another version"


def test_mail_that_does_not_answer_is_missing(open_line: Callable[..., WholeLine]) -> None:
    owner = Browser(open_line(mail_url="smtp://127.0.0.1:1")).sign_in()
    assert "missing" in item(launch(owner), "mail")


def test_letters_that_stay_here_do_not_leave(open_line: Callable[..., WholeLine]) -> None:
    owner = Browser(open_line(mail_url="outbox:")).sign_in()
    assert "missing" in item(launch(owner), "mail")


# at Twilio

NUMBER = "+13075550123"


@pytest.fixture
def telephone(open_line: Callable[..., WholeLine]) -> WholeLine:
    """A line with a number at Twilio that leads elsewhere."""
    line = open_line(number=NUMBER, voice_number=NUMBER, public_url="https://line.example")
    line.twilio.senders.number(NUMBER, "https://old.example/sms", sid="PN1", voice_url="")
    return line


def there(line: WholeLine) -> Browser:
    owner = Browser(line)
    owner.client.environ_base["wsgi.url_scheme"] = "https"
    return owner.sign_in()


def test_one_button_sets_the_webhooks(telephone: WholeLine) -> None:
    owner = there(telephone)
    said = item(launch(owner), "webhooks")
    assert "Texts go to https://old.example/sms" in said
    assert "Calls are brought nowhere" in said
    at = "/actions/freethemall/launch"
    assert owner.post(f"{at}/webhooks", at=at).status_code == 303
    said = item(launch(owner), "webhooks")
    assert "in order" in said
    assert "Texts come to https://line.example/twilio/sms." in said
    assert "Calls come to https://line.example/twilio/voice." in said
    assert "The ends of calls come to https://line.example/twilio/voice/status." in said
    assert log(telephone)[-1] == (OWNER, Deed.SET_WEBHOOKS.value, "line")


def test_only_owners_set_them(telephone: WholeLine) -> None:
    organizer = Browser(telephone)
    organizer.client.environ_base["wsgi.url_scheme"] = "https"
    organizer.sign_in("ben@line.example", Role.ORGANIZER)
    assert "An owner can set them here" in item(launch(organizer), "webhooks")
    at = "/actions/freethemall/launch"
    assert organizer.post(f"{at}/webhooks", at=at).status_code == 403


def test_what_could_not_be_asked_is_said_to_be_so(open_line: Callable[..., WholeLine]) -> None:
    owner = Browser(open_line(twilio_api_url="http://127.0.0.1:1")).sign_in()
    said = item(launch(owner), "webhooks")
    assert "could not be asked" in said
    assert "Twilio does not answer" in said


def test_practising_there_is_nobody_to_ask(open_line: Callable[..., WholeLine]) -> None:
    owner = Browser(open_line(twilio_account_sid="", twilio_auth_token="")).sign_in()
    said = item(launch(owner), "webhooks")
    assert "could not be asked" in said
    assert "This line practises" in said


# words for carriers, privacy


def test_the_words_that_carriers_ask_for(owner: Browser) -> None:
    page = words(owner.get("/actions/freethemall/registration").text)
    for each in (
        "by texting FREE or LIBRES to 55555",
        "Opt-in message, English 1 segment",
        "HELP message, Spanish",
        "STOP message, English",
        "Sample message, Spanish",
        "/privacy",
    ):
        assert each in page, each


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Text FORGET ME to 55555"), ("es", "Mande OLVIDAME al 55555")]
)
def test_what_is_kept_is_said_to_whoever_asks(line: WholeLine, language: str, said: str) -> None:
    answer = line.application.server.test_client().get(f"/privacy?lang={language}")
    assert said in words(answer.text)
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_what_carriers_are_told_stands_on_the_page(owner: Browser) -> None:
    told = words(owner.get("/actions/freethemall/registration").text)
    quoted = unescape(told).partition('Beside it stands: "')[2].partition('"')[0]
    assert quoted.startswith("By texting FREE you agree")
    page = unescape(words(owner.get("/a/freethemall?lang=en").text))
    assert quoted in page
    assert "/privacy?lang=en" in owner.get("/a/freethemall?lang=en").text
