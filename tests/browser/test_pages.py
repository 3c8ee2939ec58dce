"""An action's public page in a real browser, with scripts and without: from the link to the truth
about every letter."""

import os
from pathlib import Path

import pytest
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import OpenBrowser, PractisedLine
from tests.browser.test_desk import complaints, press

SHOTS = os.environ.get("SMS_LINE_SHOTS", "")
"""A folder for pictures of every step; none are made without."""


def page(line: PractisedLine, more: str = "") -> str:
    return line.url.removesuffix("/phone") + "/a/freethemall" + more


def field(browser: Chrome, name: str) -> WebElement:
    return browser.find_element(By.NAME, name)


def choose(browser: Chrome, name: str, value: str) -> None:
    found = browser.find_element(By.CSS_SELECTOR, f"[name='{name}'][value='{value}']")
    found.find_element(By.XPATH, "..").click()


def go_on(browser: Chrome, value: str = "") -> None:
    """Press the form's button; again, where that was too quick for a person."""

    def pressed(_: Chrome) -> bool:
        button = f".act button[value='{value}']" if value else ".act .buttons button"
        press(browser.find_element(By.CSS_SELECTOR, button))
        return "very quick" not in browser.page_source

    WebDriverWait(browser, 15, 0.3).until(pressed)


def said(browser: Chrome) -> list[str]:
    return [each.text for each in browser.find_elements(By.CSS_SELECTOR, ".act .said")]


def shoot(browser: Chrome, name: str) -> None:
    if SHOTS:
        height = browser.execute_script("return document.documentElement.scrollHeight")
        width = browser.execute_script("return window.innerWidth")
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
        browser.save_screenshot(str(Path(SHOTS) / f"{name}-{width}.png"))


def fits(browser: Chrome) -> None:
    """Nothing sticks out to the side."""
    assert browser.execute_script(
        "return document.documentElement.scrollWidth <= window.innerWidth"
    )


@pytest.mark.parametrize(
    ("width", "script"), [(390, True), (390, False), (1024, True), (1920, False)]
)
def test_from_the_link_to_the_letters(
    line: PractisedLine, open_browser: OpenBrowser, width: int, script: bool
) -> None:
    browser = open_browser(width, script=script)
    if SHOTS and not script:
        browser.execute_cdp_cmd(
            "Emulation.setEmulatedMedia",
            {"features": [{"name": "prefers-color-scheme", "value": "dark"}]},
        )
    name = "light" if script else "dark"
    browser.get(page(line))
    assert browser.find_element(By.TAG_NAME, "h1").text == "Free Them All"
    fits(browser)
    shoot(browser, f"{name}-1-place")
    field(browser, "zip").send_keys("82001")
    go_on(browser)
    assert "John Barrasso" in said(browser)[0]
    fits(browser)
    shoot(browser, f"{name}-2-details")
    field(browser, "name").send_keys("Ana Diaz")
    choose(browser, "phrase-0", "no")
    go_on(browser)
    field(browser, "words").send_keys("My neighbor has been held for eleven months.")
    go_on(browser, "look")
    assert "eleven months" in browser.find_element(By.CSS_SELECTOR, ".letter .words").text
    fits(browser)
    shoot(browser, f"{name}-3-review")
    go_on(browser, "send")
    assert [each for each in said(browser) if "not sent yet" in each][2:]
    shoot(browser, f"{name}-4-queued")
    line.work()
    if not script:
        press(browser.find_element(By.CSS_SELECTOR, ".act a.button"))
    looking = WebDriverWait(browser, 20, 0.2, [StaleElementReferenceException])
    looking.until(lambda b: "has taken your letter" in said(b)[-1])
    fits(browser)
    shoot(browser, f"{name}-5-taken")
    go_on(browser, "forget")
    assert "erased" in said(browser)[0]
    assert [each for each in complaints(browser) if "429" not in each] == []
