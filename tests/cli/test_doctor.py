"""`sms-line doctor`: each check's three answers, what it exits with, and what it never says."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Table, text

from sms_line.app import prepare
from sms_line.bundle_paths import FIXTURES
from sms_line.carrier.webhooks import Webhook
from sms_line.cli.doctor import _examined
from sms_line.cli.doctor_inside import data, room
from sms_line.cli.doctor_outside import compared
from sms_line.directory.sources import opened
from sms_line.directory.sync import sync
from sms_line.store.database import Database
from sms_line.store.desk_tables import desk_mails
from sms_line.store.fleet_tables import workers
from sms_line.store.migrate import migrate
from sms_line.store.people_tables import imports
from sms_line.store.recording_tables import recordings
from sms_line.store.tables import callbacks, deliveries, lookups, texts
from sms_line.work.heartbeat import Heartbeat
from tests.cli.conftest import ACTION, ANA, CommandLine, MakeLine, live_in
from tests.doubles.offices_mail import OfficesMail
from tests.doubles.twilio_api import TwilioApi

NUMBER = "+13075550199"
PUBLIC = "https://line.example"
CHECKS = [
    *("settings", "secrets", "disk", "database", "data"),
    *("actions", "worker", "organizers", "address", "twilio", "mail"),
]


def findings(line: CommandLine) -> dict[str, tuple[str, str]]:
    """What each check finds; the exit code must go with it."""
    result = line.run("doctor", "--json")
    answer = json.loads(result.stdout)
    assert list(answer) == ["healthy", "checks"]
    failed = any(each["level"] == "failure" for each in answer["checks"])
    assert (result.exit_code, answer["healthy"]) == (int(failed), not failed)
    assert result.stderr == ""
    return {each["name"]: (each["level"], each["sentence"]) for each in answer["checks"]}


def test_a_line_that_is_practised_on(lived_in: CommandLine) -> None:
    found = findings(lived_in)
    assert list(found) == CHECKS
    warned = {name for name, (level, _) in found.items() if level != "ok"}
    # With PostgreSQL several machines may write letters as files, each its own.
    of_one_machine = set() if lived_in.url.startswith("sqlite") else {"mail"}
    assert warned == {"data", "worker", "twilio", "organizers"} | of_one_machine
    assert "This is a sample for practice" in found["data"][1]
    assert "Practice mode: without a Twilio account no text leaves" in found["twilio"][1]
    assert found["actions"][1] == "Open for texts with FREE, LIBRES."


def test_how_the_first_owner_is_made(lived_in: CommandLine) -> None:
    level, sentence = findings(lived_in)["organizers"]
    code = re.search(r"set-up code ([A-Z2-7]{4}-[A-Z2-7]{4}-[A-Z2-7]{4}),", sentence)
    assert (level, code is not None) == ("warning", True)
    with lived_in.application() as application:
        browser = application.server.test_client()
        page = browser.get("/first").text
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert code
        assert token
        form = {"csrf_token": token[1], "code": code[1], "email": "ana@line.example"}
        assert browser.post("/first", data=form).location == "/"
    assert findings(lived_in)["organizers"] == ("ok", "The organizers' pages have an owner.")


def test_one_line_each(lived_in: CommandLine) -> None:
    lines = lived_in.does("doctor").splitlines()
    assert [each.split()[1] for each in lines] == [f"{name}:" for name in CHECKS]
    assert {each.split()[0] for each in lines} == {"ok", "warning"}


def test_a_new_line_says_what_is_missing(database_url: str, tmp_path: Path) -> None:
    line = CommandLine(database_url, tmp_path / "var")
    found = findings(line)
    assert found["database"][0] == "failure"
    assert "sms-line serve" in found["database"][1]
    assert "data" not in found  # there is nothing more to say of such a database
    line.does("action", "list")  # makes the tables
    found = findings(line)
    assert found["data"] == ("failure", "No data is loaded yet; run sms-line data sync.")
    assert found["actions"][0] == "failure"
    assert found["database"][0] == "ok"


def test_settings_that_make_no_sense(line: CommandLine) -> None:
    line.more["SMS_LINE_PUBLIC_URL"] = "line.example"
    assert findings(line) == {
        "settings": (
            "failure",
            "SMS_LINE_PUBLIC_URL must be a web address, such as https://line.example.org",
        )
    }


def test_a_database_that_is_down(line: CommandLine) -> None:
    line.more["SMS_LINE_DATABASE_URL"] = "postgresql://me:secret@127.0.0.1:1/none"
    assert findings(line)["database"] == (
        "failure",
        "The database does not answer; check SMS_LINE_DATABASE_URL and that it runs.",
    )


def test_a_database_of_a_newer_release(line: CommandLine) -> None:
    line.does("action", "list")
    with line.database() as database, database.write() as tx:
        tx.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "newer release" in findings(line)["database"][1]


@pytest.mark.parametrize("exposed", ["secret-key", ".env"])
def test_secrets_that_others_can_read(sqlite_line: MakeLine, tmp_path: Path, exposed: str) -> None:
    line = sqlite_line("exposed")
    line.does("action", "list")
    path = tmp_path / ".env" if exposed == ".env" else line.folder / exposed
    path.touch()
    path.chmod(0o640)
    level, sentence = findings(line)["secrets"]
    assert (level, sentence.endswith(f"chmod 600 {path}")) == ("warning", True)
    path.chmod(0o600)
    assert findings(line)["secrets"][0] == "ok"


@pytest.mark.parametrize(("megabytes", "level"), [(50, "failure"), (500, "warning"), (5_000, "ok")])
def test_room_on_the_disk(megabytes: int, level: str) -> None:
    found = room(megabytes << 20)
    assert (found.level, f"{megabytes:,} MB" in found.sentence) == (level, True)


WAITS = {
    deliveries: "3 letters",
    texts: "1 text",
    lookups: "1 address look-up",
    callbacks: "1 call to ring somebody back",
    recordings: "1 recording to delete",
    desk_mails: "1 mail to an organizer",
    imports: "1 list of supporters",
}


@pytest.mark.parametrize("changed", WAITS, ids=str)
def test_what_waits_too_long(lived_in: CommandLine, changed: Table) -> None:
    a_worker_beats(lived_in)
    assert findings(lived_in)["worker"] == (
        "ok",
        "1 worker was seen in the last 3 minutes; nothing that is due has waited for more than "
        "two minutes.",
    )
    late = datetime.now(UTC) - timedelta(minutes=3)
    rows: dict[Table, dict[str, object]] = {
        texts: {"direction": "out", "body": "News", "status": "waiting", "phone": ANA, "at": late},
        lookups: {"phone": ANA, "street": "1 Main St", "zip": "78701", "created_at": late},
        callbacks: {"phone": ANA, "status": "waiting", "shown": "", "asked_at": late},
        recordings: {
            "kind": "Recordings",
            "sid": "RE1",
            "call_sid": "CA1",
            "status": "waiting",
            "created_at": late,
        },
        desk_mails: {"kind": "link", "account": "", "at": late},
        imports: {
            "who": "x",
            "at": late,
            "status": "checking",
            "tags": [],
            "size": 1,
            "outcome": {},
            "bad_rows": [],
        },
    }
    with lived_in.database() as database, database.write() as tx:
        if changed in rows:
            tx.execute(changed.insert().values(due_at=late, **rows[changed]))
        else:
            tx.execute(deliveries.update().values(status="queued", due_at=late))
    level, said = findings(lived_in)["worker"]
    told = f"For more than two minutes there have waited {WAITS[changed]}: 1 worker was seen"
    assert (level, said.startswith(told)) == ("warning", True), said
    assert "1 worker was seen in the last 3 minutes, which are too few or stuck" in said


def a_worker_beats(line: CommandLine, ago: timedelta = timedelta()) -> Heartbeat:
    with line.application() as application:
        heart = Heartbeat(application.line.parts)
        heart.beat()
    with line.database() as database, database.write() as tx:
        mine = workers.update().where(workers.c.name == heart.name)
        tx.execute(mine.values(seen_at=datetime.now(UTC) - ago))
    return heart


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        ((), "No worker was seen"),
        ((0, 2), "2 workers were seen"),
        ((0, 4), "1 worker was seen"),
        ((4,), "No worker was seen"),
    ],
    ids=["none", "two", "one that fell silent", "none any more"],
)
def test_how_many_workers_were_seen(line: CommandLine, ago: tuple[int, ...], said: str) -> None:
    line.does("action", "list")  # makes the tables
    for minutes in ago:
        a_worker_beats(line, timedelta(minutes=minutes))
    level, sentence = findings(line)["worker"]
    assert (level, sentence.startswith(said)) == ("warning" if said[0] == "N" else "ok", True)


def test_a_worker_takes_its_leave(line: CommandLine) -> None:
    with line.application() as application:
        prepare(application)
        with Heartbeat(application.line.parts).at_work():
            pass
    with line.database() as database, database.read() as tx:
        assert tx.execute(workers.select()).all() == []


def test_what_is_due_just_now_is_no_warning(line: CommandLine) -> None:
    live_in(line)
    a_worker_beats(line)
    line.text(*ACTION, sender="+13075550101")  # which it has not come to yet
    assert findings(line)["worker"][0] == "ok"


def test_a_congress_that_is_over(tmp_path: Path) -> None:
    with closing(Database(f"sqlite:///{tmp_path / 'old.db'}")) as database:
        migrate(database)
        sync(
            database, opened(str(FIXTURES / "directory"), None), datetime(2026, 11, 23, tzinfo=UTC)
        )
        with database.write() as tx:
            tx.execute(
                text("UPDATE directory_editions SET valid_to = '2020-01-03 17:00:00.000000'")
            )
        found = data(database)
    assert (found.level, "ended on" in found.sentence) == ("failure", True)


# --- the world outside ----------------------------------------------------------------------------


@pytest.fixture
def api() -> Iterator[TwilioApi]:
    with TwilioApi() as double:
        yield double


@pytest.fixture
def live(sqlite_line: MakeLine, api: TwilioApi) -> CommandLine:
    """A line with an account, all in order but for its data."""
    line = sqlite_line("live")
    line.more |= {
        "TWILIO_ACCOUNT_SID": api.account_sid,
        "TWILIO_AUTH_TOKEN": api.auth_token,
        "SMS_LINE_TWILIO_API_URL": api.url,
        "SMS_LINE_NUMBER": NUMBER,
        "SMS_LINE_PUBLIC_URL": PUBLIC,
    }
    api.senders.number(NUMBER, f"{PUBLIC}/twilio/sms")
    return line


def test_an_account_in_order(live: CommandLine) -> None:
    found = findings(live)
    assert found["twilio"] == ("ok", "Twilio takes the credentials, and the account is active.")
    assert found["webhook"] == ("ok", f"Twilio brings incoming texts to {PUBLIC}/twilio/sms.")
    assert found["address"][0] == "ok"
    assert found["mail"][0] == "warning"  # files in an outbox: no office gets them


@pytest.mark.parametrize(
    ("name", "value", "check", "sentence"),
    [
        ("TWILIO_AUTH_TOKEN", "wrong", "twilio", "check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"),
        ("SMS_LINE_NUMBER", "", "webhook", "would go out from the practice number"),
        ("SMS_LINE_NUMBER", "+13075550198", "webhook", "no such sender; check SMS_LINE_NUMBER."),
        ("SMS_LINE_NUMBER", "12345", "webhook", "no such sender; check SMS_LINE_NUMBER."),
        (
            "SMS_LINE_MESSAGING_SERVICE_SID",
            "MG9",
            "webhook",
            "no such sender; check SMS_LINE_MESSAGING_SERVICE_SID.",
        ),
        ("SMS_LINE_TWILIO_API_URL", "http://127.0.0.1:1", "twilio", "Twilio does not answer"),
        ("SMS_LINE_PUBLIC_URL", "https://127.0.0.1", "address", "Twilio cannot reach"),
        ("SMS_LINE_PUBLIC_URL", "https://10.1.2.3", "address", "Twilio cannot reach"),
        ("SMS_LINE_PUBLIC_URL", "https://[::1]", "address", "Twilio cannot reach"),
        ("SMS_LINE_PUBLIC_URL", "http://localhost:8000", "address", "Twilio cannot reach"),
        ("SMS_LINE_PUBLIC_URL", "https://other.example", "webhook", f"to {PUBLIC}/twilio/sms; in"),
        ("SMS_LINE_MAIL_URL", "smtp://me:secret@127.0.0.1:1", "mail", "check SMS_LINE_MAIL_URL"),
        ("SMS_LINE_MAIL_URL", "http://x", "mail", "SMS_LINE_MAIL_URL must be"),
    ],
)
def test_what_is_wrong_outside(
    live: CommandLine, name: str, value: str, check: str, sentence: str
) -> None:
    live.more[name] = value
    level, said = findings(live)[check]
    assert (level, sentence in said) == ("failure", True), said


def test_without_an_account_the_webhook_is_not_asked_for(live: CommandLine) -> None:
    live.more["TWILIO_AUTH_TOKEN"] = "wrong"
    assert "webhook" not in findings(live)


def test_an_address_without_encryption(live: CommandLine) -> None:
    live.more["SMS_LINE_PUBLIC_URL"] = "http://line.example"
    level, said = findings(live)["address"]
    assert (level, "unencrypted" in said) == ("warning", True)


@pytest.mark.parametrize(
    ("webhook", "level", "sentence"),
    [
        (Webhook(f"{PUBLIC}/twilio/sms#rc=2", "POST"), "ok", "incoming texts to"),
        (Webhook(f"{PUBLIC}/twilio/sms", "GET"), "failure", "the right address with GET; in the"),
        (Webhook("", "POST"), "failure", "nowhere; in the Twilio console"),
        (Webhook("https://demo.twilio.com/welcome/sms/reply/", "POST"), "failure", "demo.twilio"),
        (Webhook("", "POST", on_number=True), "warning", "leaves incoming texts to each"),
    ],
)
def test_where_texts_are_brought(webhook: Webhook, level: str, sentence: str) -> None:
    found = compared(webhook, f"{PUBLIC}/twilio/sms")
    assert (found.level, sentence in found.sentence) == (level, True), found.sentence


def test_a_mail_server(live: CommandLine) -> None:
    with OfficesMail() as mail:
        live.more |= {"SMS_LINE_MAIL_URL": mail.url, "SMS_LINE_MAIL_FROM": "letters@line.example"}
        level, said = findings(live)["mail"]
        assert (level, "set SMS_LINE_MAIL_TO" in said) == ("failure", True)
        live.more["SMS_LINE_MAIL_TO"] = "{bioguide}@offices.example"
        assert findings(live)["mail"] == ("ok", "The mail server is ready.")
        assert mail.taken == []


def test_nothing_private_is_ever_said(live: CommandLine, api: TwilioApi) -> None:
    live.more |= {
        "SMS_LINE_SECRET_KEY": "the-secret-key",
        "SMS_LINE_MAIL_URL": "smtp://me:mail-secret@127.0.0.1:1",
        "SMS_LINE_PUBLIC_URL": "https://me:url-secret@line.example",
    }
    live_in(live)
    api.senders.number("+13075550198", "https://me:hook-secret@line.example/?key=hook-secret")
    for number in (NUMBER, "+13075550198", "+13075550197"):
        live.more["SMS_LINE_NUMBER"] = number
        for options in ([], ["--json"]):
            said = live.run("doctor", *options).output
            assert "secret" not in said.replace("secrets", "").replace("secret-key", "")
            assert "555" not in said
            assert api.auth_token not in said


def test_a_check_that_breaks_is_a_line() -> None:
    def broken() -> None:
        raise ValueError("the number is +13075550100")

    found = _examined("odd", broken)  # type: ignore[arg-type]
    assert (found.level, found.sentence) == (
        "failure",
        "This check broke (ValueError); please report it.",
    )
