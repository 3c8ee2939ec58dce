"""How long the pages of the desk take on a database with a million supporters and texts."""

import statistics
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from sms_line.app import build
from sms_line.settings import Settings
from sms_line.store import organizers, sign_in, tallying, text_sums
from sms_line.store.audit import COMMAND_LINE
from sms_line.store.broadcast_figures import figures_of
from sms_line.store.database import Database
from sms_line.store.organizers import Role
from sms_line.store.tables import texts
from sms_line.web.desk import watching
from tests.bench.databases import open_databases
from tests.bench.filled import OVER, ROWS, TALKER, UNDER_WAY, fill

TIMES = 20
_SEARCHES: Mapping[str, Mapping[str, str]] = {
    "by number": {"q": "+12000500000"},
    "by the name that nearly all have": {"q": "Ana Diaz"},
    "by a name of one in a thousand": {"q": "Cleo Arango"},
    "by last name": {"q": "Nguyen"},
    "by a name nobody has": {"q": "Zzz"},
    "by ZIP": {"q": "78701"},
    "by state": {"state": "TX"},
    "by tag": {"tag": "volunteer"},
    "by an audience": {"audience": "state:TX not tag:volunteer"},
}
"""What is typed into the form of supporters."""
_VARIANTS = (
    "/live?back=hour",
    "/live?back=week",
    "/live?back=week&state=TX",
    "/live.csv?back=week",
    "/live/legislators.csv?back=week",
    "/letters?status=refused",
    "/inbox?list=unassigned",
    "/inbox?list=done",
    f"/supporters/{ROWS // 2}",
    "/actions/action-7",
    f"/broadcasts/{OVER}",
    f"/broadcasts/{UNDER_WAY}",
    f"/broadcasts/{UNDER_WAY}/stream",
)


def bench(kind: str) -> None:
    """Print p50, p95 and this process's time, in milliseconds, of every page of the desk.

    Before each request a text comes in, so that the sums have something new to look at; and what
    is made for all who watch is made anew each time.
    """
    with (
        tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as name,
        open_databases(kind) as databases,
    ):
        folder = Path(name)
        url = databases.copy(folder)
        database = Database(url)
        now = datetime.now(UTC)
        began = time.perf_counter()
        fill(database, now)
        print(f"{kind}: filled in {time.perf_counter() - began:.0f} s", flush=True)
        began = time.perf_counter()
        while tallying.look(database, now):
            pass
        with database.write() as tx:
            text_sums.merge(database, tx)  # as a worker does every ten seconds
        print(f"{kind}: summed anew in {time.perf_counter() - began:.0f} s", flush=True)
        watching.LASTS = 0.0
        application = build(
            Settings(database_url=url, data_dir=folder, secret_key="bench", geocoder_url="")
        )
        browser = _owner(application.server, database, now)
        for path in (*_pages(application.server), *_VARIANTS, _conversation(database)):
            _measure(f"{kind} {path}", database, _get(browser, path))
        for name, form in _SEARCHES.items():
            _measure(f"{kind} supporters {name}", database, _search(browser, form))
        for broadcast in (OVER, UNDER_WAY):
            with database.read() as tx:
                print(f"{kind} broadcast {broadcast}: {figures_of(tx, broadcast)}")
        application.close()
        database.close()


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
    """Addresses that need no number."""
    return sorted(
        {
            rule.rule
            for rule in server.url_map.iter_rules()
            if "GET" in (rule.methods or ()) and not rule.arguments
        }
    )


def _conversation(database: Database) -> str:
    with database.read() as tx:
        newest = select(texts.c.id).where(texts.c.phone == TALKER, texts.c.direction == "in")
        return f"/inbox/{tx.scalar(newest.order_by(texts.c.id.desc()).limit(1))}"


def _get(browser: FlaskClient, path: str) -> Callable[[], int]:
    return lambda: browser.get(path).status_code


def _search(browser: FlaskClient, form: Mapping[str, str]) -> Callable[[], int]:
    page = browser.get("/supporters").get_data(as_text=True)
    said = {**form, "csrf_token": page.split('name="csrf_token" value="')[1].split('"')[0]}
    return lambda: browser.post("/supporters", data=said).status_code


def _text(database: Database) -> None:
    """Somebody writes."""
    row = {"direction": "in", "phone": "+12000000004", "body": "words", "status": "received"}
    with database.write() as tx:
        tx.execute(insert(texts).values(at=datetime.now(UTC), action="action-7", **row))


def _measure(what: str, database: Database, ask: Callable[[], int]) -> None:
    took, answer, worked = [], 0, 0.0
    for _ in range(TIMES):
        _text(database)
        began, working = time.perf_counter(), time.process_time()
        answer = ask()
        took.append((time.perf_counter() - began) * 1000)
        worked += (time.process_time() - working) * 1000 / TIMES
    middle, slow = statistics.median(took), sorted(took)[int(TIMES * 0.95) - 1]
    print(
        f"{what}: {answer}, p50 {middle:.0f} ms, p95 {slow:.0f} ms, cpu {worked:.0f} ms",
        flush=True,
    )
