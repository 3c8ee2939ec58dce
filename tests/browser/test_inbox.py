"""The inbox in a real browser as texts come in: nobody reloads, and nothing typed is lost."""

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from sms_line.store.organizers import Role
from tests.browser.conftest import OpenBrowser, PractisedLine
from tests.browser.test_desk import ANA, BEN, LOST, Enter, complaints, desk, enter, phone, press

__all__ = ["enter"]


def wait(browser: Chrome) -> WebDriverWait[Chrome]:
    return WebDriverWait(browser, 20, 0.1)


def main(browser: Chrome) -> str:
    """In one step: parts of the page are replaced at any moment."""
    return str(browser.execute_script("return document.querySelector('main').innerText"))


def told(browser: Chrome) -> str:
    """What a screen reader was told last."""
    return str(browser.execute_script("return document.getElementById('said').textContent"))


def focused(browser: Chrome) -> str:
    return str(browser.execute_script("return document.activeElement.innerText"))


def test_who_comes_appears_and_what_has_the_focus_keeps_it(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter
) -> None:
    browser = open_browser()
    enter(browser, None)
    browser.get(f"{desk(line)}/inbox")
    assert "Nobody waits" in main(browser)
    browser.execute_script("window.same = true")
    phone(line, ANA, *LOST)
    wait(browser).until(lambda _: "1 person waits" in main(browser))
    assert "Nobody waits" not in main(browser)
    assert told(browser) == "1 person waits for an answer. The newest here: (307) 555-0142."
    browser.execute_script("document.querySelector('.people a').focus()")
    assert "(307) 555-0142" in focused(browser)
    phone(line, BEN, *LOST)
    wait(browser).until(lambda _: "2 people wait" in main(browser))
    assert "(307) 555-0142" in focused(browser)
    first = browser.find_element(By.CSS_SELECTOR, ".people li").text
    assert first.startswith("(512) 555-0199"), "the newest comes first"
    assert browser.execute_script("return window.same"), "the page is the same one"
    assert complaints(browser) == []


def test_a_list_that_is_paused_stays_as_it_is(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter
) -> None:
    browser = open_browser()
    enter(browser, None)
    browser.get(f"{desk(line)}/inbox")
    pause = browser.find_element(By.ID, "pause")
    pause.click()
    assert browser.execute_script("return source.readyState === EventSource.CLOSED")
    phone(line, ANA, *LOST)
    assert "Nobody waits" in main(browser)
    pause.click()
    wait(browser).until(lambda _: "1 person waits" in main(browser))


def test_a_text_arrives_while_somebody_writes(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter
) -> None:
    phone(line, ANA, *LOST)
    browser = open_browser()
    enter(browser, None)
    browser.get(f"{desk(line)}/inbox")
    press(browser.find_element(By.CSS_SELECTOR, ".people a"))
    answer = browser.find_element(By.ID, "body")
    answer.send_keys("We write to ")
    phone(line, ANA, "are you still there")
    wait(browser).until(lambda _: "are you still there" in main(browser))
    answer.send_keys("Congress.")
    assert answer.get_property("value") == "We write to Congress."
    assert told(browser).startswith("(307) 555-0142, ")
    assert told(browser).endswith("are you still there")
    press(answer.find_element(By.XPATH, "following-sibling::button"))
    assert "We write to Congress." in main(browser)
    assert complaints(browser) == []


def test_what_was_on_the_screen_is_done_with(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter
) -> None:
    phone(line, ANA, *LOST)
    browser = open_browser()
    enter(browser, None)
    browser.get(f"{desk(line)}/inbox")
    press(browser.find_element(By.CSS_SELECTOR, ".people a"))
    before = watched(browser)
    phone(line, ANA, "are you still there")
    wait(browser).until(lambda _: watched(browser) > before)
    press(browser.find_element(By.XPATH, "//button[starts-with(., 'Done')]"))
    assert "Nobody waits" in main(browser)


def watched(browser: Chrome) -> int:
    return int(browser.execute_script("return document.querySelector('[name=watched]').value"))


def test_who_says_stop_while_somebody_writes(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter
) -> None:
    phone(line, ANA, *LOST)
    browser = open_browser()
    enter(browser, None)
    browser.get(f"{desk(line)}/inbox")
    press(browser.find_element(By.CSS_SELECTOR, ".people a"))
    answer = browser.find_element(By.ID, "body")
    answer.send_keys("We write to Congress.")
    phone(line, ANA, "STOP")
    wait(browser).until(lambda _: "This person said STOP" in main(browser))
    press(answer.find_element(By.XPATH, "following-sibling::button"))
    assert "your words were not sent" in main(browser)
    kept = browser.find_element(By.ID, "body").get_property("value")
    assert kept == "We write to Congress."


@pytest.mark.parametrize("script", [True, False])
def test_an_answer_that_is_kept_is_added_to_what_was_typed(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter, script: bool
) -> None:
    phone(line, ANA, *LOST)
    browser = open_browser(script=script)
    enter(browser, Role.ORGANIZER)
    browser.get(f"{desk(line)}/inbox/answers")
    for name, words in (("title", "Who we are"), ("en", "We are neighbors.")):
        browser.find_element(By.NAME, name).send_keys(words)
    press(browser.find_element(By.XPATH, "//main//button[starts-with(., 'Keep')]"))
    browser.get(f"{desk(line)}/inbox")
    press(browser.find_element(By.CSS_SELECTOR, ".people a"))
    browser.find_element(By.ID, "body").send_keys("Hello!")
    press(browser.find_element(By.XPATH, "//button[. = 'Who we are']"))
    typed = browser.find_element(By.ID, "body").get_property("value")
    assert typed == "Hello!\nWe are neighbors."
    press(browser.find_element(By.XPATH, "//button[. = 'Assign']"))
    typed = browser.find_element(By.ID, "body").get_property("value")
    assert typed == "Hello!\nWe are neighbors."
    assert "organizer@line.example sees to it" in main(browser)
    assert complaints(browser) == []
