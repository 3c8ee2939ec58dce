"""The practice phone in a real browser: what a person sees, types and hears read out."""

from typing import Any

import pytest
from selenium.common.exceptions import TimeoutException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from tests.browser.conftest import OpenBrowser
from tests.doubles.practice_line import KeptTexts

ANA = "+13075550142"
MINE = f"?from=%2B{ANA[1:]}"


def bubbles(browser: Chrome) -> list[str]:
    """The words of every text on the screen, in one question, so that they are of one moment."""
    script = "return [...document.querySelectorAll('[role=log] .bubble')].map((b) => b.innerText)"
    return list(browser.execute_script(script))


def wait_for(browser: Chrome, *texts: str) -> None:
    try:
        WebDriverWait(browser, 10, 0.05).until(lambda b: bubbles(b) == list(texts))
    except TimeoutException:
        assert bubbles(browser) == list(texts)


def complaints(browser: Chrome) -> list[str]:
    """What the browser's console holds, refusals by the content policy above all."""
    log: list[dict[str, str]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return [entry["message"] for entry in log]


def focused(browser: Chrome) -> str | None:
    return browser.switch_to.active_element.get_attribute("id")


def test_a_conversation_with_the_keyboard_alone(open_browser: OpenBrowser, phone_url: str) -> None:
    browser = open_browser()
    browser.get(phone_url + MINE)
    assert focused(browser) == "body", "one can type at once"
    browser.switch_to.active_element.send_keys("Free!", Keys.ENTER)
    wait_for(browser, "Free!", "You wrote: Free!")
    assert focused(browser) == "body", "and go on"
    browser.switch_to.active_element.send_keys("12 Oak St", Keys.SHIFT + Keys.ENTER)
    browser.switch_to.active_element.send_keys("Cheyenne", Keys.ENTER)
    street = "12 Oak St\nCheyenne"
    wait_for(browser, "Free!", "You wrote: Free!", street, f"You wrote: {street}")
    assert browser.find_element(By.ID, "body").get_attribute("value") == ""
    assert complaints(browser) == []


def test_a_suggestion_is_one_tap(open_browser: OpenBrowser, phone_url: str) -> None:
    browser = open_browser(390, 844)
    browser.get(phone_url + MINE)
    browser.find_element(By.CSS_SELECTOR, "[data-start] button").click()
    wait_for(browser, "FREE", "You wrote: FREE")
    assert browser.find_elements(By.CSS_SELECTOR, "[data-start]") == []


def test_later_texts_appear_by_themselves(
    open_browser: OpenBrowser, phone_url: str, line: KeptTexts
) -> None:
    browser = open_browser()
    browser.get(phone_url + MINE)
    line.push(ANA, "Senator Barrasso's office has your letter.")
    wait_for(browser, "Senator Barrasso's office has your letter.")
    line.push("+15125550199", "for somebody else")
    line.push(ANA, "So has\nSenator Lummis's.")
    wait_for(browser, "Senator Barrasso's office has your letter.", "So has\nSenator Lummis's.")
    log = browser.find_element(By.CSS_SELECTOR, "[role=log]")
    assert log.get_attribute("aria-live") == "polite"
    assert complaints(browser) == []


def test_the_newest_text_is_in_sight(
    open_browser: OpenBrowser, phone_url: str, line: KeptTexts
) -> None:
    for number in range(40):
        line.push(ANA, f"Text {number}")
    browser = open_browser(390, 844)
    browser.get(phone_url + MINE)
    last = browser.find_elements(By.CSS_SELECTOR, "li")[-1]
    composer = browser.find_element(By.CSS_SELECTOR, "[data-composer]")
    assert last.rect["y"] + last.rect["height"] <= composer.rect["y"]
    browser.find_element(By.ID, "body").send_keys("Hello", Keys.ENTER)
    wait_for(browser, *(f"Text {n}" for n in range(40)), "Hello", "You wrote: Hello")
    last = browser.find_elements(By.CSS_SELECTOR, "li")[-1]
    assert last.rect["y"] + last.rect["height"] <= composer.rect["y"]


def test_a_link_opens_beside_the_phone(
    open_browser: OpenBrowser, phone_url: str, line: KeptTexts
) -> None:
    letter = phone_url + "?from=new"
    line.push(ANA, f"Read your letter: {letter}.")
    browser = open_browser()
    browser.get(phone_url + MINE)
    browser.find_element(By.LINK_TEXT, letter).click()
    WebDriverWait(browser, 10).until(lambda b: len(b.window_handles) == 2)
    assert bubbles(browser) == [f"Read your letter: {letter}."]


def test_a_line_that_is_down_gives_the_words_back(
    open_browser: OpenBrowser, phone_url: str, line: KeptTexts
) -> None:
    browser = open_browser()
    browser.get(phone_url + MINE)
    line.down = True
    browser.find_element(By.ID, "body").send_keys("my long words", Keys.ENTER)
    problem = browser.find_element(By.ID, "problem")
    WebDriverWait(browser, 10, 0.05).until(lambda _: problem.is_displayed())
    assert "did not take that text" in problem.text
    assert problem.get_attribute("role") == "alert"
    assert browser.find_element(By.ID, "body").get_attribute("value") == "my long words"
    assert bubbles(browser) == []
    line.down = False
    browser.find_element(By.ID, "body").send_keys(Keys.ENTER)
    wait_for(browser, "my long words", "You wrote: my long words")
    assert not problem.is_displayed()


def test_two_people_practise_side_by_side(open_browser: OpenBrowser, phone_url: str) -> None:
    browser = open_browser()
    browser.get(phone_url + MINE)
    browser.find_element(By.ID, "body").send_keys("I am Ana", Keys.ENTER)
    wait_for(browser, "I am Ana", "You wrote: I am Ana")
    browser.find_element(By.TAG_NAME, "summary").send_keys(Keys.ENTER)
    field = browser.find_element(By.ID, "from")
    field.clear()
    field.send_keys("512 555 0199", Keys.ENTER)
    wait_for(browser)
    assert "(512) 555-0199" in browser.find_element(By.TAG_NAME, "summary").text
    browser.find_element(By.ID, "body").send_keys("I am Ben", Keys.ENTER)
    wait_for(browser, "I am Ben", "You wrote: I am Ben")


def test_a_bad_number_is_mended_where_it_stands(open_browser: OpenBrowser, phone_url: str) -> None:
    browser = open_browser()
    browser.get(phone_url + "?from=12")
    assert "not a telephone number" in browser.find_element(By.ID, "problem").text
    assert focused(browser) == "from"


def test_new_texts_do_not_pull_a_reader_down(
    open_browser: OpenBrowser, phone_url: str, line: KeptTexts
) -> None:
    for number in range(40):
        line.push(ANA, f"Text {number}")
    browser = open_browser(390, 844)
    browser.get(phone_url + MINE)
    first = browser.find_element(By.CSS_SELECTOR, "li")
    browser.execute_script("arguments[0].scrollIntoView()", first)
    line.push(ANA, "pushed")
    wait_for(browser, *(f"Text {n}" for n in range(40)), "pushed")
    assert 0 <= first.rect["y"] <= 844


def test_without_a_script(open_browser: OpenBrowser, phone_url: str, line: KeptTexts) -> None:
    browser = open_browser(script=False)
    browser.get(phone_url + MINE)
    browser.find_element(By.ID, "body").send_keys("Free!")
    browser.find_element(By.CSS_SELECTOR, "[aria-label=Send]").click()
    wait_for(browser, "Free!", "You wrote: Free!")
    assert "UTC" in browser.find_element(By.TAG_NAME, "time").text, "no script told it the zone"
    line.push(ANA, "later")
    browser.find_element(By.LINK_TEXT, "Look for new texts").click()
    wait_for(browser, "Free!", "You wrote: Free!", "later")


@pytest.mark.parametrize(("width", "height"), [(320, 568), (390, 844), (1280, 900)])
def test_everything_fits_and_can_be_hit(
    open_browser: OpenBrowser, phone_url: str, line: KeptTexts, width: int, height: int
) -> None:
    line.push(ANA, "https://line.example/" + "very-long-" * 12)
    browser = open_browser(width, height)
    browser.get(phone_url + "?from=12")  # with the field open and the problem shown
    sizes: dict[str, Any] = browser.execute_script(
        """
        const small = [...document.querySelectorAll("button, summary, input, textarea, header a")]
          .filter((e) => e.type !== "hidden")
          .map((e) => [e.outerHTML.slice(0, 60), e.getBoundingClientRect()])
          .filter(([_, box]) => box.height < 44 || box.width < 44);
        const page = document.documentElement;
        return {small, wide: page.scrollWidth > page.clientWidth,
                tall: page.scrollHeight > page.clientHeight};
        """
    )
    assert sizes == {"small": [], "wide": False, "tall": False}
