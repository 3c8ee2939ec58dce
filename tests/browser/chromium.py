"""A real Chromium, headless, of a given size; Debian's own, so that nothing is downloaded."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
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
        resize(driver, width, height)
        driver.execute_cdp_cmd("Emulation.setScrollbarsHidden", {"hidden": True})
        yield driver
    finally:
        driver.quit()


def resize(browser: webdriver.Chrome, width: int, height: int) -> None:
    """Give the page's window this size, in CSS pixels."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def prefer(browser: webdriver.Chrome, scheme: Scheme, media: str = "screen") -> None:
    """What the person likes better; `media` may be "print"."""
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    wanted = {"media": media, "features": features}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", wanted)
