"""Every page in a real Chromium, phone and desk, light and dark: axe-core, console, width."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome

from tests.browser.chromium import chromium, is_there, prefer, resize
from tests.browser.furnished import Furnished, furnished, served
from tests.browser.scenes import Scene, scenes
from tests.browser.walking import SAMPLES, Page, come_as, empty_pages, pages

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
PHONE, DESK = (390, 844), (1280, 900)

_RUN = """
    const done = arguments[arguments.length - 1];
    const options = arguments[0].length
      ? {runOnly: {type: "rule", values: arguments[0]}}
      : {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]};
    axe.run(document, {...options, resultTypes: ["violations"], preload: false}).then(
      (found) => done(found.violations
        .filter((each) => ["serious", "critical"].includes(each.impact))
        .flatMap((each) => each.nodes.map((node) =>
          each.id + ": " + node.target.join(" ") + " " + node.failureSummary))),
      (error) => done([String(error)]));
"""
_WIDER = """
    const page = document.documentElement;
    if (page.scrollWidth <= page.clientWidth) return [];
    return [...document.querySelectorAll("body *")]
      .filter((e) => e.getBoundingClientRect().right > page.clientWidth + 1)
      .slice(0, 3).map((e) => "wider than the screen: " + e.outerHTML.slice(0, 90))
      .concat("the page scrolls sideways");
"""
_WIDTH_DECIDES = (
    "color-contrast",
    "target-size",
    "scrollable-region-focusable",
    "link-in-text-block",
)
"""All other rules say of a phone what they have said of the desk."""
_EXPECTED = ("/favicon.ico",)
_REFUSED = "the server responded with a status of 4"
"""The console says so of a page that is meant to refuse, or to say that something is not there."""


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Furnished]:
    with furnished(tmp_path_factory.mktemp("furnished")) as opened:
        yield opened


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    if not is_there():
        pytest.skip("needs Chromium: apt-get install chromium chromium-driver")
    with chromium(tmp_path_factory.mktemp("profile")) as opened:
        opened.set_script_timeout(30)
        yield opened


def test_every_page_can_be_used_by_everybody(line: Furnished, browser: Chrome) -> None:
    assert _walked(browser, line, pages(line)) >= 55, "the walk has lost its way"


def test_what_comes_of_doing_something_can_be_used(browser: Chrome, tmp_path: Path) -> None:
    with furnished(tmp_path) as line:
        assert _walked(browser, line, scenes(line)) >= 16


def test_every_page_can_be_used_before_there_is_anything(browser: Chrome, tmp_path: Path) -> None:
    with served(tmp_path) as (line, _):
        assert _walked(browser, line, empty_pages(line)) >= 18


def _walked(browser: Chrome, line: Furnished, walk: Iterator[Page]) -> int:
    """How many pages there are, all without a fault."""
    faults: dict[str, list[str]] = {}
    seen, visitor = 0, None
    for page in walk:
        if page.visitor is not visitor:
            visitor = page.visitor
            come_as(browser, line, visitor)
        if found := _faults(browser, line, page):
            faults[page.name if isinstance(page, Scene) else page.address] = found
        seen += 1
    told = "\n".join(f"{address}\n  " + "\n  ".join(these) for address, these in faults.items())
    assert not faults, told
    return seen


def test_the_samples_name_only_what_is_there(line: Furnished) -> None:
    rules = {rule.rule for rule in line.application.server.url_map.iter_rules()}
    assert SAMPLES.keys() <= rules


def _faults(browser: Chrome, line: Furnished, page: Page) -> list[str]:
    """What is wrong with one page, at both widths, light and dark: colours are the same at both."""
    resize(browser, *DESK)
    prefer(browser, "light")
    browser.get(f"{line.url}{page.address}")
    if isinstance(page, Scene):
        page.deed(browser)
    found = [f"console: {each}" for each in _complaints(browser)]
    browser.execute_script(AXE)
    found += _axe(browser, "desk, light")
    prefer(browser, "dark")
    resize(browser, *PHONE)
    found += _axe(browser, "phone, dark", "color-contrast")
    prefer(browser, "light")
    found += _axe(browser, "phone, light", *_WIDTH_DECIDES)
    return found + list(browser.execute_script(_WIDER))


def _axe(browser: Chrome, where: str, *rules: str) -> list[str]:
    """Serious and critical violations; all rules, or some that the colours decide."""
    violations: list[Any] = browser.execute_async_script(_RUN, list(rules))
    return [f"{where}: {each}" for each in violations]


def _complaints(browser: Chrome) -> list[str]:
    log: list[dict[str, str]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    said = [entry["message"] for entry in log if entry["level"] == "SEVERE"]
    return [each for each in said if _REFUSED not in each and not each.endswith(_EXPECTED)]
