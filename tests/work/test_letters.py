"""Letters: each leaves once or is honestly said not to have, whatever breaks meanwhile."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest

from sms_line.ports import Envelope, Outcome, Route
from sms_line.routes.choose import open_route
from sms_line.store import database as database_module
from sms_line.store import letters as store
from sms_line.store.tables import deliveries, letters, texts
from sms_line.work.pauses import CLAIM_LASTS
from tests.doubles.holding_mail import HoldingMail
from tests.doubles.offices_mail import OfficesMail
from tests.doubles.outage import outage
from tests.transcripts.play_door import StoryClock
from tests.whole_line import NUMBER, WholeLine, together

ROOT = Path(__file__).parents[2]
LATER = CLAIM_LASTS + timedelta(minutes=1)


def statuses(line: WholeLine) -> list[str]:
    return [row.status for row in line.rows(deliveries)]


def ids(line: WholeLine) -> list[int]:
    return [row.id for row in line.rows(deliveries)]


def told(line: WholeLine) -> list[str]:
    return [taken.body for taken in line.twilio.taken]


def sent_ids(mail: OfficesMail) -> list[str]:
    return [str(message["Message-ID"]) for message in mail.taken]


def test_the_line_may_have_a_long_address(
    open_line: Callable[..., WholeLine], mail: OfficesMail
) -> None:
    line = open_line(public_url=f"https://{'line.' * 40}example.org")
    line.walk()
    line.work()
    assert statuses(line) == ["accepted"] * 3
    assert all(sent.endswith(".line.example.org>") for sent in sent_ids(mail))


# A worker is killed


def killed_worker(line: WholeLine, mail: HoldingMail, letters_held: int) -> None:
    """Run a worker in a process of its own until it is in the middle of letters; kill it there."""
    settings = line.application.settings
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "SMS_LINE_DATABASE_URL": settings.database_url,
        "SMS_LINE_DATA_DIR": str(settings.data_dir),
        "SMS_LINE_SECRET_KEY": settings.secret_key,
        "SMS_LINE_NUMBER": NUMBER,
        "SMS_LINE_MAIL_URL": mail.url,
        "SMS_LINE_MAIL_FROM": settings.mail_from,
        "TWILIO_ACCOUNT_SID": settings.twilio_account_sid,
        "TWILIO_AUTH_TOKEN": settings.twilio_auth_token,
        "SMS_LINE_TWILIO_API_URL": settings.twilio_api_url,
    }
    worker = subprocess.Popen(
        [sys.executable, "-m", "sms_line", "worker"],
        env=environment,
        cwd=settings.data_dir,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(letters_held):
            assert mail.held.acquire(timeout=30), "the worker never came to this letter"
    finally:
        worker.kill()
        worker.wait()


@pytest.mark.parametrize("moment", ["RCPT", "DATA"])
def test_a_worker_killed_with_letters_in_its_hands(
    open_line: Callable[..., WholeLine], moment: Literal["RCPT", "DATA"]
) -> None:
    with HoldingMail(moment) as mail:
        line = open_line(mail_url=mail.url, clock=StoryClock(datetime.now(UTC)))
        line.walk()
        killed_worker(line, mail, letters_held=3)
        mail.holds = ""
        line.work()
        assert statuses(line) == ["sending"] * 3, "it may be alive"
        assert told(line) == [], "nobody is told what is not known"
        for _ in range(4):
            line.clock.moment += LATER
            line.work()
    assert len(mail.taken) == len(set(mail.taken)) == 3
    assert statuses(line) == (["accepted"] if moment == "RCPT" else ["unsure"]) * 3
    assert told(line)[-1].startswith("Sent:") is (moment == "RCPT")


@pytest.mark.parametrize("there", [True, False], ids=["renamed", "not yet renamed"])
def test_the_outbox_is_evidence(open_line: Callable[..., WholeLine], there: bool) -> None:
    line = open_line(mail_url="outbox:")
    line.walk()
    claims = []
    for row in ids(line):
        with line.database.write() as tx:
            claimed = store.claim(tx, row, line.clock.now())
            assert claimed
            claims.append(claimed)
    for claimed in claims:  # the worker hands over, and dies before or after its very last act

        def hand_over(claimed: store.Delivery = claimed) -> None:
            line.application.errands.postman._hand_over(claimed)

        if there:
            line.application.line.parts.route.send(claimed.envelope, hand_over)
        else:
            hand_over()
    for _ in range(4):
        line.clock.moment += LATER
        line.work()
    assert statuses(line) == ["accepted"] * 3
    outbox = list((line.application.settings.data_dir / "outbox").iterdir())
    assert len(outbox) == 3
    assert told(line)[-1].startswith("Sent:")


# A claim that was lost


def test_a_worker_that_sleeps_through_its_claim_sends_nothing(line: WholeLine) -> None:
    """Suspended for a quarter of an hour before the last step, while another one took over."""
    line.walk(texts=("FREE", "82001", "Ana Diaz", "no", "yes"))
    first = ids(line)[0]
    with line.database.write() as tx:
        asleep = store.claim(tx, first, line.clock.now())
    assert asleep
    line.clock.moment += LATER
    line.application.errands.postman.sweep()  # taken for dead; certainly not sent
    line.clock.moment += timedelta(minutes=1)
    with line.database.write() as tx:
        awake = store.claim(tx, first, line.clock.now())
        assert awake
        assert not store.hand_over(tx, asleep, line.clock.now())
        assert store.hand_over(tx, awake, line.clock.now())
        assert not store.hand_over(tx, awake, line.clock.now()), "once"
        store.settle(tx, asleep, store.REFUSED, "an old answer")
        store.postpone(tx, asleep, line.clock.now(), "an old answer")
    assert statuses(line)[0] == "sending"


def test_two_workers_deliver_each_letter_once(open_line: Callable[..., WholeLine]) -> None:
    one, two = open_line(), open_line()
    for number in range(4):
        one.walk(f"+1307555011{number}")
    todo = ids(one)
    together(
        *[
            lambda line=line, row=row: line.application.errands.postman.deliver(row)
            for row in todo
            for line in (one, two)
        ],
        one.application.sweep,
        two.application.sweep,
    )
    one.work()
    assert statuses(one) == ["accepted"] * 12
    assert len(sent_ids(one.mail)) == len(set(sent_ids(one.mail))) == 12
    assert len(told(one)) == 4, "one receipt each"


# The mail server


def test_a_mail_server_that_is_down_for_hours(open_line: Callable[..., WholeLine]) -> None:
    mail = OfficesMail()  # its port is chosen; nobody listens yet
    line = open_line(mail_url=mail.url)
    line.walk()
    for _ in range(10):
        line.work()
        line.clock.moment += timedelta(minutes=40)
    assert statuses(line) == ["queued"] * 3
    assert len(told(line)) == 1, "told once that it takes longer"
    with mail:
        for _ in range(10):
            line.clock.moment += timedelta(minutes=40)
            line.work()
    assert len(sent_ids(mail)) == len(set(sent_ids(mail))) == 3
    assert statuses(line) == ["accepted"] * 3
    assert len(told(line)) == 2, "and once that all three have arrived"
    assert told(line)[-1].startswith("Sent:")
    assert all(message["Message-ID"] for message in mail.taken)


def test_nobody_takes_it_for_a_day(line: WholeLine) -> None:
    line.walk()
    for row in line.rows(deliveries):
        line.mail.fates[row.bioguide] = "waiting"
    for _ in range(30):
        line.work()
        line.clock.moment += timedelta(hours=1)
    assert statuses(line) == ["given up"] * 3
    assert line.mail.taken == []
    assert len(told(line)) == 2
    phones = [row.office_phone for row in line.rows(letters)]
    assert all(phone in told(line)[1] for phone in phones), "the office can still be called"
    line.mail.fates.clear()
    line.clock.moment += timedelta(days=1)
    line.work()
    assert line.mail.taken == [], "given up is given up"


def test_each_office_has_its_own_fate(line: WholeLine) -> None:
    line.walk()
    one, two, three = [row.bioguide for row in line.rows(deliveries)]
    line.mail.fates |= {one: "refused", two: "unsure"}
    for _ in range(3):
        line.work()
        line.clock.moment += LATER
    assert statuses(line) == ["refused", "unsure", "accepted"]
    assert [message["To"].split("<")[1] for message in line.mail.taken] == [
        f"{three}@offices.invalid>"
    ]
    assert len(told(line)) == 1


# The queue


def test_a_queue_that_is_lost(open_line: Callable[..., WholeLine]) -> None:
    line = open_line()
    line.walk()
    pushed = line.push("News for you.")
    queue = line.application.bell.queue
    if line.database.is_sqlite:
        queue.storage.close()
        for path in line.application.settings.data_dir.glob("queue.db*"):
            path.unlink()
    else:
        with line.database.write() as tx:
            tx.exec_driver_sql("DROP TABLE huey_task, huey_schedule, huey_kv")
    fresh = open_line()
    fresh.work()
    assert statuses(fresh) == ["accepted"] * 3
    assert len(fresh.mail.taken) == 3
    assert fresh.rows(texts, texts.c.id == pushed)[0].status == "accepted"


def test_bells_that_ring_for_nothing(line: WholeLine) -> None:
    line.walk()
    bell = line.application.bell
    for kind in ("delivery", "text", "lookup"):
        for row in (*ids(line) * 3, 999_999):
            bell.ring(kind, row)
    line.work()
    assert len(sent_ids(line.mail)) == len(set(sent_ids(line.mail))) == 3
    assert len(told(line)) == 1


# The database


class Struck:
    """A route that sends the letter and finds the database gone."""

    def __init__(self, route: Route, strike: Callable[[], None]) -> None:
        self.name, self.strike = route.name, strike
        self.needs, self.address = route.needs, route.address
        self.evidence, self.erase = route.evidence, route.erase
        self._route = route

    def send(self, envelope: Envelope, point_of_no_return: Callable[[], None]) -> Outcome:
        outcome = self._route.send(envelope, point_of_no_return)
        self.strike()
        return outcome


def test_a_database_that_goes_while_an_outcome_is_recorded(
    open_line: Callable[..., WholeLine], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "SQLITE_BUSY_SECONDS", 0.1)
    down: list[Any] = []

    def strike() -> None:
        down.append(outage(url))
        down[-1].__enter__()

    plain = open_line()
    url = plain.application.settings.database_url
    line = open_line(route=Struck(open_route(plain.application.settings), strike))
    line.walk()
    first, *_ = ids(line)
    with pytest.raises(database_module.DatabaseDown):
        line.application.errands.postman.deliver(first)
    down.pop().__exit__(None, None, None)
    assert statuses(line) == ["sending", "queued", "queued"]
    for _ in range(3):
        plain.clock.moment += LATER
        plain.work()
    # It was taken, and nobody knows: neither "accepted" nor sent again.
    assert statuses(line) == ["unsure", "accepted", "accepted"]
    assert len(sent_ids(line.mail)) == len(set(sent_ids(line.mail))) == 3


# Somebody asks to be forgotten meanwhile


def test_forget_me_between_claim_and_hand_over(line: WholeLine) -> None:
    line.walk()
    first, *_ = ids(line)
    with line.database.write() as tx:
        claimed = store.claim(tx, first, line.clock.now())
    assert claimed
    line.text("forget me")
    with line.database.write() as tx:
        assert not store.hand_over(tx, claimed, line.clock.now())
    line.clock.moment += LATER
    line.work()
    assert line.mail.taken == []
    assert line.count(deliveries) == line.count(letters) == 0


def test_forget_me_while_a_letter_is_leaving(open_line: Callable[..., WholeLine]) -> None:
    """The outbox file is renamed into place after everything was erased: it must not stay."""
    plain = open_line(mail_url="outbox:")
    inner = open_route(plain.application.settings)

    class Slow(Struck):
        def send(self, envelope: Envelope, point_of_no_return: Callable[[], None]) -> Outcome:
            def gone_too_far() -> None:
                point_of_no_return()
                self.strike()

            return inner.send(envelope, gone_too_far)

    line = open_line(route=Slow(inner, lambda: line.text("forget me") and None))
    line.walk()
    line.work()
    assert list((plain.application.settings.data_dir / "outbox").iterdir()) == []
    assert line.count(letters, letters.c.phone.is_not(None)) == 0
    assert {row.body for row in line.rows(letters)} <= {""}
    assert told(line) == []
