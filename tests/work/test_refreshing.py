"""A worker fetches who represents whom anew by night, and keeps what it has where that fails."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from threading import Thread

import pytest

from sms_line.bundle_paths import FIXTURES
from sms_line.directory.sources import opened
from sms_line.directory.sync import sync
from sms_line.store import directory_rows
from sms_line.store.directory_rows import EditionRow
from sms_line.work.refreshing import is_due
from tests.directory.test_sources import silent
from tests.whole_line import WholeLine

EVENING = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


@pytest.fixture
def web(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A web address with the fixtures' data, and the folder behind it."""
    folder = copytree(FIXTURES / "directory", tmp_path / "published")

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """The tests' output is for the tests."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", folder
        server.shutdown()
        thread.join()


def in_use(line: WholeLine) -> EditionRow:
    with line.database.read() as tx:
        number = directory_rows.newest(tx)
        assert number
        found = directory_rows.edition(tx, number)
    assert found
    return found


def work_at(line: WholeLine, moment: datetime) -> datetime:
    """What a worker does then; when the data in use were loaded."""
    line.clock.moment = moment
    line.work()
    return in_use(line).loaded_at


def test_by_night_and_not_twice(line: WholeLine, web: tuple[str, Path]) -> None:
    sync(line.database, opened(web[0], silent), EVENING)
    assert work_at(line, EVENING + timedelta(hours=7)) == EVENING, "they are of yesterday evening"
    assert work_at(line, EVENING + timedelta(hours=21)) == EVENING, "it is evening again"
    night = EVENING + timedelta(hours=31)
    assert work_at(line, night) == night
    assert work_at(line, night + timedelta(hours=1)) == night


def test_what_fails_is_tried_again_an_hour_later(
    line: WholeLine, web: tuple[str, Path], caplog: pytest.LogCaptureFixture
) -> None:
    sync(line.database, opened(web[0], silent), EVENING)
    members = web[1] / "legislators-current.yaml"
    good = members.read_bytes()
    members.write_bytes(good[:1000])
    night = EVENING + timedelta(hours=31)
    assert work_at(line, night) == EVENING
    assert "data not refreshed" in caplog.text
    members.write_bytes(good)
    assert work_at(line, night + timedelta(minutes=20)) == EVENING
    assert work_at(line, night + timedelta(minutes=70)) == night + timedelta(minutes=70)
    assert line.walk().startswith("Thank you, Ana."), "the line goes on"


def edition(source: str) -> EditionRow:
    day = date(2026, 11, 23)
    return EditionRow(EVENING, source, False, day, day, 119, EVENING, EVENING, "")


DUE = [
    ("the public addresses", 31, True, "the next night"),
    ("the public addresses", 20, False, "by day broadcasts leave"),
    ("the public addresses", 7, False, "the first night comes too soon"),
    ("the public addresses", 72, True, "any hour is better than none"),
    ("https://data.example.org", 31, True, "a group's own copy"),
    ("/srv/data", 310, False, "somebody brings a folder's files, and says when"),
]


@pytest.mark.parametrize(("source", "hours", "due", "why"), DUE)
def test_when_it_is_due(source: str, hours: int, due: bool, why: str) -> None:
    assert is_due(edition(source), EVENING + timedelta(hours=hours)) is due, why
