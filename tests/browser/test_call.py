"""A call on the practice phone in a real browser, on the real line, from ringing to the goodbye."""

from collections.abc import Callable
from typing import Any

import pytest
from selenium.common.exceptions import TimeoutException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from tests.browser.conftest import OpenBrowser, PractisedLine

ANA = "+13075550142"
MINE = f"?from=%2B{ANA[1:]}"

_CALL = """
    return [...document.querySelectorAll("[data-call-log] li")].map((li) =>
      [li.dataset.line, li.querySelector(".bubble").innerText]);
"""
_HARD_TO_HIT = """
    return [...document.querySelectorAll(
      "[data-call] button, [data-call] input, [data-call] select, header button")]
      .filter((e) => e.checkVisibility())
      .map((e) => [e.outerHTML.slice(0, 60), e.getBoundingClientRect()])
      .filter(([_, box]) => box.height < 44 || box.width < 44
        || box.left < 0 || box.right > innerWidth || box.bottom > innerHeight);
"""


def heard(browser: Chrome) -> list[tuple[str, str]]:
    """What was said and done, in one question, so that it is of one moment."""
    return [(kind, words) for kind, words in browser.execute_script(_CALL)]


def wait_until(browser: Chrome, true: Callable[[], bool]) -> None:
    try:
        WebDriverWait(browser, 10, 0.05).until(lambda _: true())
    except TimeoutException:
        pytest.fail(f"the call stayed at {heard(browser)}")


def wait_for(browser: Chrome, words: str, kind: str = "said") -> None:
    """Until the last thing of this kind has these words."""

    def last() -> str:
        return ([said for each, said in heard(browser) if each == kind] or [""])[-1]

    wait_until(browser, lambda: words in last())


def click(browser: Chrome, selector: str) -> None:
    browser.find_element(By.CSS_SELECTOR, f"[data-call] {selector}").click()


def press(browser: Chrome, *keys: str) -> None:
    """On the computer's own keyboard."""
    browser.switch_to.active_element.send_keys(*keys)


def ring(browser: Chrome, line: PractisedLine) -> None:
    browser.get(line.url + MINE)
    opener = browser.find_element(By.CSS_SELECTOR, "[data-call-open]")
    assert opener.text == "Call"
    opener.click()
    wait_for(browser, "five digits of your ZIP code")
    hours = browser.find_element(By.ID, "call-hours")
    Select(hours).select_by_value("open")  # at whatever hour this test runs


def visible(browser: Chrome, selector: str) -> bool:
    return browser.find_element(By.CSS_SELECTOR, f"[data-call] {selector}").is_displayed()


def focused(browser: Chrome) -> str | None:
    return browser.switch_to.active_element.get_attribute("textContent")


def complaints(browser: Chrome) -> list[str]:
    log: list[dict[str, str]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return [entry["message"] for entry in log]


def test_from_the_call_button_to_the_goodbye(
    open_browser: OpenBrowser, line: PractisedLine
) -> None:
    browser = open_browser(390, 844)
    ring(browser, line)
    for key in "82001":
        click(browser, f"[data-key='{key}']")
    wait_for(browser, "First: John Barrasso")
    click(browser, "[data-key='1']")
    wait_for(browser, "It rings at John Barrasso, (202) 224-6441", "event")
    assert "John Barrasso, (202) 224-6441" in browser.find_element(By.ID, "call-whom").text
    assert not visible(browser, ".keypad"), "an office has the line"
    click(browser, "[data-office='busy']")
    wait_for(browser, "John Barrasso, in Cheyenne")
    click(browser, "[data-key='1']")
    wait_for(browser, "It rings at John Barrasso, (307) 772-2451", "event")
    click(browser, "[data-office='answers']")
    wait_for(browser, "How did it go?")
    click(browser, "[data-key='1']")
    wait_for(browser, "Next: Cynthia M. Lummis")
    click(browser, "[data-key='2']")
    wait_for(browser, "Last: Harriet M. Hageman")
    click(browser, "[data-key='2']")
    wait_for(browser, "The line hung up.", "event")
    said = [words for kind, words in heard(browser) if kind == "said"]
    assert "goodbye" in said[-1]
    assert ("keys", "82001") in heard(browser)
    assert focused(browser) == "Call again"
    assert complaints(browser) == []


def test_with_the_keyboard_alone(open_browser: OpenBrowser, line: PractisedLine) -> None:
    browser = open_browser()
    ring(browser, line)
    browser.find_element(By.CSS_SELECTOR, "[data-first=talking]").send_keys("82001")
    wait_for(browser, "First: John Barrasso")
    press(browser, "1")
    wait_until(browser, lambda: focused(browser) == "It answers")
    press(browser, "*")
    wait_for(browser, "How did it go?")
    wait_until(browser, lambda: focused(browser) == "1")
    press(browser, "2")
    wait_for(browser, "Next: Cynthia")
    press(browser, Keys.ESCAPE)
    wait_until(browser, lambda: not visible(browser, "h2"))
    assert focused(browser) == "Call", "back to where one came from"
    assert heard(browser)[-1] == ("event", "You hung up.")
    wait_until(browser, lambda: line.calls() == ["completed"])
    browser.find_element(By.CSS_SELECTOR, "[data-rung-back]").click()
    wait_for(browser, "You asked us to call. Press 1 to begin.")
    assert heard(browser)[0] == ("event", "The line rings you, as after CALL. You answer.")
    press(browser, "1")
    wait_until(browser, lambda: any("Your senators are" in said for _, said in heard(browser)))
    assert complaints(browser) == []


def test_words_and_silence(open_browser: OpenBrowser, line: PractisedLine) -> None:
    browser = open_browser()
    ring(browser, line)
    click(browser, "[data-silence]")
    wait_for(browser, "You said nothing.", "event")
    wait_until(browser, lambda: len(heard(browser)) > 4)
    browser.find_element(By.ID, "call-words").send_keys("8 2 0 0 1", Keys.ENTER)
    wait_for(browser, "First: John Barrasso")
    assert ("words", "8 2 0 0 1") in heard(browser)


def test_what_a_screen_reader_needs(open_browser: OpenBrowser, line: PractisedLine) -> None:
    browser = open_browser()
    ring(browser, line)
    log = browser.find_element(By.CSS_SELECTOR, "[data-call] [role=log]")
    assert log.get_attribute("aria-live") == "polite"
    languages = browser.execute_script(
        "return [...document.querySelectorAll('[data-call-log] .bubble')].map((e) => e.lang)"
    )
    assert languages == ["en-US", "es-US", "en-US"]
    names = [
        key.accessible_name
        for key in browser.find_elements(By.CSS_SELECTOR, "[data-call] [data-key]")
    ]
    assert names[:12] == ["1", "2", "3", "4", "5", "6", "7", "8", "9", "star", "0", "pound"]
    dialog = browser.find_element(By.CSS_SELECTOR, "[data-call]")
    assert dialog.accessible_name == "Call to 55555"
    voice = browser.find_element(By.CSS_SELECTOR, "[data-voice]")
    before = voice.get_attribute("aria-pressed")
    voice.click()
    assert {before, voice.get_attribute("aria-pressed")} == {"true", "false"}


def test_a_text_is_told_of_during_the_call(open_browser: OpenBrowser, line: PractisedLine) -> None:
    browser = open_browser()
    ring(browser, line)
    line.push(ANA, "What you may say: …")
    wait_for(browser, "What you may say: …", "text")


def test_leaving_the_page_hangs_up(open_browser: OpenBrowser, line: PractisedLine) -> None:
    browser = open_browser()
    ring(browser, line)
    assert line.calls() == ["in-progress"]
    browser.get(line.url + "?from=new")
    wait_until(browser, lambda: line.calls() == ["completed"])


def test_a_line_that_is_down_apologizes(open_browser: OpenBrowser, line: PractisedLine) -> None:
    browser = open_browser()
    browser.get(line.url + MINE)
    with line.down():
        browser.find_element(By.CSS_SELECTOR, "[data-call-open]").click()
        wait_until(browser, lambda: visible(browser, "[data-again]"))
    click(browser, "[data-again]")
    wait_for(browser, "five digits of your ZIP code")


def test_without_a_script(open_browser: OpenBrowser, line: PractisedLine) -> None:
    browser = open_browser(script=False)
    browser.get(line.url + MINE)
    assert "needs JavaScript" in browser.find_element(By.CSS_SELECTOR, "header").text
    assert not browser.find_element(By.CSS_SELECTOR, "[data-call-open]").is_displayed()


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (1280, 900)])
def test_everything_fits_and_can_be_hit(
    open_browser: OpenBrowser, line: PractisedLine, width: int, height: int
) -> None:
    browser = open_browser(width, height)
    ring(browser, line)
    small: list[Any] = browser.execute_script(_HARD_TO_HIT)
    assert small == []
    press(browser, Keys.TAB)
    browser.find_element(By.CSS_SELECTOR, "[data-first=talking]").send_keys("82001")
    wait_for(browser, "First: John Barrasso")
    press(browser, "1")
    wait_for(browser, "It rings at", "event")
    small = browser.execute_script(_HARD_TO_HIT)
    assert small == []
