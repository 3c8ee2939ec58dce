"""Texts of the line's own: withheld after STOP, never sent on a guess, reported in any order."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

import pytest

from sms_line.carrier.client import TwilioCarrier
from sms_line.carrier.rest import LONGEST_REST
from sms_line.ports import Postponed, Refused, Sent, Unsure
from sms_line.store import sending as store
from sms_line.store.broadcast_tables import pacing
from sms_line.store.tables import consents, conversations, suppressions, texts
from sms_line.work.pauses import CLAIM_LASTS
from tests.doubles.twilio_server import Fault
from tests.transcripts.play_door import StoryClock
from tests.whole_line import ANA, NUMBER, WholeLine, together

BEN = "+13075550101"


def status_of(line: WholeLine, text_id: int) -> str:
    return str(line.rows(texts, texts.c.id == text_id)[0].status)


def bodies(line: WholeLine) -> list[str]:
    return [taken.body for taken in line.twilio.taken]


@pytest.fixture
def patient(open_line: Callable[..., WholeLine]) -> Callable[..., WholeLine]:
    """A line whose carrier does not wait long for answers."""

    def opened(**changes: Any) -> WholeLine:
        # The double's clock is the real one, and its list is asked by time.
        line = open_line(clock=StoryClock(datetime.now(UTC)), **changes)
        application = line.application
        application.errands.sender._carrier = TwilioCarrier(
            account_sid=line.twilio.account_sid,
            auth_token=line.twilio.auth_token,
            public_url=application.settings.public_url,
            number=NUMBER,
            api_url=line.twilio.url,
            read_seconds=0.3,
        )
        return line

    return opened


# STOP


def test_stop_between_queueing_and_sending(line: WholeLine) -> None:
    line.text("free")
    pushed = line.push("News for you.")
    line.text("stop")
    line.work()
    assert line.twilio.taken == []
    assert status_of(line, pushed) == "withheld"
    assert line.rows(texts, texts.c.id == pushed)[0].due_at is None


def test_stop_before_queueing(line: WholeLine) -> None:
    line.walk()
    line.text("stop")
    line.work()  # the letters leave, for YES was said; their news stays untold
    assert len(line.mail.taken) == 3
    assert line.twilio.taken == []
    pushed = line.push("News for you.")
    line.work()
    assert (line.twilio.taken, status_of(line, pushed)) == ([], "withheld")


class StopsMeanwhile:
    """A carrier that gets an answer only after the person has said STOP."""

    def __init__(self, outcome: object) -> None:
        self.outcome = outcome
        self.line: WholeLine | None = None
        self.asked: list[str] = []

    def send(self, to: str, body: str, text_id: int) -> Any:
        assert self.line
        self.asked.append("send")
        self.line.text("stop")
        return self.outcome

    def find(self, to: str, body: str, since: object, others: object = ()) -> None:
        self.asked.append("find")


@pytest.mark.parametrize(
    ("outcome", "asked"),
    [(Postponed("20429", 2), ["send"]), (Unsure("no answer in time"), ["send", "find"])],
    ids=["postponed", "unsure, and not on the list"],
)
def test_stop_while_it_is_claimed(
    open_line: Callable[..., WholeLine], outcome: object, asked: list[str]
) -> None:
    carrier = StopsMeanwhile(outcome)
    line = carrier.line = open_line(carrier=carrier)
    line.text("free")
    pushed = line.push("News for you.")
    for _ in range(3):
        line.work()
        line.clock.moment += timedelta(hours=1)
    assert carrier.asked == asked, "it is not sent again"
    assert status_of(line, pushed) == "withheld"


# What the carrier says


def test_sent_once_with_our_id_in_the_callback(line: WholeLine) -> None:
    pushed = line.push("News for you.")
    line.work()
    line.work()
    (taken,) = line.twilio.taken
    assert (taken.to, taken.body, taken.sender) == (ANA, "News for you.", NUMBER)
    assert taken.callback.endswith(f"/twilio/sms/status?text={pushed}")
    (row,) = line.rows(texts)
    assert (row.status, row.sid, row.due_at) == ("accepted", taken.sid, None)


def test_a_rest_has_an_end(line: WholeLine) -> None:
    """A proxy that asks for a day would keep all texts back, and nobody could end that."""
    began, line.twilio.retry_after = time.time(), 99_999
    line.twilio.trip(Fault.TOO_MANY)
    line.push("News for you.")
    line.work()
    (row,) = line.rows(texts)
    assert row.due_at == line.clock.now() + timedelta(seconds=LONGEST_REST)
    (pace,) = line.rows(pacing)
    assert began + LONGEST_REST <= pace.next_at <= time.time() + LONGEST_REST


def test_too_many_requests(line: WholeLine) -> None:
    began, line.twilio.retry_after = time.time(), 1
    line.twilio.trip(Fault.TOO_MANY)
    pushed = line.push("News for you.")
    line.work()
    (row,) = line.rows(texts)
    assert row.status == "waiting"
    assert row.due_at == line.clock.now() + timedelta(seconds=1)
    line.work()
    assert line.twilio.taken == [], "not before the other side is ready"
    (pace,) = line.rows(pacing)
    assert pace.next_at >= began + 1, "all workers and broadcasts rest"
    line.clock.moment += timedelta(seconds=1)
    line.work()
    assert (len(line.twilio.taken), status_of(line, pushed)) == (1, "accepted")


@pytest.mark.parametrize(
    "fault", [Fault.HANG_AFTER_TAKING, Fault.BROKEN_AFTER_TAKING, Fault.RESET_AFTER_TAKING]
)
def test_taken_without_an_answer(patient: Callable[..., WholeLine], fault: Fault) -> None:
    line = patient()
    line.twilio.trip(fault)
    pushed = line.push("News for you.")
    line.work()
    assert status_of(line, pushed) == "unsure"
    for _ in range(3):
        line.clock.moment += timedelta(minutes=2)
        line.work()
    assert bodies(line) == ["News for you."]
    (row,) = line.rows(texts)
    assert (row.status, row.sid) == ("accepted", line.twilio.taken[0].sid)


@pytest.mark.parametrize("fault", [Fault.BROKEN_BEFORE_TAKING, Fault.RESET_BEFORE_TAKING])
def test_not_taken_and_no_answer(patient: Callable[..., WholeLine], fault: Fault) -> None:
    line = patient()
    line.twilio.trip(fault)
    pushed = line.push("News for you.")
    line.work()
    line.clock.moment += timedelta(minutes=2)
    line.work()
    assert bodies(line) == ["News for you."]
    assert status_of(line, pushed) == "accepted"


def test_two_texts_that_say_the_same(patient: Callable[..., WholeLine]) -> None:
    """The first one's place on the list is no evidence for the second."""
    line = patient()
    first = line.push("News for you.")
    line.work()
    line.twilio.trip(Fault.BROKEN_BEFORE_TAKING)
    second = line.push("News for you.")
    line.work()
    line.clock.moment += timedelta(minutes=2)
    line.work()
    assert len(line.twilio.taken) == 2
    assert {status_of(line, each) for each in (first, second)} == {"accepted"}
    # And where both were taken without an answer, each finds one of them.
    line.clock.moment = datetime.now(UTC)
    line.twilio.trip(Fault.BROKEN_AFTER_TAKING, times=2)
    third, fourth = line.push("More news."), line.push("More news.")
    for _ in range(3):
        line.work()
        line.clock.moment += timedelta(minutes=2)
    assert len(line.twilio.taken) == 4
    assert {status_of(line, each) for each in (third, fourth)} == {"accepted"}
    assert len({row.sid for row in line.rows(texts)}) == 4


def test_two_bells_for_one_unsure_text(patient: Callable[..., WholeLine]) -> None:
    """An old "not on the list" must not send what was sent after the first "not on the list"."""
    line = patient()
    line.twilio.trip(Fault.BROKEN_BEFORE_TAKING)
    pushed = line.push("News for you.")
    line.work()
    line.clock.moment += timedelta(minutes=2)
    together(*[lambda: line.application.errands.sender.send(pushed)] * 8)
    line.work()
    assert bodies(line) == ["News for you."]


def test_two_workers_at_once(line: WholeLine) -> None:
    pushed = [line.push(f"News {number}.") for number in range(5)]
    together(*[lambda row=row: line.application.errands.sender.send(row) for row in pushed * 4])
    assert sorted(bodies(line)) == [f"News {number}." for number in range(5)]


def test_a_worker_that_died_with_a_text_in_its_hands(line: WholeLine) -> None:
    pushed = line.push("News for you.")
    with line.database.write() as tx:
        tx.execute(texts.update().values(status="claimed", claimed_at=line.clock.now(), attempts=1))
    line.work()
    assert line.twilio.taken == [], "it may be alive"
    line.clock.moment += CLAIM_LASTS + timedelta(seconds=1)
    line.work()
    line.work()
    assert bodies(line) == ["News for you."]
    assert status_of(line, pushed) == "accepted"


def test_the_carrier_cannot_be_asked_for_a_day(patient: Callable[..., WholeLine]) -> None:
    line = patient()
    line.twilio.trip(Fault.BROKEN_AFTER_TAKING)
    pushed = line.push("News for you.")
    line.work()
    line.twilio.auth_token = "changed"
    for _ in range(30):
        line.clock.moment += timedelta(hours=1)
        line.work()
    (row,) = line.rows(texts)
    assert (row.status, row.due_at) == ("unsure", None), "no claim beyond what is known"
    assert len(line.twilio.taken) == 1
    assert pushed == row.id


def test_nobody_takes_it_for_a_day(line: WholeLine) -> None:
    line.twilio.refuse(ANA, 20005)  # the account is suspended: it could leave later
    line.push("News for you.")
    for _ in range(30):
        line.work()
        line.clock.moment += timedelta(hours=1)
    (row,) = line.rows(texts)
    assert (row.status, row.error, row.due_at) == ("given up", "20005", None)
    assert line.twilio.counts["POST"] < 15


@pytest.mark.parametrize(
    ("code", "stopped", "suppressed"),
    [
        (21610, True, True),  # opted out at the carrier: as good as STOP
        (21211, False, True),  # not a number: nothing to stop, nothing to send
        (30006, False, True),  # a landline
        (12345, False, False),
    ],
)
@pytest.mark.parametrize("by", ["the API", "a callback"])
def test_what_follows_from_a_refusal(
    line: WholeLine, by: str, code: int, stopped: bool, suppressed: bool
) -> None:
    line.text("free")
    pushed = line.push("News for you.")
    if by == "the API":
        line.twilio.refuse(ANA, code)
        line.work()
    else:
        line.work()
        for _ in range(2):
            assert line.report(pushed, line.twilio.taken[0].sid, "undelivered", code) == 204
    assert status_of(line, pushed) == ("failed" if by == "the API" else "undelivered")
    assert (line.text("82001") == "") is stopped
    assert line.count(suppressions) == suppressed
    assert [row.kind for row in line.rows(consents)] == ["opt-in"] + ["opt-out"] * stopped
    if stopped:
        assert line.rows(consents)[1].source == "carrier"


def test_an_old_report_does_not_stop_somebody_who_came_back(line: WholeLine) -> None:
    line.text("free")
    pushed = line.push("News for you.")
    line.work()
    line.report(pushed, "", "failed", 21610)
    assert line.text("start")
    line.report(pushed, "", "failed", 21610)
    assert line.text("free")


# Reports


def test_reports_in_every_order(line: WholeLine) -> None:
    for order in permutations(["queued", "sent", "delivered"]):
        pushed = line.push("News for you.")
        line.drain()
        line.application.errands.sender.send(pushed)
        sid = line.twilio.taken[-1].sid
        for status in order * 2:
            assert line.report(pushed, sid, status) == 204
        assert status_of(line, pushed) == "delivered", order


@pytest.mark.parametrize("code", [None, 30003])
def test_the_first_last_word_stands(line: WholeLine, code: int | None) -> None:
    pushed = line.push("News for you.")
    line.work()
    for status in ("delivered", "failed", "undelivered", "sent", "accepted"):
        assert line.report(pushed, line.twilio.taken[0].sid, status, code) == 204
    assert status_of(line, pushed) == "delivered"


def test_reports_by_our_id_or_by_theirs_alone(line: WholeLine) -> None:
    first, second = line.push("One."), line.push("Two.", BEN)
    line.work()
    sids = {taken.body: taken.sid for taken in line.twilio.taken}
    assert line.report(first, "", "delivered") == 204
    assert line.report(None, sids["Two."], "delivered") == 204
    assert [row.status for row in line.rows(texts)] == ["delivered", "delivered"]
    assert [row.sid for row in line.rows(texts)] == [sids["One."], sids["Two."]]
    assert second


@pytest.mark.parametrize("with_sid", [True, False])
def test_reports_before_the_answer_of_the_api(line: WholeLine, with_sid: bool) -> None:
    """The worker has the text in hand, twice; the callbacks of both are faster than the API."""
    for number in range(2):
        pushed = line.push("News for you.")
        now = line.clock.now()
        with line.database.write() as tx:
            claimed = store.claim(tx, pushed, now)
        assert claimed
        sid = f"SM{number:032x}" if with_sid else ""
        assert line.report(pushed, sid, "sent") == 204
        assert line.report(pushed, sid, "queued") == 204
        line.application.errands.sender.record(claimed, Sent(f"SM{number:032x}"))
        (row,) = line.rows(texts, texts.c.id == pushed)
        assert (row.status, row.due_at) == ("sent", None)
        line.clock.moment += timedelta(hours=1)
        line.work()
    assert line.twilio.taken == []


def test_a_report_settles_what_is_unsure(patient: Callable[..., WholeLine]) -> None:
    line = patient()
    line.twilio.trip(Fault.BROKEN_AFTER_TAKING)
    pushed = line.push("News for you.")
    line.work()
    assert line.report(pushed, line.twilio.taken[0].sid, "delivered") == 204
    line.clock.moment += timedelta(hours=1)
    line.work()
    assert status_of(line, pushed) == "delivered"
    assert line.twilio.counts["GET"] == 0
    assert len(line.twilio.taken) == 1


def test_reports_of_nothing_that_we_know(line: WholeLine) -> None:
    line.text("free")
    before = line.rows(texts)
    inbound, reply = (row.id for row in before)
    for text_id, sid in [
        (None, ""),
        (None, "SM" + "e" * 32),
        (10**17, ""),
        (2**31, ""),
        (999_999, "SM\x00"),
        (inbound, ""),
        (None, before[0].sid),
    ]:
        assert line.report(text_id, sid, "delivered", 21610) == 204
    for status in ("", "read", "teleported", "DELIVERED\x00"):
        assert line.report(reply, "", status) == 204
    assert line.rows(texts) == before
    assert line.post("/twilio/sms/status?text=x&text=7", {}).status_code == 204
    assert line.count(conversations) == 1


def test_a_refusal_of_somebody_who_was_forgotten_meanwhile(line: WholeLine) -> None:
    line.text("free")
    pushed = line.push("News for you.")
    with line.database.write() as tx:
        claimed = store.claim(tx, pushed, line.clock.now())
    assert claimed
    line.text("forget me")
    line.application.errands.sender.record(claimed, Refused("21610"))
    line.clock.moment += timedelta(hours=1)
    line.work()
    assert line.count(conversations) == 0
    assert line.count(texts, texts.c.phone.is_not(None)) == 0
    assert [row.kind for row in line.rows(consents)] == ["forgotten"]
