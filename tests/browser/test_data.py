"""The page of who represents whom in a real browser: what comes of the button is seen to come."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from sms_line.directory.sources import opened
from sms_line.directory.sync import sync
from sms_line.store.database import Database
from sms_line.store.organizers import Role
from tests.browser.conftest import OpenBrowser, PractisedLine
from tests.browser.test_desk import Enter, complaints, desk, enter, press
from tests.directory.test_sources import silent
from tests.work.test_refreshing import web

__all__ = ["enter", "web"]


def main(browser: Chrome) -> str:
    return str(browser.execute_script("return document.querySelector('main').innerText"))


def test_the_page_shows_what_comes_of_it(
    open_browser: OpenBrowser,
    line: PractisedLine,
    enter: Enter,
    web: tuple[str, Path],
    tmp_path: Path,
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'line.db'}")
    sync(database, opened(web[0], silent), datetime.now(UTC) - timedelta(days=1))
    database.close()
    browser = open_browser()
    enter(browser, Role.ORGANIZER)
    browser.get(f"{desk(line)}/actions/freethemall/launch")
    press(browser.find_element(By.LINK_TEXT, "Have it fetched anew"))
    press(browser.find_element(By.XPATH, "//main//button"))
    assert "waiting" in main(browser)
    browser.execute_script("window.same = true")
    line.work()
    wait = WebDriverWait(browser, 20, 0.1)
    wait.until(lambda _: "Checked, and loaded whole" in main(browser))
    assert browser.execute_script("return window.same"), "the page is the same one"
    said = browser.find_element(By.ID, "said")
    wait.until(lambda _: said.get_attribute("textContent") == "The data: loaded.")
    wait.until(lambda _: browser.find_element(By.XPATH, "//main//button").is_displayed())
    assert complaints(browser) == []
