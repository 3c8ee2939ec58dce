"""A real Chromium, headless, of a given size; Debian's own, so that nothing is downloaded."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, Scheme] = ("light", "dark")


def is_there() -> bool:
    """Are Chromium and its driver installed?"""
    return bool(shutil.which("chromium") and shutil.which("chromedriver"))


@contextmanager
def chromium(
    profile: Path, width: int = 1280, height: int = 900, *, script: bool = True
) -> Iterator[webdriver.Chrome]:
    """One browser with a profile of its own; `script=False` is one without JavaScript."""
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not script:
        block = {"profile.managed_default_content_settings.javascript": 2}
        options.add_experimental_option("prefs", block)
    driver = webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver") or ""))
    try:
        _prepare(driver, width, height)
        yield driver
    finally:
        driver.quit()


class Browsers:
    """Browsers that go from test to test, as new for each: to start one takes seconds."""

    def __init__(self, folder: Path) -> None:
        """`folder` holds their profiles."""
        self._folder = folder
        self._open = ExitStack()
        self._idle: dict[bool, list[webdriver.Chrome]] = {True: [], False: []}
        self._started = 0

    @contextmanager
    def lent(self, width: int, height: int, *, script: bool) -> Iterator[webdriver.Chrome]:
        """One that nobody else uses meanwhile."""
        browser = self._idle[script].pop() if self._idle[script] else self._start(script)
        _prepare(browser, width, height)
        yield browser
        _forget(browser)
        self._idle[script].append(browser)

    def close(self) -> None:
        """End them all."""
        self._open.close()

    def _start(self, script: bool) -> webdriver.Chrome:
        self._started += 1
        profile = self._folder / f"profile-{self._started}"
        return self._open.enter_context(chromium(profile, script=script))


def _prepare(browser: webdriver.Chrome, width: int, height: int) -> None:
    resize(browser, width, height)
    browser.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})


def _forget(browser: webdriver.Chrome) -> None:
    """A window that has seen nothing, in place of all others, and no cookie."""
    old = browser.window_handles
    browser.switch_to.new_window("tab")
    new = browser.current_window_handle
    for handle in old:
        browser.switch_to.window(handle)
        browser.close()
    browser.switch_to.window(new)
    browser.execute_cdp_cmd("Network.clearBrowserCookies", {})
    browser.execute_cdp_cmd("Network.clearBrowserCache", {})
    browser.get_log("browser")  # type: ignore[no-untyped-call]


def resize(browser: webdriver.Chrome, width: int, height: int) -> None:
    """Give the page's window this size, in CSS pixels."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def prefer(browser: webdriver.Chrome, scheme: Scheme, media: str = "screen") -> None:
    """What the person likes better; `media` may be "print"."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    wanted = {"media": media, "features": features}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", wanted)
