"""Two web sides and workers on one PostgreSQL that share no disk: one line all the same."""

import re
import signal
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from sms_line.bundle_paths import FIXTURES
from sms_line.carrier.signature import Signature
from sms_line.directory.sources import Folder
from sms_line.directory.sync import sync
from sms_line.store import actions, shared_secret
from sms_line.store.database import Database
from sms_line.store.fleet_tables import workers
from sms_line.store.migrate import migrate
from sms_line.store.set_up_code import set_up_code
from sms_line.store.tables import deliveries
from sms_line.work.pauses import CLAIM_LASTS
from tests.doubles.holding_mail import HoldingMail
from tests.doubles.twilio_api import TwilioApi
from tests.fleet.machines import Fleet, Machine, fleet
from tests.whole_line import ANA, LOADED, NUMBER, TO_YES

PUBLIC = "https://line.example"
BEN = "+13075550101"


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    """A PostgreSQL with legislators and the demo's action."""
    source = (FIXTURES / "actions" / "freethemall.md").read_text("utf-8")
    with closing(Database(postgres_url)) as opened:
        migrate(opened)
        sync(opened, Folder(FIXTURES / "directory"), LOADED)
        with opened.write() as tx:
            actions.add(tx, "freethemall", source, datetime.now(UTC))
        yield opened


@pytest.fixture
def mail() -> Iterator[HoldingMail]:
    with HoldingMail("") as server:
        yield server


@pytest.fixture(params=["PostgreSQL", "Redis"])
def machines(
    request: pytest.FixtureRequest,
    database: Database,
    mail: HoldingMail,
    twilio: TwilioApi,
    tmp_path: Path,
) -> Iterator[Fleet]:
    """Machines whose queue is in the database, and machines whose queue is a Redis."""
    queue = request.getfixturevalue("redis_url") if request.param == "Redis" else ""
    with fleet(
        tmp_path,
        SMS_LINE_DATABASE_URL=database.url,
        SMS_LINE_QUEUE_URL=queue,
        SMS_LINE_PUBLIC_URL=PUBLIC,
        SMS_LINE_NUMBER=NUMBER,
        SMS_LINE_MAIL_URL=mail.url,
        SMS_LINE_MAIL_FROM="letters@line.example",
        SMS_LINE_RATE="1000",
        TWILIO_ACCOUNT_SID=twilio.account_sid,
        TWILIO_AUTH_TOKEN=twilio.auth_token,
        SMS_LINE_TWILIO_API_URL=twilio.url,
    ) as started:
        yield started


def walk(webs: list[Machine], twilio: TwilioApi, sender: str) -> None:
    """A whole action of one person, each text to the other web side."""
    signature = Signature(twilio.auth_token, PUBLIC)
    for web, body in zip(cycle(webs), TO_YES, strict=False):
        form = {
            "MessageSid": f"SM{uuid4().hex}",
            "AccountSid": twilio.account_sid,
            "From": sender,
            "To": NUMBER,
            "Body": body,
            "NumMedia": "0",
        }
        signed = {"X-Twilio-Signature": signature.sign("/twilio/sms", form)}
        answer = web.ask("POST", "/twilio/sms", fields=form, encode_multipart=False, headers=signed)
        assert answer.status == 200, web.log
        assert b"<Message>" in answer.data


def wait_for(mail: HoldingMail, letters: int) -> None:
    for _ in range(letters):
        assert mail.came.acquire(timeout=40), "a letter never came"


def test_every_letter_leaves_once_though_a_worker_is_killed(
    machines: Fleet, database: Database, mail: HoldingMail, twilio: TwilioApi
) -> None:
    webs = [machines.web(), machines.web()]
    mail.holds = "RCPT"
    first = machines.worker()
    walk(webs, twilio, ANA)
    for _ in range(3):
        assert mail.held.acquire(timeout=40), first.log
    with database.read() as tx:
        lost = tx.execute(select(deliveries.c.id)).scalars().all()
    second = machines.worker()
    first.process.kill()  # with three letters in its hands
    first.process.wait()
    mail.holds = ""
    walk(webs, twilio, BEN)
    wait_for(mail, 3)
    long_ago = datetime.now(UTC) - 2 * CLAIM_LASTS  # so much time has passed
    with database.write() as tx:
        held = deliveries.update().where(
            deliveries.c.id.in_(lost), deliveries.c.status == "sending"
        )
        assert tx.execute(held.values(claimed_at=long_ago)).rowcount == 3
    third = machines.worker()  # as a supervisor would start it
    wait_for(mail, 3)
    for worker in (second, third):
        worker.process.send_signal(signal.SIGTERM)
    # What was in hand is written down by the time they are gone.
    assert [worker.process.wait(timeout=20) for worker in (second, third)] == [0, 0]
    with database.read() as tx:
        statuses = tx.execute(select(deliveries.c.status)).scalars().all()
        there = tx.execute(select(workers.c.name)).all()
    assert statuses == ["accepted"] * 6
    assert len(mail.taken) == len(set(mail.taken)) == 6
    assert len(there) == 1, "who was killed took no leave; the others did"


@pytest.mark.parametrize("machines", ["PostgreSQL"], indirect=True)
def test_a_form_of_one_machine_is_good_on_another(machines: Fleet, database: Database) -> None:
    """Its token and its cookie are signed with a key that was made on the other one."""
    one, other = machines.web(), machines.web()
    keys = [(web.folder / "var" / "secret-key").read_text() for web in (one, other)]
    with database.read() as tx:
        assert keys == [shared_secret.read(tx)] * 2
        code = set_up_code(tx, keys[0])
    page = one.ask("GET", "/first")
    token = re.search(rb'name="csrf_token" value="([^"]+)"', page.data)
    assert token
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    form = {"csrf_token": token[1].decode(), "code": code, "email": "ana@line.example"}
    headers = {"Cookie": cookie, "Referer": f"{PUBLIC}/first", "Host": "line.example"}
    answer = other.ask("POST", "/first", fields=form, encode_multipart=False, headers=headers)
    assert (answer.status, answer.headers.get("Location")) == (303, "/")
