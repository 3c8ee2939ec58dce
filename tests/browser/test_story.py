"""The whole story in a real browser: the first owner comes in, an alert becomes an action, somebody
writes to Congress by text, a text is answered, a broadcast arrives, the owner signs out."""

import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from sms_line.store.set_up_code import set_up_code
from tests.browser.conftest import OpenBrowser
from tests.browser.furnished import ALERT, Furnished, served
from tests.browser.test_actions import button, find, put
from tests.browser.test_desk import complaints, heading, press

# The copy under fixtures/ has the same bytes.
SEED = Path(__file__).parents[3] / "shared" / "seed" / "action-alert.txt"
OWNER, ANA = "owner@line.example", "+13075550142"
_A_MOMENT = 0.1
"""Seconds between two looks of a worker at what is due."""


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Furnished]:
    """A line that nobody has used, and a worker beside it."""
    with served(tmp_path) as (opened, _):
        over = threading.Event()
        worker = threading.Thread(target=_work, args=(opened, over))
        worker.start()
        try:
            yield opened
        finally:
            over.set()
            worker.join()


def _work(line: Furnished, over: threading.Event) -> None:
    while not over.wait(_A_MOMENT):
        line.work()


def test_from_the_set_up_code_to_signing_out(open_browser: OpenBrowser, line: Furnished) -> None:
    desk, phone = open_browser(1280, 900), open_browser(390, 844)
    become_owner(desk, line)
    publish(desk, SEED if SEED.exists() else ALERT)
    rehearse(desk, phone, line)
    answer(desk, phone)
    broadcast(desk, phone)
    press(button(desk, "Sign out"))
    assert heading(desk) == "You are signed out."
    desk.get(f"{line.url}/supporters")
    assert heading(desk) == "Organizers sign in here."
    assert complaints(desk) == complaints(phone) == []


def become_owner(desk: Chrome, line: Furnished) -> None:
    """With the code that stands in the terminal, which works once."""
    desk.get(line.url)
    assert heading(desk) == "Welcome. Nobody can sign in yet."
    with line.database.read() as tx:
        code = set_up_code(tx, line.application.settings.secret_key)
    find(desk, "#code").send_keys(code)
    find(desk, "#email").send_keys(OWNER)
    press(button(desk, "Make me the owner"))
    assert heading(desk) == "The last 24 hours"


def publish(desk: Chrome, alert: Path) -> None:
    """Paste the alert as it stands; nothing has to be mended."""
    go_to(desk, "Actions")
    follow(desk, "New action")
    put(desk, "#alert", alert.read_text("utf-8"))
    press(button(desk, "Make a draft"))
    assert "Nothing is wrong with this file." in find(desk, "#mistakes").text
    press(button(desk, "Publish"))
    follow(desk, "Launch checklist")
    assert "missing" in item(desk, "rehearsal")


def rehearse(desk: Chrome, phone: Chrome, line: Furnished) -> None:
    """From the keyword to three letters on the practice phone, while the desk looks on."""
    follow(desk, "practice phone")
    assert desk.current_url.startswith(f"{line.url}/phone")
    desk.back()
    checklist = desk.current_url
    go_to(desk, "Live")
    desk.execute_script("window.same = true")
    assert letters_accepted(desk) == "0"
    phone.get(f"{line.url}/phone?from={quote(ANA)}")
    begin(phone)
    until_said(phone, "What is your ZIP code?")
    for words, heard in (
        ("82001", "What is your name, to sign with?"),
        ("Ana Diaz", "as a person of faith"),
        ("yes", "Reply YES to send"),
        ("yes", "Barrasso"),
    ):
        say(phone, words)
        until_said(phone, heard)
    wait(desk).until(lambda _: letters_accepted(desk) == "3")
    assert desk.execute_script("return window.same"), "the page is the same one"
    desk.get(checklist)
    assert "3 letters of version 1, written by text, were taken" in item(desk, "rehearsal")
    go_to(desk, "Letters")
    assert "John Barrasso" in find(desk, "main").text


def answer(desk: Chrome, phone: Chrome) -> None:
    """What no rule understands waits for an organizer, whose answer comes to the phone."""
    for words in ("who are you people", "is this thing real", "tell me more of it"):
        before = len(said(phone))
        say(phone, words)
        until_said_more(phone, before)
    go_to(desk, "Inbox")
    press(find(desk, ".people a"))
    assert "tell me more of it" in find(desk, ".thread").text
    find(desk, "#body").send_keys("We are neighbors, and we write to Congress.")
    press(button(desk, "Send"))
    until_said(phone, "We are neighbors, and we write to Congress.")
    press(button(desk, "Done"))
    assert "Nobody waits" in find(desk, "main").text


def broadcast(desk: Chrome, phone: Chrome) -> None:
    """Written, looked at, sent; it arrives, and the desk says so."""
    go_to(desk, "Broadcasts")
    follow(desk, "Write a broadcast")
    find(desk, "#name").send_keys("Day of action")
    find(desk, "#en").send_keys("{{ first_name or 'Friend' }}, today we call our senators.")
    press(button(desk, "Preview"))
    assert "Ana, today we call our senators." in find(desk, "main").text
    find(desk, "[name=sure]").click()
    press(button(desk, "Send it to"))
    until_said(phone, "Ana, today we call our senators.")
    wait(desk).until(lambda _: shows_done(desk))


def shows_done(desk: Chrome) -> bool:
    """Without a reload: the page watches the broadcast."""
    return "done" in find(desk, "main").text


def go_to(desk: Chrome, page: str) -> None:
    press(desk.find_element(By.XPATH, f"//header//nav//a[normalize-space(.) = '{page}']"))


def follow(desk: Chrome, words: str) -> None:
    press(desk.find_element(By.LINK_TEXT, words))


def letters_accepted(desk: Chrome) -> str:
    """The count on the live page, in one step: the page may change it at any moment."""
    path = "//dl//dt[. = 'Letters accepted']/following-sibling::dd/b"
    script = "return document.evaluate(arguments[0], document, null, 2).stringValue"
    return str(desk.execute_script(script, path))


def item(desk: Chrome, name: str) -> str:
    """What the checklist says of one thing."""
    return find(desk, f"#{name}").text


def wait(browser: Chrome) -> "WebDriverWait[Chrome]":
    return WebDriverWait(browser, 20, 0.1)


def begin(phone: Chrome) -> None:
    """Press the keyword that the page suggests, once the line knows the new action."""

    def offered(_: Chrome) -> bool:
        phone.refresh()
        return bool(phone.find_elements(By.CSS_SELECTOR, ".start button"))

    wait(phone).until(offered)
    find(phone, ".start button").click()


def say(phone: Chrome, words: str) -> None:
    """Type a text and send it."""
    find(phone, "#body").send_keys(words)
    find(phone, ".send").click()


def said(phone: Chrome) -> list[str]:
    """The line's texts on the screen, in one step."""
    script = (
        "return [...document.querySelectorAll('li.line .bubble')].map((each) => each.innerText)"
    )
    return [str(each) for each in phone.execute_script(script)]


def until_said_more(phone: Chrome, than: int) -> None:
    """Until there are more of the line's texts."""
    wait(phone).until(lambda _: len(said(phone)) > than)


def until_said(phone: Chrome, words: str) -> None:
    """Until one of the line's texts has these words."""
    wait(phone).until(lambda _: any(words in each for each in said(phone)), "; ".join(said(phone)))
