"""How long the pages of the desk take on a database with a million supporters and texts."""

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from sms_line.app import build
from sms_line.settings import Settings
from sms_line.store import organizers, sign_in, tallying
from sms_line.store.audit import COMMAND_LINE
from sms_line.store.broadcast_figures import figures_of
from sms_line.store.database import Database
from sms_line.store.organizers import Role
from tests.bench.databases import open_databases

ROWS, TIMES = 1_000_000, 20
_LETTERS = 30_000
_DAYS = 10
_NAMES = ("Ben Ito", "Cleo Arango", "Dee Lopez", "Eli Park", "Fay Nguyen", "Gus Bell")
"""Each of one supporter in a thousand; all others have one name, in the place of none."""
_SEARCHES: Mapping[str, Mapping[str, str]] = {
    "by number": {"q": "+12000500000"},
    "by name": {"q": "Cleo Arango"},
    "by last name": {"q": "Nguyen"},
    "by a name nobody has": {"q": "Zzz"},
    "by ZIP": {"q": "78701"},
    "by state": {"state": "TX"},
    "by tag": {"tag": "volunteer"},
    "by an audience": {"audience": "state:TX not tag:volunteer"},
}
"""What is typed into the form of supporters."""


def bench(kind: str) -> None:
    """Print p50, p95 and this process's time, in milliseconds, of every page of the desk.

    With the searches for supporters; most that need a number in their address are left out.
    """
    with (
        tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as name,
        open_databases(kind) as databases,
    ):
        folder = Path(name)
        url = databases.copy(folder)
        database = Database(url)
        now = datetime.now(UTC)
        _fill(database, now)
        began = time.perf_counter()
        while tallying.look(database, now):
            pass
        print(f"{kind}: summed anew in {time.perf_counter() - began:.0f} s", flush=True)
        application = build(
            Settings(database_url=url, data_dir=folder, secret_key="bench", geocoder_url="")
        )
        browser = _owner(application.server, database, now)
        for path in _pages(application.server):
            _measure(f"{kind} {path}", _get(browser, path))
        for name, form in _SEARCHES.items():
            _measure(f"{kind} supporters {name}", _search(browser, form))
        _measure(f"{kind} figures of a broadcast, the query alone", lambda: _figures(database))
        application.close()
        database.close()


def _fill(database: Database, now: datetime) -> None:
    """Rows spread over the last days, by the database itself; the half of the texts inbound."""
    numbers = (
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :rows)"
        if database.is_sqlite
        else "WITH n AS (SELECT i FROM generate_series(1, :rows) AS i)"
    )
    step = _DAYS * 86_400 / ROWS
    began = now - timedelta(days=_DAYS)
    at = (
        "strftime('%Y-%m-%d %H:%M:%f000', :began, '+' || (i * :step) || ' seconds')"
        if database.is_sqlite
        else "CAST(:began AS timestamptz) + i * :step * interval '1 second'"
    )
    phone = "'+1' || (2000000000 + i)"
    flag = "i % 20000 = 0" if database.is_sqlite else "(i % 20000 = 0)"
    facts = {"rows": ROWS, "step": step, "began": began.strftime("%Y-%m-%d %H:%M:%S+00:00")}
    if database.is_sqlite:
        facts["began"] = began.strftime("%Y-%m-%d %H:%M:%S")
    statements = (
        f"""INSERT INTO supporters (phone, language, name, prefix, street, email, zip, city,
            state, district, created_at, updated_at) {numbers}
            SELECT {phone}, 'en', {_named()}, '', '', '',
            CASE WHEN i % 1000 = 0 THEN '78701' ELSE '82001' END, '',
            CASE WHEN i % 10 = 0 THEN 'TX' ELSE 'WY' END,
            CASE WHEN i % 10 = 0 THEN 'TX-37' ELSE 'WY-AL' END, {at}, {at} FROM n""",
        "INSERT INTO tags (tag, supporter_id) "
        "SELECT 'volunteer', id FROM supporters WHERE id % 10 = 1",
        f"""INSERT INTO texts (direction, phone, line_number, body, at, action, status, error,
            segments, flagged, attempts, broadcast_id) {numbers}
            SELECT CASE i % 2 WHEN 0 THEN 'in' ELSE 'out' END, {phone}, '', 'words', {at}, '',
            CASE WHEN i % 2 = 0 THEN 'received' WHEN i % 41 = 0 THEN 'undelivered'
            ELSE 'replied' END, CASE WHEN i % 41 = 0 THEN '30003' ELSE '' END,
            i % 2, {flag}, 0, CASE i % 2 WHEN 1 THEN 1 END FROM n""",
    )
    with database.write() as tx:
        for statement in statements:
            tx.execute(text(statement), facts)
        _fill_letters(database, numbers, phone, at, {**facts, "rows": _LETTERS, "step": step * 30})
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as analysing:
        analysing.exec_driver_sql("ANALYZE")


def _named() -> str:
    """A supporter's name by their number, in SQL."""
    whens = " ".join(f"WHEN {each} THEN '{name}'" for each, name in enumerate(_NAMES))
    return f"CASE i % 1000 {whens} ELSE 'Ana Diaz' END"


def _fill_letters(
    database: Database, numbers: str, phone: str, at: str, facts: dict[str, object]
) -> None:
    seated = """(SELECT bioguide, row_number() OVER (ORDER BY bioguide) AS seat,
        count(*) OVER () AS seats FROM directory_members) AS seated"""
    with database.read() as tx:
        tx.execute(
            text(f"""INSERT INTO letters (phone, action, version, bioguide, title, legislator,
            office_phone, office, subject, body, sender_name, sender_email, created_at) {numbers}
            SELECT {phone}, 'freethemall', 1, bioguide, 'Senator', 'Name', '', 'Office', '', '', '',
            '', {at} FROM n JOIN {seated} ON seat = i % seats + 1"""),
            facts,
        )
        tx.execute(
            text("""INSERT INTO deliveries (letter_id, action, bioguide, route, address,
            message_id, status, detail, attempts, created_at, told)
            SELECT id, action, bioguide, 'mail', 'a@offices.invalid', 'm' || id,
            CASE id % 50 WHEN 0 THEN 'refused' ELSE 'accepted' END,
            CASE id % 50 WHEN 0 THEN 'no such mailbox' ELSE '' END, 1, created_at, 'accepted'
            FROM letters""")
        )


def _owner(server: Flask, database: Database, now: datetime) -> FlaskClient:
    browser = server.test_client()
    with database.write() as tx:
        owner, _ = organizers.add(tx, "owner@line.example", Role.OWNER, now)
        token = sign_in.make_link(database, tx, owner, COMMAND_LINE, now)
    page = browser.get(f"/sign-in/{token}").get_data(as_text=True)
    csrf = page.split('name="csrf_token" value="')[1].split('"')[0]
    browser.post(f"/sign-in/{token}", data={"csrf_token": csrf})
    return browser


def _pages(server: Flask) -> list[str]:
    """Addresses behind sign-in that need no number."""
    found = {
        rule.rule
        for rule in server.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments
    }
    variants = ["/live?back=hour", "/live?back=week", "/letters?status=refused"]
    variants += ["/inbox?list=unassigned", "/inbox?list=done", f"/supporters/{ROWS // 2}"]
    return sorted(found) + variants


def _get(browser: FlaskClient, path: str) -> Callable[[], int]:
    return lambda: browser.get(path).status_code


def _search(browser: FlaskClient, form: Mapping[str, str]) -> Callable[[], int]:
    page = browser.get("/supporters").get_data(as_text=True)
    said = {**form, "csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0]}
    return lambda: browser.post("/supporters", data=said).status_code


def _figures(database: Database) -> int:
    with database.read() as tx:
        return figures_of(tx, 1).delivered


def _measure(what: str, ask: Callable[[], int]) -> None:
    took, answer, worked = [], 0, time.process_time()
    for _ in range(TIMES):
        began = time.perf_counter()
        answer = ask()
        took.append((time.perf_counter() - began) * 1000)
    worked = (time.process_time() - worked) * 1000 / TIMES
    middle, slow = statistics.median(took), sorted(took)[int(TIMES * 0.95) - 1]
    print(
        f"{what}: {answer}, p50 {middle:.0f} ms, p95 {slow:.0f} ms, cpu {worked:.0f} ms",
        flush=True,
    )
