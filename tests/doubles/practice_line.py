"""A small honest line for the practice phone's page: it keeps texts and answers each with words."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Flask

from sms_line.web.phone import NotTaken, PhoneText, phone_pages

START = datetime(2026, 11, 23, 14, 5, tzinfo=UTC)


class KeptTexts:
    """A `PracticePhone` that holds its texts in memory."""

    number = "55555"

    def __init__(self) -> None:
        self.down = False
        self._texts: list[tuple[str, PhoneText]] = []
        self._lock = threading.Lock()

    def suggestions(self) -> Sequence[str]:
        return ["FREE", "LIBRES"]

    def send(self, sender: str, body: str) -> None:
        if self.down:
            raise NotTaken
        with self._lock:
            self._add(sender, body, outgoing=False)
            self._add(sender, f"You wrote: {body}", outgoing=True)

    def push(self, sender: str, body: str) -> None:
        """The line texts by itself, later."""
        with self._lock:
            self._add(sender, body, outgoing=True)

    def texts(self, sender: str, after: int) -> Sequence[PhoneText]:
        with self._lock:
            return [text for owner, text in self._texts if owner == sender and text.id > after]

    def _add(self, sender: str, body: str, *, outgoing: bool) -> None:
        text = PhoneText(len(self._texts) + 1, outgoing, body, START)
        self._texts.append((sender, text))


def small_app(line: KeptTexts) -> Flask:
    """An application with the practice phone and nothing else."""
    app = Flask("practice", static_folder=None)
    app.register_blueprint(phone_pages(line))
    return app
