"""Pictures of every page, to be looked at: `python -m tests.browser.screenshots FOLDER [WORD]`.

Each at three widths, light and dark, whole length, with something in every list; `WORD` picks the
names that hold it. Printed pages end in `-print`; those of a line that nobody has used yet begin
with `empty-`, what comes of doing something with `then-`.
"""

import base64
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from selenium.webdriver import Chrome

from tests.browser.chromium import SCHEMES, chromium, is_there, prefer, resize
from tests.browser.furnished import Furnished, furnished, served
from tests.browser.scenes import Scene, scenes
from tests.browser.walking import Page, come_as, empty_pages, pages

WIDTHS = (390, 1024, 1920)
_HEIGHTS = {390: 844, 1024: 768, 1920: 1080}
_TALLEST = 6000
"""Pixels of a page's length that are kept."""


def take(folder: Path, word: str = "") -> int:
    """Put the pictures into this folder; how many pages were seen."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as kept:
        used, unused = Path(kept) / "used", Path(kept) / "unused"
        used.mkdir()
        unused.mkdir()
        with chromium(Path(kept) / "profile") as browser:
            with furnished(used) as line:
                seen = _walked(browser, line, pages(line), folder, word)
                seen += _walked(browser, line, scenes(line), folder, word, "then-")
            with served(unused) as (line, _):
                return seen + _walked(browser, line, empty_pages(line), folder, word, "empty-")


def _walked(
    browser: Chrome,
    line: Furnished,
    walk: Iterator[Page],
    folder: Path,
    word: str,
    prefix: str = "",
) -> int:
    visitor, taken = None, Counter[str]()
    for page in walk:
        name = f"{prefix}{page.name if isinstance(page, Scene) else _name(page.address)}"
        if word not in name:
            continue
        if page.visitor is not visitor:
            visitor = page.visitor
            come_as(browser, line, visitor)
        browser.get(f"{line.url}{page.address}")
        if isinstance(page, Scene):
            page.deed(browser)
        taken[name] += 1  # one address, as several people see it
        _page(browser, folder / (f"{name}-as-{taken[name]}" if taken[name] > 1 else name))
    return taken.total()


def _page(browser: Chrome, path: Path) -> None:
    for width in WIDTHS:
        resize(browser, width, _HEIGHTS[width])
        for scheme in SCHEMES:
            prefer(browser, scheme)
            path.with_name(f"{path.name}-{width}-{scheme}.png").write_bytes(_picture(browser))
    prefer(browser, "light", "print")
    resize(browser, 794, 1123)
    path.with_name(f"{path.name}-print.png").write_bytes(_picture(browser))
    prefer(browser, "light")


def _picture(browser: Chrome) -> bytes:
    size = browser.execute_cdp_cmd("Page.getLayoutMetrics", {})["cssContentSize"]
    clip = {**size, "height": min(size["height"], _TALLEST), "scale": 1}
    wanted = {"captureBeyondViewport": True, "clip": clip, "format": "png"}
    return base64.b64decode(browser.execute_cdp_cmd("Page.captureScreenshot", wanted)["data"])


def _name(address: str) -> str:
    """The address as a file's name; secrets in it are cut."""
    return re.sub(r"\W+", "-", address).strip("-")[:40] or "today"


if __name__ == "__main__":
    if len(sys.argv) not in {2, 3}:
        sys.exit("Say where the pictures go: python -m tests.browser.screenshots FOLDER [WORD]")
    if not is_there():
        sys.exit("This needs Chromium: apt-get install chromium chromium-driver")
    print(take(Path(sys.argv[1]), *sys.argv[2:]), "pages")
