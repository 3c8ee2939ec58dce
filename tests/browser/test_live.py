"""The live page in a real browser: numbers move without reload, stop when told, fit each screen."""

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

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
    phone,
)

__all__ = ["enter"]

WHOLE = ("FREE", "82001", "Ana Diaz", "no", "yes")


def tile(browser: Chrome, name: str) -> str:
    # In one step: a tile may be replaced between finding and reading it.
    script = """return [...document.querySelectorAll("dt")]
        .find((each) => each.textContent === arguments[0]).parentElement
        .querySelector("b").textContent"""
    return str(browser.execute_script(script, name))


def until(browser: Chrome, name: str, number: str) -> None:
    WebDriverWait(browser, 20, 0.1).until(lambda _: tile(browser, name) == number)


@pytest.mark.parametrize("path", ["/", "/live?back=hour", "/live?back=hour&wall=1"])
def test_a_text_moves_the_count_without_reload(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter, path: str
) -> None:
    browser = open_browser()
    enter(browser, None)
    browser.get(desk(line) + path)
    browser.execute_script("window.same = true")
    assert tile(browser, "Texts in") == "0"
    phone(line, ANA, *WHOLE)
    phone(line, BEN, *LOST)
    until(browser, "Texts in", "9")
    until(browser, "Waiting for an answer", "1")
    assert browser.execute_script("return window.same"), "the page is the same one"
    assert complaints(browser) == []


def test_a_page_that_is_paused_stays_as_it_is(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter
) -> None:
    browser = open_browser()
    enter(browser, None)
    browser.get(f"{desk(line)}/live")
    pause = browser.find_element(By.ID, "pause")
    pause.click()
    assert browser.execute_script("return source.readyState === EventSource.CLOSED")
    phone(line, ANA, "FREE")
    pause.click()
    until(browser, "Texts in", "1")


@pytest.mark.parametrize(("width", "height"), [(390, 844), (1024, 768), (1920, 1080)])
def test_it_fits_each_screen(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter, width: int, height: int
) -> None:
    phone(line, ANA, *WHOLE)
    phone(line, BEN, "FREE", "78704")
    line.work()
    browser = open_browser(width, height)
    enter(browser, None)
    for path in ("/live?back=hour", "/live?state=WY", "/live?back=week&wall=1"):
        browser.get(desk(line) + path)
        assert browser.execute_script(_FAULTS) == _FAULTLESS, path
    assert complaints(browser) == []


def test_without_scripts_it_shows_the_same(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter
) -> None:
    phone(line, ANA, "FREE")
    browser = open_browser(script=False)
    enter(browser, None)
    browser.get(f"{desk(line)}/live?back=hour")
    tiles = browser.find_element(By.CLASS_NAME, "tiles").text
    assert tiles.startswith("Texts in\n1\n")
    assert len(browser.find_elements(By.CSS_SELECTOR, ".drawn polyline")) == 4
