"""A visitor of an action's public page, without scripts: reads the page, fills in its forms."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any, Protocol

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from sms_line.app import Application
from sms_line.web.pages.robots import QUICKEST


class Moving(Protocol):
    """A clock that a test moves."""

    moment: datetime


class Reading(HTMLParser):
    """What a page says (everything of the class "said"), and the answers that its forms offer."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said: list[str] = []
        self.inputs: dict[str, str] = {}
        self._open: str | None = None
        self._deep = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in {"input", "button", "textarea"} and "name" in given:
            self.inputs.setdefault(given["name"], given.get("value", ""))
        if self._open is not None and tag not in {"input", "br"}:
            self._deep += 1
        elif "said" in given.get("class", "").split():
            self._open, self._deep = "", 0

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self._open += data

    def handle_endtag(self, tag: str) -> None:
        if self._open is None:
            return
        if self._deep:
            self._deep -= 1
            return
        self.said.append(" ".join(self._open.split()))
        self._open = None


@dataclass
class Visitor:
    """One browser on one action's page."""

    application: Application
    clock: Any
    slug: str
    language: str = "en"
    page: TestResponse = field(init=False)
    client: FlaskClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.application.server.test_client()
        self.look()

    def look(self) -> list[str]:
        """Open the page; what it says."""
        self.page = self.client.get(f"/a/{self.slug}?lang={self.language}")
        return self.said

    @property
    def said(self) -> list[str]:
        return Reading(self.page.text).said

    def fill_in(self, answers: dict[str, str], path: str = "") -> list[str]:
        """Post these answers as the page's form would; what the page says then."""
        form = {"token": self.token, "lang": self.language, "website": "", **answers}
        if "phrases" in Reading(self.page.text).inputs:
            form.setdefault("phrases", "asked")
        self.clock.moment += QUICKEST + timedelta(seconds=1)
        self.page = self.client.post(f"/a/{self.slug}{path}", data=form)
        if self.page.status_code == 303:
            self.page = self.client.get(self.page.headers["Location"])
        return self.said

    def asks_to_be_rung(self, number: str) -> bool:
        """Give a number to the form "Call"; whether the page takes it."""
        self.fill_in({"phone": number}, "/call")
        return 'class="noted"' in self.page.text

    @property
    def token(self) -> str:
        found = re.search(r'name="token" value="([^"]*)"', self.page.text)
        return unescape(found[1]) if found else ""
