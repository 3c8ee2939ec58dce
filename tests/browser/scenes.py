"""Pages that come of doing something: an answer to a form, a refusal, a call on the practice phone.

The walk (walking.py) opens addresses; here somebody types and presses first.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

from sms_line.broadcasting.starting import start
from sms_line.store import broadcasts
from tests.browser.furnished import OWNER, VIEWER, Furnished, Visitor, hidden_fields
from tests.browser.walking import STEPS, Page

_GONE_ON = "return !window.left && document.readyState === 'complete'"


@dataclass(frozen=True, slots=True)
class Scene(Page):
    """A page, and what is done there before it is looked at."""

    name: str
    deed: Callable[[Chrome], None] = lambda _: None


def scenes(line: Furnished) -> Iterator[Scene]:
    """All of them; the last one shuts the door for everybody."""
    stranger, owner = line.visitor(), line.signed_in(OWNER)
    yield Scene("/team", line.signed_in(VIEWER), "refused")
    yield Scene("/supporters/tags", owner, "stale", _with_an_old_token)
    yield Scene("/sign-in", stranger, "wrong-password", _typed(email=OWNER, password="herons"))
    yield Scene("/sign-in", stranger, "mail-asked", _typed("form .quiet", email=OWNER))
    yield Scene("/settings/api", owner, "token-made", _made_token)
    yield Scene("/actions/new", owner, "alert-without-anything", _typed(alert="Hello"))
    yield Scene("/broadcasts/new", owner, "broadcast-without-words", _typed(name="Tomorrow"))
    yield Scene("/live?back=hour&state=TX", owner, "live-texas")
    yield Scene(_under_way(line), line.signed_in(OWNER), "broadcast-under-way")
    yield Scene("/phone?from=new", stranger, "phone-new")
    yield Scene("/phone?from=new", stranger, "phone-call", _called)
    for number in range(len(STEPS) + 1):
        yield Scene(*_in_spanish(line, number), f"spanish-{number}")
    for _ in range(10):
        _tried_in_vain(stranger)
    yield Scene("/sign-in", stranger, "turned-away", _typed(email=OWNER, password="herons"))


def _under_way(line: Furnished) -> str:
    """A broadcast that has begun, and of which nothing has left yet."""
    line.clock.ahead += timedelta(days=1)
    with line.database.read() as tx:
        (due, *_) = broadcasts.due_to_start(tx, line.clock.now())
    start(line.application.line.parts, due)
    return f"/broadcasts/{due}"


def _in_spanish(line: Furnished, steps: int) -> tuple[str, Visitor]:
    visitor, address = line.visitor(), "/a/freethemall?lang=es"
    for form in STEPS[:steps]:
        hidden = hidden_fields(visitor.client.get(address).text)
        line.clock.ahead += timedelta(seconds=5)  # nobody fills it in faster
        visitor.client.post(address, data=hidden | form)
    return address, visitor


def _tried_in_vain(stranger: Visitor) -> None:
    form = hidden_fields(stranger.client.get("/sign-in").text)
    answer = stranger.client.post("/sign-in", data=form | {"email": OWNER, "password": "herons"})
    assert answer.status_code == 401, answer.status_code


def _typed(button: str = "main form button", **fields: str) -> Callable[[Chrome], None]:
    def fill_in(browser: Chrome) -> None:
        for name, value in fields.items():
            browser.find_element(By.NAME, name).send_keys(value)
        _sent(browser, button)

    return fill_in


def _sent(browser: Chrome, button: str) -> None:
    """Press it, whatever the browser thinks of the form, and wait for the next page."""
    press = (
        "window.left = true; const button = document.querySelector(arguments[0]);"
        "button.form.noValidate = true; button.form.requestSubmit(button);"
    )
    browser.execute_script(press, button)
    waiting = WebDriverWait(browser, 10, 0.05, ignored_exceptions=[WebDriverException])
    waiting.until(lambda _: browser.execute_script(_GONE_ON))


def _with_an_old_token(browser: Chrome) -> None:
    browser.execute_script("document.querySelectorAll('[name=csrf_token]')[1].value = 'old'")
    _sent(browser, "main form button")


def _made_token(browser: Chrome) -> None:
    browser.find_element(By.NAME, "scope").click()
    _typed(name="A second CRM")(browser)


def _called(browser: Chrome) -> None:
    """Ring the line, and wait until it has spoken."""
    browser.find_element(By.CSS_SELECTOR, "[data-call-open]").click()
    spoken = "[data-call-log] .line .bubble"
    WebDriverWait(browser, 10, 0.05).until(lambda _: browser.find_elements(By.CSS_SELECTOR, spoken))
