"""`sms-line demo`: a supporter's whole action through a running line, then a line to play with."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import click
import urllib3

from sms_line import settings
from sms_line.app import Application, build, prepare
from sms_line.bundle_paths import FIXTURES
from sms_line.cli.practice import Conversation
from sms_line.core.counted import counted
from sms_line.directory.sources import Folder
from sms_line.directory.sync import sync
from sms_line.store import actions, organizers, sign_in
from sms_line.store.audit import COMMAND_LINE
from sms_line.web.phone import NotTaken
from sms_line.web.practice import signed_text

SUPPORTER = "+13075550142"
ORGANIZER = "you@example.org"
STORY = (
    "FREE!",
    "82001",
    "Ana Diaz",
    "yes",
    "My grandmother came here with nothing and built a bakery.",
    "YES",
)
STARTS_WITHIN = 30.0
"""Seconds until the server must answer."""


@click.command()
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--once", is_flag=True, help="End after the conversation.")
def demo(port: int, once: bool) -> None:
    """Play a supporter's whole action through a line of its own, and print it."""
    signal.signal(signal.SIGTERM, _interrupt)
    with tempfile.TemporaryDirectory(prefix="sms-line-demo-") as folder:
        port = _free(port)
        environment = _environment(Path(folder), port)
        application = build(settings.read(environment, env_file=Path(folder) / ".env"))
        _fill(application)
        with _serving(environment, port), contextlib.suppress(KeyboardInterrupt):
            _play(application, port)
            if not once:
                _stay(application, port)
        application.close()


def _environment(folder: Path, port: int) -> dict[str, str]:
    """A line of its own: whatever is set for the real one stays out of it."""
    theirs = ("SMS_LINE_", "TWILIO_")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(theirs)}
    return {
        **kept,
        "SMS_LINE_DATA_DIR": str(folder),
        "SMS_LINE_PUBLIC_URL": f"http://127.0.0.1:{port}",
        # The demo needs no internet: an address is then settled by choosing a name.
        "SMS_LINE_GEOCODER_URL": "",
    }


def _free(port: int) -> int:
    """This port, or another one if somebody has it."""
    for candidate in (port, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind(("127.0.0.1", candidate))
                found: int = probe.getsockname()[1]
                if found != port:
                    click.echo(f"Port {port} is taken, so this is on {found}.", err=True)
                return found
    raise click.ClickException("There is no free port on this machine.")


def _fill(application: Application) -> None:
    prepare(application)
    database, now = application.line.parts.database, datetime.now(UTC)
    sync(database, Folder(FIXTURES / "directory"), now)
    source = (FIXTURES / "actions" / "freethemall.md").read_text("utf-8")
    with database.write() as tx:
        actions.add(tx, "freethemall", source, now)


@contextlib.contextmanager
def _serving(environment: dict[str, str], port: int) -> Iterator[None]:
    """`sms-line serve` with its worker, as an organizer would start it."""
    command = [sys.executable, "-m", "sms_line", "serve", "--port", str(port)]
    with open(Path(environment["SMS_LINE_DATA_DIR"]) / "log", "wb") as log:
        server = subprocess.Popen(  # noqa: S603 - our own command
            command, env=environment, cwd=environment["SMS_LINE_DATA_DIR"], stderr=log, stdout=log
        )
    try:
        _wait_until_ready(server, port)
        yield
    finally:
        server.terminate()
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait_until_ready(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + STARTS_WITHIN
    with urllib3.PoolManager(retries=False, timeout=2) as http:
        while time.monotonic() < deadline and server.poll() is None:
            with contextlib.suppress(urllib3.exceptions.HTTPError):
                if http.request("GET", f"http://127.0.0.1:{port}/readyz").status == 200:
                    return
            time.sleep(0.05)
    raise click.ClickException("The server did not start; run sms-line doctor to see why.")


class WirePhone:
    """A telephone that posts to the running server as Twilio would."""

    def __init__(self, application: Application, port: int) -> None:
        """The server listens on `port` of this machine."""
        self._application = application
        self._url = f"http://127.0.0.1:{port}/twilio/sms"
        self._http = urllib3.PoolManager(retries=False, timeout=15)

    def send(self, sender: str, body: str) -> None:
        """Post a signed text. Raises NotTaken."""
        form, headers = signed_text(
            self._application.signature, sender, self._application.settings.number, body
        )
        answer = self._http.request("POST", self._url, fields=form, headers=headers)
        if answer.status != 200:
            raise NotTaken


def _play(application: Application, port: int) -> None:
    conversation = Conversation(application, WirePhone(application, port), SUPPORTER)
    click.echo(f"A supporter texts {application.settings.number}:\n")
    for text in STORY:
        conversation.say(text, echo=True)
    conversation.settle()
    letters = sorted((application.settings.data_dir / "outbox").glob("*.eml"))
    messages = [message_from_bytes(path.read_bytes(), policy=policy.default) for path in letters]
    click.echo(f"\n{counted(len(messages), 'letter')} left:\n")
    for message in messages:
        click.echo(f"* to {message['To']}: {message['Subject']}")
    if len(messages) != 3:
        raise click.ClickException("Three letters were to leave; please report this.")
    body = messages[0].get_body()
    click.echo(f"\nThe first of them:\n\n{_indented(body.get_content() if body else '')}")


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.strip().splitlines())


def _stay(application: Application, port: int) -> None:
    number, desk = application.settings.number, _way_in(application)
    click.echo(
        f"\nNow you: text FREE to {number} on the practice phone, http://127.0.0.1:{port}/phone"
        "\nYou can ring the line there too: press Call, and the offices are yours to play."
        f"\nThe organizers' pages: {desk}"
        "\nCtrl-C ends; nothing of this is kept."
    )
    while True:
        time.sleep(3600)


def _way_in(application: Application) -> str:
    """A sign-in link for an organizer of this line."""
    database, now = application.line.parts.database, datetime.now(UTC)
    with database.write() as tx:
        organizer, _ = organizers.add(tx, ORGANIZER, None, now)
        token = sign_in.make_link(database, tx, organizer, COMMAND_LINE, now)
    return f"{application.settings.public_url}/sign-in/{token}"


def _interrupt(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt
