"""Downloading: from a web address that serves a folder, and from one that has a bad day."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from sms_line.directory import sources
from sms_line.directory.gathered import SyncFailed
from sms_line.directory.gathering import gather
from sms_line.directory.sources import Folder, census_file, opened, publishers, website
from sms_line.directory.status import status
from sms_line.directory.sync import sync
from sms_line.store.database import Database
from sms_line.store.migrate import migrate
from tests.directory.conftest import NOW, SAMPLE, Answer, Server, reply


@contextmanager
def silent(_: str, __: int | None) -> Iterator[Callable[[int], None]]:
    yield lambda _: None


def _folder(path: Path) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        file = path / request.path.removeprefix("/")
        if not file.is_file():
            return reply(request, b"no such file", 404)
        modified = "Mon, 15 Jun 2026 10:00:00 GMT"
        return reply(request, file.read_bytes(), Last_Modified=modified)

    return answer


def test_a_web_address_that_serves_a_folder(database: Database, web: Server) -> None:
    web.answer = _folder(SAMPLE)
    sync(database, website(web.url + "/", silent), NOW)
    loaded = status(database, NOW)
    assert loaded is not None
    assert (loaded.senators, loaded.representatives) == (10, 13)
    assert loaded.edition.source == web.url + "/"


def test_a_file_is_dated_by_its_last_change(web: Server) -> None:
    web.answer = _folder(SAMPLE)
    found = website(web.url, silent).read("zip_districts.csv")
    assert found is not None
    assert found.as_of == date(2026, 6, 15)
    web.answer = lambda request: reply(request, b"no date")
    found = website(web.url, silent).read("zip_districts.csv")
    assert found is not None
    assert found.as_of == datetime.now(UTC).date()


def test_provenance_is_a_better_witness_than_a_copys_date(tmp_path: Path, sample: Path) -> None:
    (sample / "PROVENANCE.md").write_text(
        "| file | what | source | date | licence |\n"
        "|---|---|---|---|---|\n"
        "| zip_districts.csv | pairs of the 119th Congress | by way of 2 | 2024-10-24 | free |\n"
    )
    assert gather(Folder(sample), NOW).lines.as_of == date(2024, 10, 24)


def test_a_password_in_an_address_is_not_shown(web: Server) -> None:
    address = web.url.replace("://", "://somebody:secret@")
    assert website(address, silent).name == web.url


def test_progress_is_told_in_bytes(web: Server) -> None:
    told: list[tuple[str, int | None, int]] = []

    @contextmanager
    def progress(file: str, length: int | None) -> Iterator[Callable[[int], None]]:
        sizes: list[int] = []
        yield sizes.append
        told.append((file, length, sum(sizes)))

    web.answer = _folder(SAMPLE)
    website(web.url, progress).read("zip_places.csv")
    size = (SAMPLE / "zip_places.csv").stat().st_size
    assert told == [("zip_places.csv", size, size)]


def test_a_passing_failure_is_tried_again(web: Server) -> None:
    answers = iter([503, 500, 200])
    web.answer = lambda request: reply(request, b"at last", next(answers))
    found = website(web.url, silent, pause=0).read("zip_places.csv")
    assert found is not None
    assert found.data == b"at last"


def _cut_short(request: BaseHTTPRequestHandler) -> None:
    reply(request, b"half a fi", length="20")
    request.close_connection = True


def _hung_up(request: BaseHTTPRequestHandler) -> None:
    request.close_connection = True


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        (_cut_short, "could not be downloaded whole from 127.0.0.1"),
        (_hung_up, "could not be downloaded whole from 127.0.0.1"),
        (lambda request: reply(request, b"", 503), "127.0.0.1 answered 503 for sample.yaml."),
        (lambda request: reply(request, b"", 403), "127.0.0.1 answered 403 for sample.yaml."),
        (
            lambda request: reply(request, b"", 404),
            "There is no legislators-current.json and no legis",
        ),
        (lambda request: reply(request, b"<html>Welcome!"), "sample.yaml: entry 1 is not of"),
        (lambda request: reply(request, b"0" * 2000), "sample.yaml is too large"),
    ],
)
def test_a_bad_day_leaves_the_old_data(
    tmp_path: Path,
    web: Server,
    answer: Answer,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'line.db'}")
    migrate(database)
    sync(database, Folder(SAMPLE), NOW)
    before = status(database, NOW)
    monkeypatch.setattr(sources, "LARGEST_FILE", 1000)
    web.answer = answer
    with pytest.raises(SyncFailed) as refused:
        sync(database, website(web.url, silent, pause=0), NOW)
    assert sentence in str(refused.value)
    assert status(database, NOW) == before
    database.close()


def test_nobody_at_the_address() -> None:
    # Port 1 on this machine: refused at once.
    with pytest.raises(SyncFailed, match="check the network and try again"):
        gather(website("http://127.0.0.1:1", silent, pause=0), NOW)


def test_the_publishers_have_upstream_files_only() -> None:
    source = publishers(silent)
    # Nothing is asked of the network for what a publisher cannot have.
    for file in ("sample.yaml", "PROVENANCE.md", "zip_districts.csv", "zip_places.csv"):
        assert source.read(file) is None
    assert census_file(119) == "tab20_cd11920_zcta520_natl.txt"


def test_what_from_means(tmp_path: Path) -> None:
    assert opened(None, silent).name == "the public addresses"
    assert opened("https://example.org/data", silent).name == "https://example.org/data"
    assert opened(str(tmp_path), silent).name == str(tmp_path)


def test_a_folders_file_that_is_too_large(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST_FILE", 10)
    with pytest.raises(SyncFailed, match="too large"):
        Folder(sample).read("zip_places.csv")
