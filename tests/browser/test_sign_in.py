"""Signing in with a real browser: password and codes without a script, passkeys with one."""

import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pyotp
import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.common.virtual_authenticator import VirtualAuthenticatorOptions
from selenium.webdriver.support.ui import WebDriverWait
from werkzeug.serving import make_server

from sms_line.app import Application, build, prepare
from sms_line.settings import Settings
from sms_line.store.set_up_code import set_up_code
from tests.browser.conftest import OpenBrowser
from tests.browser.test_desk import complaints, heading, press

OWNER = "ana@line.example"


@dataclass
class NewLine:
    """A line that nobody can sign in to yet."""

    application: Application
    url: str

    def code(self) -> str:
        with self.application.line.parts.database.read() as tx:
            return set_up_code(tx, self.application.settings.secret_key)


@pytest.fixture
def line(tmp_path: Path) -> Iterator[NewLine]:
    """Served where its public address says: passkeys belong to an address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    url = f"http://localhost:{port}"
    application = build(
        Settings(
            database_url=f"sqlite:///{tmp_path / 'line.db'}",
            data_dir=tmp_path,
            public_url=url,
            secret_key="only for this test",
        )
    )
    prepare(application)
    server = make_server("localhost", port, application.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield NewLine(application, url)
    server.shutdown()
    thread.join()
    server.server_close()
    application.close()


def type_into(browser: Chrome, name: str, words: str) -> None:
    browser.find_element(By.NAME, name).send_keys(words)


def button(browser: Chrome, words: str) -> None:
    press(browser.find_element(By.XPATH, f"//main//button[. = '{words}']"))


def follow(browser: Chrome, words: str) -> None:
    press(browser.find_element(By.LINK_TEXT, words))


def sign_out(browser: Chrome) -> None:
    press(browser.find_element(By.XPATH, "//button[. = 'Sign out']"))
    assert heading(browser) == "You are signed out."
    follow(browser, "Sign in with a passkey")
    follow(browser, "Another way in")


def first_owner(browser: Chrome, line: NewLine) -> None:
    browser.get(line.url)
    assert heading(browser) == "Welcome. Nobody can sign in yet."
    type_into(browser, "code", line.code())
    type_into(browser, "email", OWNER)
    button(browser, "Make me the owner")
    assert heading(browser) == "The last 24 hours"


def test_password_and_codes_without_a_script(open_browser: OpenBrowser, line: NewLine) -> None:
    browser = open_browser(script=False)
    first_owner(browser, line)
    follow(browser, f"{OWNER}, owner")
    type_into(browser, "password", "four plain words here")
    button(browser, "Set this password")
    follow(browser, "Set up codes of an app")
    assert browser.find_element(By.CSS_SELECTOR, ".qr svg").size["width"] > 150
    totp = pyotp.TOTP(browser.find_element(By.ID, "secret").text.replace(" ", ""))
    type_into(browser, "code", totp.now())
    button(browser, "Ask me for codes from now on")
    recovery = browser.find_element(By.CSS_SELECTOR, ".codes code").text
    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", recovery)
    used = totp.timecode(datetime.now(UTC))
    sign_out(browser)
    type_into(browser, "email", OWNER)
    type_into(browser, "password", "four plain words here")
    button(browser, "Sign in")
    assert heading(browser) == "One more step."
    type_into(browser, "code", totp.generate_otp(used))
    button(browser, "Go on")
    assert "was used before" in browser.find_element(By.ID, "problem").text
    # The next half minute's code is taken already: clocks differ.
    type_into(browser, "code", totp.generate_otp(used + 1))
    button(browser, "Go on")
    assert heading(browser) == "The last 24 hours"
    assert [each for each in complaints(browser) if "UNAUTHORIZED" not in each] == []


def with_a_key(browser: Chrome, *, known: bool = True) -> None:
    """A security key, or a phone, that knows its person."""
    options = VirtualAuthenticatorOptions(
        transport=VirtualAuthenticatorOptions.Transport.INTERNAL,
        has_resident_key=True,
        has_user_verification=True,
        is_user_verified=known,
    )
    browser.add_virtual_authenticator(options)


def add_passkey(browser: Chrome) -> None:
    follow(browser, f"{OWNER}, owner")
    follow(browser, "Add a passkey")
    type_into(browser, "name", "my phone")
    button(browser, "Make a passkey")
    assert heading(browser) == "Your recovery codes"
    follow(browser, "I have them")
    assert "my phone" in browser.find_element(By.TAG_NAME, "main").text


def test_a_passkey_alone_opens_the_door(open_browser: OpenBrowser, line: NewLine) -> None:
    browser = open_browser()
    with_a_key(browser)
    first_owner(browser, line)
    add_passkey(browser)
    sign_out(browser)
    follow(browser, "Sign in with a passkey")
    button(browser, "Use my passkey")
    assert heading(browser) == "The last 24 hours"
    follow(browser, f"{OWNER}, owner")
    button(browser, "Remove my phone")
    sign_out(browser)
    follow(browser, "Sign in with a passkey")
    button(browser, "Use my passkey")
    assert "does not open this door" in browser.find_element(By.TAG_NAME, "main").text
    assert complaints(browser) == []


def test_a_passkey_after_a_password(open_browser: OpenBrowser, line: NewLine) -> None:
    browser = open_browser()
    with_a_key(browser)
    first_owner(browser, line)
    add_passkey(browser)
    type_into(browser, "password", "four plain words here")
    button(browser, "Set this password")
    sign_out(browser)
    type_into(browser, "email", OWNER)
    type_into(browser, "password", "four plain words here")
    button(browser, "Sign in")
    assert heading(browser) == "One more step."
    button(browser, "Use my passkey")
    assert heading(browser) == "The last 24 hours"


def test_an_answer_is_good_once(open_browser: OpenBrowser, line: NewLine) -> None:
    """What a passkey has answered, sent once more, opens nothing."""
    browser = open_browser()
    with_a_key(browser)
    first_owner(browser, line)
    add_passkey(browser)
    sign_out(browser)
    follow(browser, "Sign in with a passkey")
    browser.execute_script("HTMLFormElement.prototype.submit = function () { window.held = true; }")
    browser.find_element(By.XPATH, "//main//button").send_keys(Keys.ENTER)
    WebDriverWait(browser, 10, 0.05).until(lambda b: b.execute_script("return window.held"))
    answer = browser.execute_script("return document.forms[0].elements.credential.value")
    token = browser.execute_script("return document.forms[0].elements.csrf_token.value")
    cookie = browser.get_cookie("desk")
    assert cookie
    for where in ("/", "/sign-in/passkey?refused="):
        client = line.application.server.test_client()
        client.set_cookie("desk", cookie["value"], domain="localhost")
        sent = client.post("/sign-in/passkey", data={"csrf_token": token, "credential": answer})
        assert sent.location == where


def test_a_key_that_does_not_know_its_person_is_not_enough(
    open_browser: OpenBrowser, line: NewLine
) -> None:
    browser = open_browser()
    with_a_key(browser, known=False)
    first_owner(browser, line)
    follow(browser, f"{OWNER}, owner")
    follow(browser, "Add a passkey")
    type_into(browser, "name", "somebody's phone")
    browser.find_element(By.XPATH, "//main//button").send_keys(Keys.ENTER)
    trouble = browser.find_element(By.CSS_SELECTOR, "[data-trouble]")
    WebDriverWait(browser, 10, 0.05).until(lambda _: trouble.is_displayed())
    assert "Nothing has changed" in trouble.text


def test_without_a_script_a_passkey_page_says_so(open_browser: OpenBrowser, line: NewLine) -> None:
    browser = open_browser(script=False)
    first_owner(browser, line)
    follow(browser, f"{OWNER}, owner")
    follow(browser, "Add a passkey")
    assert "needs JavaScript" in browser.find_element(By.TAG_NAME, "main").text
