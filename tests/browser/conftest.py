"""A real Chromium, headless, and the pages that it looks at, served on loopback."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from werkzeug.serving import make_server

from tests.doubles.practice_line import KeptTexts, small_app

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

OpenBrowser = Callable[..., webdriver.Chrome]


@pytest.fixture
def line() -> KeptTexts:
    return KeptTexts()


@pytest.fixture
def phone_url(line: KeptTexts) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, small_app(line), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/phone"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_browser(tmp_path: Path) -> Iterator[OpenBrowser]:
    """Opens browsers of a given size; `script=False` is one without JavaScript."""
    chromium, chromedriver = shutil.which("chromium"), shutil.which("chromedriver")
    if not chromium or not chromedriver:
        pytest.skip("needs Chromium: apt-get install chromium chromium-driver")
    with ExitStack() as opened:

        def open_one(
            width: int = 1280, height: int = 900, *, script: bool = True
        ) -> webdriver.Chrome:
            options = webdriver.ChromeOptions()
            options.binary_location = chromium
            for flag in FLAGS:
                options.add_argument(flag)
            profile = tmp_path / f"profile-{width}-{script}"
            options.add_argument(f"--user-data-dir={profile}")
            options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
            if not script:
                block = {"profile.managed_default_content_settings.javascript": 2}
                options.add_experimental_option("prefs", block)
            driver = webdriver.Chrome(options=options, service=Service(chromedriver))
            opened.callback(driver.quit)
            metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
            return driver

        yield open_one
