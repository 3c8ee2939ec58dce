"""An alert becomes an action in a real browser: pasted, edited, published, rehearsed, launched."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select, WebDriverWait
from sqlalchemy import select

from sms_line.bundle_paths import FIXTURES
from sms_line.store import action_endings
from sms_line.store.database import Database
from sms_line.store.organizers import Role
from sms_line.store.tables import texts
from tests.browser.conftest import OpenBrowser, PractisedLine
from tests.browser.test_desk import Enter, complaints, desk, enter, heading, phone, press

__all__ = ["enter"]
SEED = Path(__file__).parents[3] / "shared" / "seed" / "action-alert.txt"
ANA = "+13075550142"
_COPIED = """
    const copied = new DataTransfer();
    copied.setData("text/html", arguments[1]);
    arguments[0].dispatchEvent(new ClipboardEvent("paste", {clipboardData: copied}));
"""


def find(browser: Chrome, css: str) -> WebElement:
    return browser.find_element(By.CSS_SELECTOR, css)


def put(browser: Chrome, css: str, words: str) -> None:
    """Type into a field as a paste does: at once, and the page hears of it."""
    browser.execute_script(
        "arguments[0].value = arguments[1];"
        "arguments[0].dispatchEvent(new Event('input', {bubbles: true}));",
        find(browser, css),
        words,
    )


def wait(browser: Chrome) -> WebDriverWait[Chrome]:
    return WebDriverWait(browser, 10, 0.05)


def end_the_demo(tmp_path: Path) -> None:
    """So that its keyword is free for the seed."""
    database = Database(f"sqlite:///{tmp_path / 'line.db'}")
    with database.write() as tx:
        action_endings.end(tx, "freethemall", datetime.now(UTC))
    database.close()


def button(browser: Chrome, words: str) -> WebElement:
    return browser.find_element(By.XPATH, f"//button[starts-with(normalize-space(.), '{words}')]")


@pytest.mark.parametrize("script", [True, False])
def test_the_seed_is_pasted_published_and_texted(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter, tmp_path: Path, script: bool
) -> None:
    if not SEED.exists():
        pytest.skip("needs ../shared/seed/action-alert.txt")
    end_the_demo(tmp_path)
    browser = open_browser(script=script)
    enter(browser, None)
    browser.get(f"{desk(line)}/actions/new")
    if script:
        browser.execute_script(_COPIED, find(browser, "#alert"), '<a href="/x">Resources</a>')
        assert find(browser, "#copied").get_property("value") == '<a href="/x">Resources</a>'
    find(browser, "#alert").send_keys(SEED.read_text("utf-8"))
    assert find(browser, "#copied").get_property("value") == "", "typed, so the words count"
    press(button(browser, "Make a draft"))
    assert heading(browser) == "New action"
    assert "Nothing is missing:" in find(browser, ".notes").text
    assert "Nothing is wrong with this file." in find(browser, "#mistakes").text
    assert "FREE" in find(browser, "#preview").text
    press(button(browser, "Publish"))
    assert heading(browser).startswith("#FreeThemAll National Day of Action")
    wait(browser).until(lambda _: _opens(line, tmp_path))
    phone(line, ANA, "82001", "Ana Diaz", "yes", "yes")
    line.work()
    press(browser.find_element(By.LINK_TEXT, "Launch checklist"))
    assert "3 letters of version 1, written by text, were taken" in find(browser, "#rehearsal").text
    browser.get(f"{desk(line)}/letters")
    assert "John Barrasso" in find(browser, "main").text
    assert complaints(browser) == []


def _opens(line: PractisedLine, tmp_path: Path) -> bool:
    """Does the keyword open it yet? The line looks for new actions once a second."""
    phone(line, ANA, "FREE")
    database = Database(f"sqlite:///{tmp_path / 'line.db'}")
    with database.read() as tx:
        newest = tx.execute(select(texts.c.body).order_by(texts.c.id.desc()).limit(1)).scalar_one()
    database.close()
    return "ZIP" in newest


def test_form_and_markdown_follow_each_other(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter
) -> None:
    browser = open_browser()
    enter(browser, None)
    browser.get(f"{desk(line)}/actions/freethemall")
    press(button(browser, "Edit"))
    source = find(browser, "#source")
    put(browser, "#f-title", "Free everybody")
    wait(browser).until(lambda _: "title: Free everybody\n" in str(source.get_property("value")))
    assert find(browser, "#kept").text.startswith("Kept.")
    text = str(source.get_property("value"))
    put(browser, "#source", text.replace("topic: Immigration", "topic: Bees"))
    wait(browser).until(lambda _: "not one of the topics" in find(browser, "#wrong-topic").text)
    assert "Line 7" in find(browser, "#mistakes").text
    find(browser, "#mistakes a").click()
    chosen = "return [arguments[0].selectionStart, arguments[0].selectionEnd]"
    start, end = browser.execute_script(chosen, source)
    assert str(source.get_property("value"))[start:end] == "topic: Bees"
    Select(find(browser, "#f-topic")).select_by_visible_text("Health")
    wait(browser).until(lambda _: "Nothing is wrong" in find(browser, "#mistakes").text)
    assert "topic: Health\n" in str(source.get_property("value"))
    put(browser, "#office", "Lloyd Doggett (TX)")
    wait(browser).until(lambda _: "Dear Representative Doggett" in find(browser, "#preview").text)
    assert find(browser, "[data-speak]").is_displayed()
    browser.refresh()
    assert find(browser, "#f-title").get_property("value") == "Free everybody", "it was kept"
    assert complaints(browser) == []


def test_the_second_of_two_is_told_at_once(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter
) -> None:
    ours, theirs = open_browser(), open_browser(1024, 768)
    enter(ours, None)
    enter(theirs, Role.ORGANIZER)
    ours.get(f"{desk(line)}/actions/freethemall")
    press(button(ours, "Edit"))
    theirs.get(ours.current_url)
    put(theirs, "#f-title", "Theirs")
    wait(theirs).until(
        lambda _: "title: Theirs" in str(find(theirs, "#source").get_property("value"))
    )
    put(ours, "#f-title", "Ours")
    wait(ours).until(lambda _: find(ours, "#meanwhile").is_displayed())
    assert "organizer@line.example changed this draft" in find(ours, "#meanwhile").text
    press(button(ours, "Save and preview"))
    assert "organizer@line.example changed this draft while you were writing" in heading(ours)
    assert "title: Theirs" in find(ours, ".diff").text
    press(button(ours, "Save mine"))
    assert find(ours, "#f-title").get_property("value") == "Ours"


def test_without_scripts_a_saved_page_keeps_its_links(
    open_browser: OpenBrowser, line: PractisedLine, enter: Enter
) -> None:
    browser = open_browser(script=False)
    enter(browser, None)
    browser.get(f"{desk(line)}/actions/new")
    assert "choose that file; or paste the page's source" in find(browser, "#links").text
    find(browser, "#file").send_keys(str(FIXTURES / "alerts" / "seed_google_docs.html"))
    press(button(browser, "Make a draft"))
    assert heading(browser) == "New action"
    source = find(browser, "#source").get_property("value")
    assert "https://cwsglobal.org/covid-factsheet/" in str(source)
    assert complaints(browser) == []
