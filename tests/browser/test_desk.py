"""The organizers' desk in a real browser, on the real line: in, look, answer, out."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import urllib3
from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from sms_line.store import organizers, sign_in
from sms_line.store.audit import COMMAND_LINE
from sms_line.store.database import Database
from sms_line.store.organizers import Role
from tests.browser.conftest import OpenBrowser, PractisedLine

ANA, BEN = "+13075550142", "+15125550199"
LOST = ("FREE", "what is all this then", "who is " + "very-long-" * 12 + "?", "tell me")

Enter = Callable[[Chrome, Role | None], None]


def phone(line: PractisedLine, number: str, *said: str) -> None:
    """Text the line from the practice phone."""
    with urllib3.PoolManager() as http:
        for body in said:
            answer = http.request(
                "POST",
                f"{line.url}/texts",
                fields={"from": number, "body": body},
                headers={"Sec-Fetch-Site": "same-origin"},
            )
            assert answer.status == 200


@pytest.fixture
def enter(line: PractisedLine, tmp_path: Path) -> Enter:
    """Signs in with a one-time link, as somebody who got one would."""

    def enter_one(browser: Chrome, role: Role | None) -> None:
        database, now = Database(f"sqlite:///{tmp_path / 'line.db'}"), datetime.now(UTC)
        with database.write() as tx:
            organizer, _ = organizers.add(tx, f"{role or 'owner'}@line.example", role, now)
            token = sign_in.make_link(database, tx, organizer, COMMAND_LINE, now)
        database.close()
        browser.get(f"{desk(line)}/sign-in/{token}")
        press(browser.find_element(By.CSS_SELECTOR, "main button"))
        assert heading(browser) == "The last 24 hours"

    return enter_one


_ARRIVED = "return !window.left && document.readyState === 'complete'"


def press(element: WebElement, *keys: str) -> None:
    """Press a link or a button with Enter, and wait for the next page."""
    browser: Chrome = element.parent
    browser.execute_script("window.left = true")
    element.send_keys(*(keys or (Keys.ENTER,)))
    # Between two pages there is a moment without any.
    waiting = WebDriverWait(browser, 10, 0.05, ignored_exceptions=[WebDriverException])
    waiting.until(lambda _: browser.execute_script(_ARRIVED))


def desk(line: PractisedLine) -> str:
    return line.url.removesuffix("/phone")


def heading(browser: Chrome) -> str:
    return browser.find_element(By.TAG_NAME, "h1").text


def complaints(browser: Chrome) -> list[str]:
    """What the browser's console holds, refusals by the content policy above all."""
    log: list[dict[str, str]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return [entry["message"] for entry in log]


def test_in_answer_done_out_without_a_script(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter
) -> None:
    phone(line, ANA, *LOST)
    browser = open_browser(script=False)
    browser.get(desk(line))
    assert heading(browser) == "Welcome. Nobody can sign in yet."
    enter(browser, None)
    press(browser.find_element(By.LINK_TEXT, "Go to the inbox"))
    press(browser.find_element(By.CSS_SELECTOR, ".people a"))
    assert heading(browser) == "(307) 555-0142"
    answer = browser.find_element(By.ID, "body")
    press(answer, "We write to Congress.", Keys.TAB, Keys.ENTER)
    newest = browser.find_element(By.ID, "newest").text
    assert "We write to Congress." in newest
    assert "owner@line.example" in newest
    press(browser.find_element(By.XPATH, "//button[starts-with(., 'Done')]"))
    assert "Nobody waits" in browser.find_element(By.TAG_NAME, "main").text
    press(browser.find_element(By.XPATH, "//button[. = 'Sign out']"))
    assert heading(browser) == "You are signed out."
    browser.back()
    browser.refresh()
    assert heading(browser) == "Organizers sign in here.", "nothing is left behind"
    assert complaints(browser) == []


def test_a_viewer_is_given_nothing_to_press(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter
) -> None:
    phone(line, ANA, *LOST)
    browser = open_browser()
    enter(browser, Role.VIEWER)
    browser.get(f"{desk(line)}/inbox")
    press(browser.find_element(By.CSS_SELECTOR, ".people a"))
    assert heading(browser) == "number ending in 0142"
    buttons = [each.text for each in browser.find_elements(By.TAG_NAME, "button")]
    assert buttons == ["Sign out", "Pause"]


_FAULTS = """
    const named = (e) => e.textContent.trim() || e.getAttribute("aria-label")
      || (e.labels && e.labels.length);
    const seen = (e) => e.type !== "hidden" && !e.closest(".skip")
      && e.checkVisibility();
    const all = (what) => [...document.querySelectorAll(what)].filter(seen);
    const page = document.documentElement;
    const levels = all("h1, h2, h3").map((e) => Number(e.tagName[1]));
    return {
      unnamed: all("button, a, textarea, input, select").filter((e) => !named(e))
        .map((e) => e.outerHTML),
      small: all("button, textarea, input, select, summary, nav a, .people a, .back").filter((e) =>
        e.getBoundingClientRect().height < 44).map((e) => e.outerHTML.slice(0, 80)),
      skipped: levels.filter((level, i) => level > (i ? levels[i - 1] : 0) + 1),
      unscoped: all("th").filter((e) => !e.scope).length,
      wide: page.scrollWidth > page.clientWidth,
      mains: all("main").length,
      scripts: [...document.scripts].filter((e) => !e.src.startsWith(location.origin)).length,
      untitled: !document.title || !page.lang,
    };
"""
_FAULTLESS: dict[str, Any] = {
    "unnamed": [],
    "small": [],
    "skipped": [],
    "unscoped": 0,
    "wide": False,
    "mains": 1,
    "scripts": 0,
    "untitled": False,
}


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (1024, 768), (1920, 1080)])
def test_every_page_fits_and_can_be_used(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter, width: int, height: int
) -> None:
    phone(line, ANA, "FREE", "82001", "Ana Diaz", "no", "yes", *LOST[1:])
    phone(line, BEN, *LOST)
    browser = open_browser(width, height)
    for path in ("/first", "/sign-in/none"):
        browser.get(desk(line) + path)
        assert browser.execute_script(_FAULTS) == _FAULTLESS, path
    enter(browser, None)
    browser.get(f"{desk(line)}/inbox")
    talks = [a.get_attribute("href") for a in browser.find_elements(By.CSS_SELECTOR, ".people a")]
    assert len(talks) == 2
    pages = [
        f"{desk(line)}{path}"
        for path in (
            *("/", "/inbox", "/letters", "/letters?status=sending"),
            *("/account", "/account/codes", "/team", "/audit"),
        )
    ]
    for address in [*pages, *talks]:
        browser.get(str(address))
        assert browser.execute_script(_FAULTS) == _FAULTLESS, address
    press(browser.find_element(By.XPATH, "//button[. = 'Sign out']"))
    assert browser.execute_script(_FAULTS) == _FAULTLESS, "the door"


def test_the_keyboard_passes_the_menu_at_once(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter
) -> None:
    browser = open_browser()
    enter(browser, None)
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    skip = browser.switch_to.active_element
    assert skip.text == "Skip to the page"
    assert skip.is_displayed()
    skip.send_keys(Keys.ENTER)
    assert browser.current_url.endswith("#main")
