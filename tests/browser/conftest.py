"""A real Chromium, headless, and a whole line in practice mode, served on loopback."""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from selenium import webdriver
from sqlalchemy import select, text
from werkzeug.serving import make_server

from sms_line.app import Application, build, prepare
from sms_line.broadcasting.starting import start
from sms_line.bundle_paths import FIXTURES
from sms_line.directory.sources import Folder
from sms_line.directory.sync import sync
from sms_line.settings import Settings
from sms_line.store import actions, broadcasts, texts
from sms_line.store.tables import calls
from tests.browser.chromium import Browsers, is_there

OpenBrowser = Callable[..., webdriver.Chrome]


class PractisedLine:
    """A running line and what happens to it behind the page's back."""

    def __init__(self, application: Application, url: str) -> None:
        self._application = application
        self._database = application.line.parts.database
        self.url = url

    def push(self, phone: str, body: str) -> None:
        """The line texts by itself, later."""
        number = self._application.settings.number
        with self._database.write() as tx:
            texts.queue(
                tx, phone=phone, line_number=number, body=body, action="", now=datetime.now(UTC)
            )
        self._application.errands.sender.sweep()
        queue = self._application.bell.queue
        while task := queue.dequeue():  # as a worker would
            queue.execute(task)

    def work(self) -> None:
        """What a worker does when the sweep comes round."""
        self._application.sweep()
        self._application.bell.drain()

    def start_broadcasts(self) -> None:
        """What a worker does within a second of a broadcast's time; nothing leaves yet."""
        with self._database.read() as tx:
            due = broadcasts.due_to_start(tx, datetime.now(UTC))
        for broadcast_id in due:
            start(self._application.line.parts, broadcast_id)

    def calls(self) -> list[str]:
        """Where each call stands, the oldest first."""
        with self._database.read() as tx:
            return list(tx.scalars(select(calls.c.status).order_by(calls.c.id)))

    @contextmanager
    def down(self) -> Iterator[None]:
        """Texts cannot be taken, while what was said can still be read."""
        with self._database.write() as tx:
            tx.execute(text("ALTER TABLE conversations RENAME TO conversations_away"))
        yield
        with self._database.write() as tx:
            tx.execute(text("ALTER TABLE conversations_away RENAME TO conversations"))


@pytest.fixture
def line(tmp_path: Path) -> Iterator[PractisedLine]:
    """The demo's action and legislators, in practice mode, on loopback."""
    application = build(
        Settings(
            database_url=f"sqlite:///{tmp_path / 'line.db'}",
            data_dir=tmp_path,
            secret_key="only for this test",
            geocoder_url="",
        )
    )
    prepare(application)
    now = datetime.now(UTC)
    database = application.line.parts.database
    sync(database, Folder(FIXTURES / "directory"), now)
    with database.write() as tx:
        source = (FIXTURES / "actions" / "freethemall.md").read_text()
        actions.add(tx, "freethemall", source, now)
    server = make_server("127.0.0.1", 0, application.server, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield PractisedLine(application, f"http://127.0.0.1:{server.server_port}/phone")
    server.shutdown()
    thread.join()
    server.server_close()
    application.close()


@pytest.fixture(scope="session")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browsers]:
    if not is_there():
        pytest.skip("needs Chromium: apt-get install chromium chromium-driver")
    kept = Browsers(tmp_path_factory.mktemp("profiles"))
    yield kept
    kept.close()


@pytest.fixture
def open_browser(browsers: Browsers) -> Iterator[OpenBrowser]:
    """Opens browsers of a given size; `script=False` is one without JavaScript."""
    with ExitStack() as opened:

        def open_one(
            width: int = 1280, height: int = 900, *, script: bool = True
        ) -> webdriver.Chrome:
            return opened.enter_context(browsers.lent(width, height, script=script))

        yield open_one
