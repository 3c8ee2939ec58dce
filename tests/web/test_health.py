"""Health; and 503 from every door while the database is down, so that Twilio's fallback acts."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from sms_line.app import build, prepare
from sms_line.settings import Settings
from sms_line.store import database as database_module
from sms_line.store.tables import texts
from tests.doubles.outage import outage
from tests.whole_line import WholeLine, said, together

DOWN = "The database does not answer; check SMS_LINE_DATABASE_URL and that it runs."


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "SQLITE_BUSY_SECONDS", 0.1)
    monkeypatch.setattr(database_module, "POOL_SECONDS", 1)


def test_all_is_well(line: WholeLine) -> None:
    client = line.application.server.test_client()
    assert client.get("/healthz").json == {"status": "ok"}
    assert client.get("/readyz").json == {"status": "ok", "missing": []}


def test_nothing_is_loaded(database_url: str, tmp_path: Path) -> None:
    settings = Settings(database_url=database_url, data_dir=tmp_path, secret_key="x")
    application = build(settings)
    client = application.server.test_client()
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert "has not this release's tables" in answer.text
    prepare(application)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json
    assert len(answer.json["missing"]) == 2
    assert all("; run: sms-line " in sentence for sentence in answer.json["missing"])
    application.close()


def test_down_and_up_again(line: WholeLine) -> None:
    client = line.application.server.test_client()
    line.text("free")
    together(*[lambda: line.text("help")] * 8)  # several connections are open
    form = line.form("82001")
    with outage(line.application.settings.database_url):
        for path in ("/twilio/sms", "/twilio/sms/status?text=1"):
            if path.endswith("sms"):
                answer = line.post(path, form)
            else:
                answer = line.post(path, {"MessageStatus": "sent"})
            assert answer.status_code == 503, path
            assert int(answer.headers["Retry-After"]) > 0
            assert answer.text == f"{DOWN}\n"
        assert client.get("/healthz").status_code == 200
        if not line.database.is_sqlite:  # a locked file can still be read
            answer = client.get("/readyz")
            assert (answer.status_code, answer.json) == (
                503,
                {"status": "not ready", "missing": [DOWN]},
            )
            assert client.get("/l/sampletoken1").status_code == 503
    # Every one of the connections that were closed is noticed; no text is lost to one.
    answers = together(*[lambda: line.webhook("help")] * 8)
    assert {answer.status_code for answer in answers} == {200}
    assert client.get("/readyz").status_code == 200
    assert "name" in said(line.post("/twilio/sms", form)), "the same webhook, and nothing was lost"
    assert line.count(texts, texts.c.sid == form["MessageSid"]) == 1


def test_down_from_the_start(
    open_line: Callable[..., WholeLine], prepared_url: str, tmp_path: Path
) -> None:
    with outage(prepared_url):
        settings = Settings(
            database_url=prepared_url, data_dir=tmp_path / "other", secret_key="x", number="55555"
        )
        application = build(settings)
        client = application.server.test_client()
        assert client.get("/healthz").status_code == 200
    line = open_line()
    line.text("free")
    assert client.get("/readyz").status_code == 200
    application.close()


BROKEN: dict[str, Callable[[Path], str]] = {
    "a folder": lambda path: f"sqlite:///{path.parent}",
    "no database": lambda path: path.write_bytes(b"x" * 8192) and f"sqlite:///{path}",
    "nobody listens": lambda path: "postgresql://nobody@127.0.0.1:1/line",
    "no such host": lambda path: "postgresql://nobody@no-such-host.invalid/line",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_what_is_no_database(tmp_path: Path, broken: Callable[[Path], str]) -> None:
    url = broken(tmp_path / "line.db")
    application = build(Settings(database_url=url, data_dir=tmp_path / "var", secret_key="x"))
    form = {"MessageSid": "SM1", "From": "+13075550100", "To": "55555", "Body": "free"}
    headers = {"X-Twilio-Signature": application.signature.sign("/twilio/sms", form)}
    client = application.server.test_client()
    answer = client.post("/twilio/sms", data=form, headers=headers)
    assert (answer.status_code, answer.text) == (503, f"{DOWN}\n")
    assert client.get("/readyz").json == {"status": "not ready", "missing": [DOWN]}
    assert client.get("/healthz").status_code == 200
    application.close()


@pytest.mark.parametrize("prepared_url", ["sqlite"], indirect=True)
def test_a_database_that_breaks_underneath(line: WholeLine, prepared_url: str) -> None:
    """A full disk, a file that was overwritten: no 500, no traceback."""
    line.text("free")
    with closing(sqlite3.connect(prepared_url.removeprefix("sqlite:///"))) as other:
        other.execute("DROP TABLE conversations")
    answer = line.webhook("82001")
    assert answer.status_code == 503
    assert "Traceback" not in answer.text
