"""Small sets of public files for the tests: the practice sample, and a made-up whole country."""

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from sms_line.bundle_paths import FIXTURES
from sms_line.directory.seats import DELEGATIONS, SEATS, all_seats
from sms_line.directory.sources import Folder
from sms_line.directory.sync import sync
from sms_line.store.database import Database

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)
SAMPLE = FIXTURES / "directory"


@pytest.fixture
def practised(database: Database) -> Database:
    """A database with the practice sample."""
    sync(database, Folder(SAMPLE), NOW)
    return database


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the practice sample, to be spoilt."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "sample"))


@dataclass
class Country:
    """A whole country of made-up members, in the upstream shapes; change it, then write it."""

    members: list[dict[str, Any]] = field(default_factory=list)
    offices: list[dict[str, Any]] = field(default_factory=list)
    lines: list[tuple[str, str, int]] = field(default_factory=list)
    provenance: str = ""

    def write(self, folder: Path) -> Path:
        folder.mkdir(exist_ok=True)
        (folder / "legislators-current.json").write_text(json.dumps(self.members))
        (folder / "legislators-district-offices.json").write_text(json.dumps(self.offices))
        with (folder / "zip_districts.csv").open("w", newline="") as file:
            csv.writer(file).writerows([("zip", "state", "district"), *self.lines])
        # A table of places spares these tests the package of the whole post, which takes a second.
        (folder / "zip_places.csv").write_text("zip_code,city,state,timezone,lat,long\n")
        if self.provenance:
            (folder / "PROVENANCE.md").write_text(self.provenance)
        return folder

    def drop(self, state: str, district: int | None) -> None:
        """Leave out whoever holds this seat; None: the state's junior senator."""
        self.members = [m for m in self.members if not _holds(m["terms"][-1], state, district)]


def _holds(term: dict[str, Any], state: str, district: int | None) -> bool:
    if term["state"] != state:
        return False
    return term.get("district") == district and term.get("state_rank") != "senior"


@pytest.fixture
def country() -> Country:
    made = Country()
    for state in SEATS.keys() - DELEGATIONS:
        for rank in ("junior", "senior"):
            _add(made, {"type": "sen", "state": state, "state_rank": rank, "end": "2029-01-03"})
    seats = sorted(all_seats())
    for seat in seats:
        _add(made, {"type": "rep", "state": seat.state, "district": seat.number})
    made.lines = [
        (f"{number:05}", seats[number % 441].state, seats[number % 441].number)
        for number in range(10_000, 43_791)
    ]
    return made


def _add(made: Country, term: dict[str, Any]) -> None:
    bioguide = f"X{len(made.members):06}"
    term = {"start": "2025-01-03", "end": "2027-01-03", "phone": "202-555-0100", **term}
    name = {"first": "Ana", "last": f"Number{len(made.members)}"}
    made.members.append({"id": {"bioguide": bioguide}, "name": name, "terms": [term]})
    made.offices.append(
        {
            "id": {"bioguide": bioguide},
            "offices": [{"id": f"{bioguide}-home", "city": "Home", "state": term["state"]}],
        }
    )


Answer = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Server:
    """A web server on this machine that answers as the test says."""

    url: str
    answer: Answer
    asked: list[str] = field(default_factory=list)
    """The paths, query included, in order."""


@contextmanager
def served() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            server.asked.append(self.path)
            server.answer(self)

        def log_message(self, format: str, *args: object) -> None:
            return

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Server(f"http://127.0.0.1:{httpd.server_address[1]}", lambda _: None)
    thread = Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()


@pytest.fixture
def web() -> Iterator[Server]:
    with served() as server:
        yield server


def reply(request: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    """A whole answer."""
    request.send_response(status)
    request.send_header("Content-Length", headers.pop("length", str(len(body))))
    for name, value in headers.items():
        request.send_header(name.replace("_", "-"), value)
    request.end_headers()
    request.wfile.write(body)
