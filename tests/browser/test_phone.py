"""The practice phone in a real browser, on the real line: what a person sees, types and reads."""

from collections.abc import Callable
from typing import Any

import pytest
from selenium.common.exceptions import TimeoutException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import OpenBrowser, PractisedLine

ANA, BEN = "+13075550142", "+15125550199"
MINE = f"?from=%2B{ANA[1:]}"

_SCREEN = """
    return [...document.querySelectorAll("[role=log] li")].map((li) =>
      [li.classList[0], li.querySelector(".bubble").innerText]);
"""


def screen(browser: Chrome) -> list[tuple[str, str]]:
    """Who ("me" or "line") said what; in one question, so that it is of one moment."""
    return [(who, words) for who, words in browser.execute_script(_SCREEN)]


def mine(browser: Chrome) -> list[str]:
    return [words for who, words in screen(browser) if who == "me"]


def wait_for(browser: Chrome, true: Callable[[], bool]) -> None:
    try:
        WebDriverWait(browser, 10, 0.05).until(lambda _: true())
    except TimeoutException:
        pytest.fail(f"the screen stayed at {screen(browser)}")


def type_and_send(browser: Chrome, *keys: str) -> str:
    """Send a text with the keyboard, and give the line's answer."""
    before = len(screen(browser))
    browser.find_element(By.ID, "body").send_keys(*keys, Keys.ENTER)
    wait_for(browser, lambda: len(screen(browser)) == before + 2)
    who, words = screen(browser)[-1]
    assert who == "line"
    return words


def complaints(browser: Chrome) -> list[str]:
    """What the browser's console holds, refusals by the content policy above all."""
    log: list[dict[str, str]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return [entry["message"] for entry in log]


def focused(browser: Chrome) -> str | None:
    return browser.switch_to.active_element.get_attribute("id")


def test_from_the_keyword_to_the_names_with_the_keyboard_alone(
    open_browser: OpenBrowser, line: PractisedLine
) -> None:
    browser = open_browser()
    browser.get(line.url + MINE)
    assert focused(browser) == "body", "one can type at once"
    assert "ZIP" in type_and_send(browser, "Free!")
    assert focused(browser) == "body", "and go on"
    assert "Lummis" in type_and_send(browser, "82001")
    type_and_send(browser, "12 Oak St", Keys.SHIFT + Keys.ENTER + Keys.NULL, "Cheyenne")
    assert mine(browser) == ["Free!", "82001", "12 Oak St\nCheyenne"]
    assert browser.find_element(By.ID, "body").get_attribute("value") == ""
    assert complaints(browser) == []


def test_a_suggestion_is_one_tap(open_browser: OpenBrowser, line: PractisedLine) -> None:
    browser = open_browser(390, 844)
    browser.get(line.url + MINE)
    browser.find_element(By.CSS_SELECTOR, "[data-start] button").click()
    wait_for(browser, lambda: len(screen(browser)) == 2)
    assert mine(browser) == ["FREE"]
    assert browser.find_elements(By.CSS_SELECTOR, "[data-start]") == []


def test_later_texts_appear_by_themselves(open_browser: OpenBrowser, line: PractisedLine) -> None:
    browser = open_browser()
    browser.get(line.url + MINE)
    line.push(ANA, "One office has your letter.")
    wait_for(browser, lambda: screen(browser) == [("line", "One office has your letter.")])
    line.push(BEN, "for somebody else")
    line.push(ANA, "So has\nanother.")
    wait_for(browser, lambda: screen(browser)[1:] == [("line", "So has\nanother.")])
    log = browser.find_element(By.CSS_SELECTOR, "[role=log]")
    assert log.get_attribute("aria-live") == "polite"
    assert complaints(browser) == []


def test_the_newest_text_is_in_sight(open_browser: OpenBrowser, line: PractisedLine) -> None:
    for number in range(40):
        line.push(ANA, f"Text {number}")
    browser = open_browser(390, 844)
    browser.get(line.url + MINE)
    composer = browser.find_element(By.CSS_SELECTOR, "[data-composer]")
    for _ in range(2):
        last = browser.find_elements(By.CSS_SELECTOR, "li")[-1]
        assert last.rect["y"] + last.rect["height"] <= composer.rect["y"]
        type_and_send(browser, "HELP")


def test_new_texts_do_not_pull_a_reader_down(
    open_browser: OpenBrowser, line: PractisedLine
) -> None:
    for number in range(40):
        line.push(ANA, f"Text {number}")
    browser = open_browser(390, 844)
    browser.get(line.url + MINE)
    first = browser.find_element(By.CSS_SELECTOR, "li")
    browser.execute_script("arguments[0].scrollIntoView()", first)
    line.push(ANA, "pushed")
    wait_for(browser, lambda: screen(browser)[-1] == ("line", "pushed"))
    assert 0 <= first.rect["y"] <= 844


def test_a_link_opens_beside_the_phone(open_browser: OpenBrowser, line: PractisedLine) -> None:
    address = line.url + "?from=new"
    line.push(ANA, f"Read this: {address}.")
    browser = open_browser()
    browser.get(line.url + MINE)
    browser.find_element(By.LINK_TEXT, address).click()
    wait_for(browser, lambda: len(browser.window_handles) == 2)
    assert screen(browser) == [("line", f"Read this: {address}.")]


def test_a_line_that_is_down_gives_the_words_back(
    open_browser: OpenBrowser, line: PractisedLine
) -> None:
    browser = open_browser()
    browser.get(line.url + MINE)
    problem = browser.find_element(By.ID, "problem")
    with line.down():
        browser.find_element(By.ID, "body").send_keys("my long words", Keys.ENTER)
        wait_for(browser, problem.is_displayed)
    assert "did not take that text" in problem.text
    assert problem.get_attribute("role") == "alert"
    assert browser.find_element(By.ID, "body").get_attribute("value") == "my long words"
    assert screen(browser) == []
    type_and_send(browser)
    assert mine(browser) == ["my long words"]
    assert not problem.is_displayed()


def test_two_people_practise_side_by_side(open_browser: OpenBrowser, line: PractisedLine) -> None:
    browser = open_browser()
    browser.get(line.url + MINE)
    type_and_send(browser, "Free")
    browser.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    field = browser.find_element(By.ID, "from")
    field.clear()
    field.send_keys("512 555 0199", Keys.ENTER)
    wait_for(browser, lambda: screen(browser) == [])
    assert "(512) 555-0199" in browser.find_element(By.TAG_NAME, "summary").text
    type_and_send(browser, "Libres")
    assert mine(browser) == ["Libres"]


def test_a_bad_number_is_mended_where_it_stands(
    open_browser: OpenBrowser, line: PractisedLine
) -> None:
    browser = open_browser()
    browser.get(line.url + "?from=12")
    assert "not a telephone number" in browser.find_element(By.ID, "problem").text
    assert focused(browser) == "from"


def test_without_a_script(open_browser: OpenBrowser, line: PractisedLine) -> None:
    browser = open_browser(script=False)
    browser.get(line.url + MINE)
    browser.find_element(By.ID, "body").send_keys("Free!")
    browser.find_element(By.CSS_SELECTOR, "[aria-label=Send]").click()
    wait_for(browser, lambda: len(screen(browser)) == 2)
    assert "UTC" in browser.find_element(By.TAG_NAME, "time").text, "no script told it the zone"
    line.push(ANA, "later")
    browser.find_element(By.LINK_TEXT, "Look for new texts").click()
    wait_for(browser, lambda: screen(browser)[2:] == [("line", "later")])


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (1280, 900)])
def test_everything_fits_and_can_be_hit(
    open_browser: OpenBrowser, line: PractisedLine, width: int, height: int
) -> None:
    line.push(ANA, "https://line.example/" + "very-long-" * 12)
    browser = open_browser(width, height)
    browser.get(line.url + MINE)
    browser.get(line.url + "?from=12")  # with the field open and the problem shown
    assert len(screen(browser)) == 1
    sizes: dict[str, Any] = browser.execute_script(
        """
        const small = [...document.querySelectorAll("button, summary, input, textarea, header a")]
          .filter((e) => e.type !== "hidden" && e.checkVisibility())
          .map((e) => [e.outerHTML.slice(0, 60), e.getBoundingClientRect()])
          .filter(([_, box]) => box.height < 44 || box.width < 44);
        const page = document.documentElement;
        return {small, wide: page.scrollWidth > page.clientWidth,
                tall: page.scrollHeight > page.clientHeight};
        """
    )
    assert sizes == {"small": [], "wide": False, "tall": False}
