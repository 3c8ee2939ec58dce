"""A person with a telephone, at a terminal: used by `sms-line phone` and `sms-line demo`."""

import threading
import time
from collections.abc import Callable
from typing import Protocol

import click

from sms_line.app import Application
from sms_line.store import texts
from sms_line.store.pending import pending

SETTLES_WITHIN = 60.0
"""Seconds: the geocoder is asked three times, ten seconds each."""

_LOOK_EVERY = 0.1


class Telephone(Protocol):
    """Something that texts the line."""

    def send(self, sender: str, body: str) -> None:
        """Text the line as `sender` (E.164). Raises NotTaken."""
        ...


class Conversation:
    """One person's thread, printed as a transcript: `> ` theirs, `< ` the line's."""

    def __init__(self, application: Application, phone: Telephone, number: str) -> None:
        """`number`: who is texting, in E.164. Only what comes from now on is shown."""
        self._database = application.line.parts.database
        self._phone = phone
        self._number = number
        self._printing = threading.Lock()
        with self._database.read() as tx:
            self._shown = {each.id for each in texts.thread(tx, number)}

    def say(self, body: str, *, echo: bool) -> None:
        """Text the line and print its answer."""
        if echo:
            click.echo(f"> {body}")
        self._phone.send(self._number, body)
        self.show_news()

    def show_news(self) -> None:
        """Print what has come since the last look."""
        with self._printing, self._database.read() as tx:
            for each in texts.thread(tx, self._number):
                if each.id not in self._shown:
                    self._shown.add(each.id)
                    if each.outgoing:
                        click.echo("\n".join(f"< {line}" for line in each.body.splitlines()))

    def settle(self) -> None:
        """Wait until nothing is on its way any more, and print it as it comes."""
        deadline = time.monotonic() + SETTLES_WITHIN
        while time.monotonic() < deadline:
            with self._database.read() as tx:
                waiting = pending(tx, self._number)
            self.show_news()
            if not waiting:
                return
            time.sleep(_LOOK_EVERY)


class Background:
    """Does something over and over beside the conversation, until it is left."""

    def __init__(self, work: Callable[[], None], every: float = _LOOK_EVERY) -> None:
        """`every`: seconds."""
        self._work = work
        self._every = every
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._go_on, daemon=True)

    def __enter__(self) -> "Background":
        """Begin."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """End with the round that is under way."""
        self._leaving.set()
        self._thread.join(timeout=10)

    def _go_on(self) -> None:
        while not self._leaving.wait(self._every):
            self._work()


def carry_out(application: Application) -> None:
    """One round of a worker: all that is due."""
    application.sweep()
    application.bell.drain()
