"""Broadcasts and lists of supporters in a real browser, on the real line."""

import re
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By

from tests.browser.conftest import OpenBrowser, PractisedLine
from tests.browser.test_desk import (
    _FAULTLESS,
    _FAULTS,
    ANA,
    BEN,
    LOST,
    Enter,
    complaints,
    desk,
    enter,
    heading,
    phone,
    press,
)

__all__ = ["enter"]

_CHOICE = re.compile('type="(radio|checkbox)"')
LIST = """phone,name,zip,consent_at,consent_source
(307) 555-0111,Cleo Arango,82001,2026-01-05,a petition
,Nobody,82001,2026-01-05,a petition
"""


def type_into(browser: Chrome, field: str, words: str) -> None:
    browser.find_element(By.ID, field).send_keys(words)


def button(browser: Chrome, words: str) -> None:
    shown = "not(contains(@class, 'unseen'))"
    press(
        browser.find_element(
            By.XPATH, f"//main//button[starts-with(normalize-space(.), '{words}')][{shown}]"
        )
    )


@pytest.mark.parametrize("script", [True, False])
def test_compose_preview_send_watch(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter, script: bool
) -> None:
    phone(line, ANA, "FREE")
    phone(line, BEN, "FREE")
    browser = open_browser(script=script)
    enter(browser, None)
    press(browser.find_element(By.LINK_TEXT, "Broadcasts"))
    press(browser.find_element(By.LINK_TEXT, "Write a broadcast"))
    type_into(browser, "name", "Day of action")
    type_into(browser, "en", "Call today. ")
    if script:
        browser.find_element(By.XPATH, "//button[. = 'city']").click()
        written = browser.find_element(By.ID, "en").get_attribute("value")
        assert written == "Call today. {{ city }}"
        browser.find_element(By.ID, "en").clear()
        type_into(browser, "en", "Call today.")
    button(browser, "Preview")
    assert heading(browser) == "Preview of Day of action"
    assert "two people" in browser.find_element(By.TAG_NAME, "main").text
    browser.find_element(By.NAME, "sure").click()
    button(browser, "Send it to 2 people")
    assert heading(browser) == "Day of action"
    line.start_broadcasts()
    press(browser.find_element(By.LINK_TEXT, "Look again"))
    tiles = browser.find_element(By.CLASS_NAME, "tiles").text
    assert "Recipients\n2" in tiles
    button(browser, "Pause")
    assert "paused" in browser.find_element(By.TAG_NAME, "main").text
    assert complaints(browser) == []


def test_a_list_is_brought_in(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST)
    browser = open_browser(script=False)
    enter(browser, None)
    press(browser.find_element(By.LINK_TEXT, "Supporters"))
    press(browser.find_element(By.LINK_TEXT, "Bring in a list"))
    type_into(browser, "list", str(file))
    type_into(browser, "tags", "petition")
    button(browser, "Check the list")
    line.work()
    browser.refresh()
    assert "has no phone number" in browser.find_element(By.TAG_NAME, "main").text
    button(browser, "Bring in 1 row")
    line.work()
    browser.refresh()
    assert "Done." in browser.find_element(By.TAG_NAME, "main").text
    press(browser.find_element(By.LINK_TEXT, "Supporters"))
    type_into(browser, "q", "arango")
    button(browser, "Search")
    press(browser.find_element(By.LINK_TEXT, "Cleo Arango"))
    assert heading(browser) == "Cleo Arango"
    assert "petition" in browser.find_element(By.TAG_NAME, "main").text
    assert complaints(browser) == []


@pytest.mark.parametrize(("width", "height"), [(320, 568), (1024, 768)])
def test_every_page_fits_and_can_be_used(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter, width: int, height: int
) -> None:
    phone(line, ANA, "FREE", "82001", "Ana Diaz", "no", "yes", *LOST[1:])
    browser = open_browser(width, height)
    enter(browser, None)
    root = desk(line)
    browser.get(f"{root}/broadcasts/new")
    type_into(browser, "en", "Call today.")
    button(browser, "Preview")
    preview = browser.current_url
    for path in (
        *("/broadcasts", "/broadcasts/new", preview.removeprefix(root)),
        *("/supporters", "/supporters/1", "/supporters/tags", "/supporters/imports"),
        *("/inbox?list=done", "/inbox/answers"),
    ):
        browser.get(root + path)
        faults = browser.execute_script(_FAULTS)
        # What is pressed is the label around them, and that is as high as it should be.
        faults["small"] = [e for e in faults["small"] if not _CHOICE.search(e)]
        # Scripts are counted for pages that have none.
        assert faults | {"scripts": 0} == _FAULTLESS, path
