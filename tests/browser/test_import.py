"""A list brought in with a real browser: looked at and brought in by a worker, without reload."""

from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from sms_line.store.organizers import Role
from tests.browser.conftest import OpenBrowser, PractisedLine
from tests.browser.test_desk import Enter, complaints, desk, enter, press

__all__ = ["enter"]
LIST = (
    "phone,name,zip,consent_at,consent_source\n"
    "3075550101,Ana Diaz,82001,2026-01-01,paper list\n"
    "none,Ben Ruiz,82001,2026-01-01,paper list\n"
)


def main(browser: Chrome) -> str:
    return str(browser.execute_script("return document.querySelector('main').innerText"))


@pytest.mark.parametrize("script", [True, False])
def test_a_list_is_looked_at_and_brought_in(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter, tmp_path: Path, script: bool
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(LIST, "utf-8")
    browser = open_browser(script=script)
    enter(browser, Role.ORGANIZER)
    browser.get(f"{desk(line)}/supporters/imports")
    browser.find_element(By.ID, "list").send_keys(str(file))
    press(browser.find_element(By.XPATH, "//button[. = 'Check the list']"))
    assert "Looking at it" in main(browser)
    until(browser, line, "Bring in 1 row", script)
    assert "Line" in main(browser), "the bad row is told by its line"
    press(browser.find_element(By.XPATH, "//button[normalize-space(.) = 'Bring in 1 row']"))
    until(browser, line, "The file itself is no longer kept", script)
    assert "Throw this list away" not in main(browser)
    assert complaints(browser) == []


def until(browser: Chrome, line: PractisedLine, words: str, script: bool) -> None:
    """Let a worker work; with scripts the page shows it by itself."""
    line.work()
    if not script:
        press(browser.find_element(By.LINK_TEXT, "Look again"))
    WebDriverWait(browser, 20, 0.1).until(lambda _: words in main(browser))
