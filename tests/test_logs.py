"""Logs: one JSON object a line, with ids, and nothing that belongs to a person, whatever breaks."""

import io
import json
import logging
import os
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sms_line.core.people import Field, Legislator
from sms_line.logs import JsonLines, start_logging
from sms_line.ports import Envelope, Outcome
from sms_line.routes.choose import open_route
from sms_line.store.tables import deliveries
from tests.doubles.twilio_server import Fault
from tests.transcripts.play_door import StoryClock
from tests.whole_line import ANA, NUMBER, WholeLine

ROOT = Path(__file__).parents[1]
NAME, STREET, ZIP = "Zelmira Quintanova", "4711 Quaxwood Ave", "78704"
WORDS = "My great-aunt Brunhilde Xanthopoulos was locked up for eleven months."
PERSONAL = (
    ANA[2:],
    "Zelmira",
    "Quintanova",
    "Quaxwood",
    ZIP,
    "Brunhilde",
    "Xanthopoulos",
    "x.example",
)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, from the most talkative level on."""
    root, huey = logging.getLogger(), logging.getLogger("huey")
    before = (root.handlers[:], root.level, huey.level, logging.raiseExceptions)
    hooks = (threading.excepthook, warnings.showwarning)
    stream = io.StringIO()
    start_logging(stream, logging.DEBUG)
    for name in ("huey", "alembic", "sqlalchemy.engine", "sqlalchemy.pool"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    for name in ("alembic", "sqlalchemy.engine", "sqlalchemy.pool"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    root.handlers, logging.raiseExceptions = before[0], before[3]
    root.setLevel(before[1])
    huey.setLevel(before[2])
    threading.excepthook, warnings.showwarning = hooks


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def found_in(written: str) -> set[str]:
    return {value for value in PERSONAL if value in written}


class Careless:
    """A route that quotes what it was given in every error, and takes nothing."""

    def __init__(self, line: WholeLine) -> None:
        route = open_route(line.application.settings)
        self.name, self.address = route.name, route.address
        self.evidence, self.erase = route.evidence, route.erase
        self.breaks_on_needs = False

    def needs(self, legislator: Legislator) -> tuple[Field, ...]:
        if self.breaks_on_needs:
            raise LookupError(f"{legislator} has no needs; asked by {ANA} {NAME} {STREET} {ZIP}")
        return ()

    def send(self, envelope: Envelope, point_of_no_return: Callable[[], None]) -> Outcome:
        raise ValueError(f"cannot send {envelope.letter}")


class CarelessGeocoder:
    def locate(self, street: str, zip_code: str) -> Any:
        raise KeyError(f"{street} {zip_code}")


def test_nothing_personal_is_ever_logged(
    open_line: Callable[..., WholeLine], log: io.StringIO
) -> None:
    line = open_line()
    route = Careless(line)
    careless = open_line(route=route, geocoder=CarelessGeocoder())
    for broken in (line, careless):
        for body in ("FREE", ZIP, STREET):
            broken.text(body)
        broken.work()
        for body in ("1", NAME, "no", WORDS, "change", "name", NAME, "Qwx?", "yes", STREET):
            broken.text(body)
        broken.twilio.trip(Fault.BROKEN_AFTER_TAKING)
        broken.push(f"{NAME}, news for you.")
        broken.work()
        broken.post(f"/twilio/{ANA}", broken.form(WORDS), signature="wrong")
        broken.text("forget me")
        broken.text("start")
    route.breaks_on_needs = True
    careless.text("FREE")
    assert careless.webhook("82001").status_code == 500
    with line.database.write() as tx:  # a row that cannot be: the message would quote it
        tx.exec_driver_sql(
            "CREATE UNIQUE INDEX one ON texts (body) WHERE substr(body, 1, 8) = 'My great'"
        )
    other = "+13075550107"
    assert line.webhook(WORDS, other).status_code == 200
    assert line.webhook(WORDS, other).status_code == 500
    said = lines(log)
    assert found_in(log.getvalue()) == set()
    assert {"unexpected", "signature refused", "delivery tried", "text tried"} <= {
        each["event"] for each in said
    }
    errors = {each.get("error") for each in said}
    assert {"LookupError", "ValueError", "KeyError", "IntegrityError"} <= errors
    assert all({"at", "level", "from", "event"} <= each.keys() for each in said)
    assert any(each["from"].startswith("sqlalchemy.engine") for each in said), "at DEBUG"
    assert any(each["from"].startswith("huey") for each in said)


def test_what_python_itself_would_quote(log: io.StringIO, capsys: pytest.CaptureFixture) -> None:
    def ends() -> None:
        raise ValueError(f"no row for {ANA}")

    thread = threading.Thread(target=ends)
    thread.start()
    thread.join()
    logging.getLogger("sms_line.x").info("%d", f"for {ANA}")  # cannot be formatted
    logging.getLogger("other").error(ValueError(f"about {ANA}"))
    logging.getLogger("other").warning("sent to %s", ANA)
    shown = warnings.showwarning
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = shown
        warnings.warn(f"odd row: {ANA}", stacklevel=1)
    assert found_in(log.getvalue()) == set()
    captured = capsys.readouterr()
    assert found_in(captured.out + captured.err) == set()
    assert [line["event"] for line in lines(log)] == [
        "thread ended",
        "ValueError",
        "sent to %s",
        "warned",
    ]


def test_a_line_has_ids_and_places() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("sms_line.test_logs")
    logger.addHandler(handler)
    logger.propagate = False
    try:
        raise KeyError("a name\nof two lines \ud800")
    except KeyError:
        logger.exception("broke", extra={"delivery": 17, "when": datetime(2026, 1, 1, tzinfo=UTC)})
    (line,) = lines(stream)
    assert (line["event"], line["delivery"], line["error"]) == ("broke", 17, "KeyError")
    assert line["where"][-1].startswith("test_logs.py:")
    assert "name" not in stream.getvalue().replace("test_logs", "").replace("filename", "")


@pytest.mark.parametrize("prepared_url", ["sqlite"], indirect=True)
def test_a_worker_logs_no_more(open_line: Callable[..., WholeLine]) -> None:
    """The real process, from its start to its end, with an office that refuses."""
    line = open_line(clock=StoryClock(datetime.now(UTC)))
    line.walk(texts=("FREE", "82001", NAME, "no", WORDS, "yes"))
    rows = line.rows(deliveries)
    line.mail.fates |= {rows[0].bioguide: "refused", rows[1].bioguide: "waiting"}
    settings = line.application.settings
    worker = subprocess.Popen(
        [sys.executable, "-m", "sms_line", "worker"],
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "SMS_LINE_DATABASE_URL": settings.database_url,
            "SMS_LINE_DATA_DIR": str(settings.data_dir),
            "SMS_LINE_NUMBER": NUMBER,
            "SMS_LINE_MAIL_URL": settings.mail_url,
            "SMS_LINE_MAIL_FROM": settings.mail_from,
            "TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
            "TWILIO_AUTH_TOKEN": settings.twilio_auth_token,
            "SMS_LINE_TWILIO_API_URL": settings.twilio_api_url,
        },
        cwd=settings.data_dir,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    deadline = time.monotonic() + 30
    while not line.twilio.taken and time.monotonic() < deadline:
        worker.poll()
    worker.terminate()
    written, _ = worker.communicate(timeout=30)
    assert line.twilio.taken, "the receipt"
    assert found_in(written) == set()
    events = [json.loads(each)["event"] for each in written.splitlines()]
    assert events.count("delivery tried") == 3
    assert worker.returncode == 0
