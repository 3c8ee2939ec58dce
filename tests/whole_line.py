"""A whole line for tests: signed posts in, TwiML out, real mail, a loopback Twilio."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from sqlalchemy import ColumnElement, Row, Table, func, select
from werkzeug.test import TestResponse

from sms_line.app import Application, build
from sms_line.bundle_paths import FIXTURES
from sms_line.settings import Settings
from sms_line.store import actions
from sms_line.store.database import Database
from sms_line.store.texts import WAITING
from sms_line.store.texts import queue as queue_text
from tests.doubles.offices_mail import OfficesMail
from tests.doubles.twilio_api import TwilioApi
from tests.transcripts.play_door import StoryClock, StoryGeocoder

LOADED = datetime(2026, 11, 23, tzinfo=UTC)
"""When the fixtures' directory and actions were loaded."""
ANA = "+13075550100"
NUMBER = "55555"
TO_YES = ("FREE", "82001", "Ana Diaz", "no", "yes")
"""A whole action of somebody in Cheyenne, three letters."""


@dataclass
class WholeLine:
    """One running line, its surroundings, and hands to work it with."""

    application: Application
    clock: StoryClock
    geocoder: StoryGeocoder
    mail: OfficesMail
    twilio: TwilioApi

    @property
    def database(self) -> Database:
        return self.application.line.parts.database

    def post(
        self,
        path: str,
        form: dict[str, str],
        *,
        method: str = "POST",
        signature: str | None = None,
        **more: Any,
    ) -> TestResponse:
        """A post as Twilio makes it; `signature` other than Twilio's, "" for none."""
        if signature is None:
            signature = self.application.signature.sign(path, form)
        headers = {"X-Twilio-Signature": signature} if signature else {}
        client = self.application.server.test_client()
        return client.open(path, method=method, data=form, headers=headers, **more)

    def new_sid(self) -> str:
        return f"SM{uuid4().hex}"

    def form(self, body: str, sender: str = ANA, sid: str = "", **more: str) -> dict[str, str]:
        """The form of an inbound text."""
        return {
            "MessageSid": sid or self.new_sid(),
            "AccountSid": self.twilio.account_sid,
            "From": sender,
            "To": NUMBER,
            "Body": body,
            "NumMedia": "0",
            **more,
        }

    def webhook(self, body: str, sender: str = ANA, sid: str = "", **more: str) -> TestResponse:
        return self.post("/twilio/sms", self.form(body, sender, sid, **more))

    def text(self, body: str, sender: str = ANA, sid: str = "", **more: str) -> str:
        """Text the line; its answer, "" for none."""
        answer = self.webhook(body, sender, sid, **more)
        assert answer.status_code == 200, answer.text
        return said(answer)

    def walk(self, sender: str = ANA, texts: tuple[str, ...] = TO_YES) -> str:
        """Text all these; the last answer."""
        return [self.text(body, sender) for body in texts][-1]

    def push(self, body: str, sender: str = ANA) -> int:
        """A text of the line's own, as a row that waits; its id."""
        with self.database.write() as tx:
            return queue_text(
                tx, phone=sender, line_number=NUMBER, body=body, action="", now=self.clock.now()
            )

    def report(self, text_id: int | None, sid: str, status: str, code: int | None = None) -> int:
        """A status callback; the answer's code."""
        form = {"MessageStatus": status}
        form |= {"MessageSid": sid} if sid else {}
        form |= {"ErrorCode": str(code)} if code else {}
        query = "?" + urlencode({"text": text_id}) if text_id is not None else ""
        return self.post(f"/twilio/sms/status{query}", form).status_code

    def work(self) -> None:
        """What a worker does: the sweep, then all that the bells ring for."""
        self.application.sweep()
        self.drain()

    def drain(self) -> None:
        """Answer every bell that has rung."""
        queue = self.application.bell.queue
        self.application.bell.open()
        while (task := queue.dequeue()) is not None:
            queue.execute(task)

    def rows(self, table: Table, *where: ColumnElement[bool]) -> list[Row[Any]]:
        with self.database.read() as tx:
            return list(tx.execute(select(table).where(*where).order_by(*table.primary_key)))

    def count(self, table: Table, *where: ColumnElement[bool]) -> int:
        with self.database.read() as tx:
            return tx.execute(select(func.count()).select_from(table).where(*where)).scalar_one()

    def waiting(self, texts: Table) -> int:
        return self.count(texts, texts.c.status == WAITING)

    def close(self) -> None:
        self.application.close()


def said(answer: TestResponse) -> str:
    """What a TwiML answer says; it is well formed, and holds one message at most."""
    assert answer.mimetype == "text/xml"
    root = ET.fromstring(answer.get_data(as_text=True))
    assert root.tag == "Response"
    assert len(root) <= 1
    return (root[0].text or "") if len(root) else ""


def open_whole_line(
    database_url: str,
    data_dir: Path,
    mail: OfficesMail,
    twilio: TwilioApi,
    **changes: Any,
) -> WholeLine:
    """A line on a prepared database. `changes`: settings, and parts for `build`."""
    known = {each.name for each in fields(Settings)}
    given = {
        "database_url": database_url,
        "data_dir": data_dir,
        "secret_key": "a secret of the tests",
        "number": NUMBER,
        "twilio_account_sid": twilio.account_sid,
        "twilio_auth_token": twilio.auth_token,
        "twilio_api_url": twilio.url,
        "mail_url": mail.url,
        "mail_from": "letters@line.example",
        "rate": 5000.0,  # what is tested here need not wait for its moment
    } | {name: value for name, value in changes.items() if name in known}
    parts = {"clock": StoryClock(), "geocoder": StoryGeocoder()} | {
        name: value for name, value in changes.items() if name not in known
    }
    application = build(Settings(**given), **parts)
    # PostgresHuey waits a second for a bell that will not ring here.
    application.bell.queue.storage.blocking = False
    whole = WholeLine(application, parts["clock"], parts["geocoder"], mail, twilio)
    source = (FIXTURES / "actions" / "freethemall.md").read_text("utf-8")
    with whole.database.write() as tx:
        actions.add(tx, "freethemall", source, whole.clock.now())
    return whole


def together(*calls: Callable[[], Any]) -> list[Any]:
    """Make these calls at the same moment, each in a thread of its own."""
    barrier = Barrier(len(calls))

    def one(call: Callable[[], Any]) -> Any:
        barrier.wait(timeout=30)
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))
