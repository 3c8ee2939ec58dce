"""Webhooks out, to a CRM that checks each signature with the specification's own library."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from sms_line.store import webhook_endpoints, webhook_messages
from sms_line.store.api_tables import webhook_endpoints as endpoints
from sms_line.store.api_tables import webhook_messages as messages
from sms_line.store.desk_tables import audit
from sms_line.store.outgoing import Event
from sms_line.store.webhook_messages import TRIES
from sms_line.web_address import why_not
from sms_line.work.webhooks import posting
from sms_line.work.webhooks.messenger import CLAIM_LASTS
from tests.doubles.crm import Crm
from tests.whole_line import ANA, WholeLine


@pytest.fixture
def crm() -> Iterator[Crm]:
    with Crm() as listening:
        yield listening


@pytest.fixture
def line(open_line: Callable[..., WholeLine]) -> WholeLine:
    """In practice mode, in which a CRM may be on this machine, at the true time of the day."""
    opened = open_line(twilio_account_sid="", twilio_auth_token="")
    opened.clock.moment = datetime.now(UTC)
    return opened


def connect(line: WholeLine, crm: Crm, *events: Event, with_phone: bool = False) -> int:
    with line.database.write() as tx:
        made = webhook_endpoints.add(
            tx,
            crm.url,
            events or tuple(Event),
            with_phone=with_phone,
            who="a test",
            now=line.clock.now(),
        )
    crm.secret = made.secret(line.application.settings.secret_key)
    line.application.line.parts.outgoing.look_again()
    return made.id


def types(crm: Crm) -> list[str]:
    return [each["type"] for each in crm.taken]


def test_an_action_from_opt_in_to_letters(line: WholeLine, crm: Crm) -> None:
    connect(line, crm)
    line.walk()
    line.work()
    assert types(crm) == ["opt_in", "letter", "letter", "letter"]
    assert len({each["data"]["supporter"] for each in crm.taken}) == 1
    assert {each["data"]["status"] for each in crm.taken[1:]} == {"accepted"}
    assert ANA not in str(crm.taken), "no number unless the owner chose so"
    assert line.count(messages, messages.c.data.is_not(None)) == 0, "what was told is not kept"


def test_only_what_was_chosen(line: WholeLine, crm: Crm) -> None:
    connect(line, crm, Event.OPT_OUT, with_phone=True)
    line.walk()
    line.text("STOP")
    line.work()
    assert types(crm) == ["opt_out"]
    assert crm.taken[0]["data"]["phone"] == ANA


def test_who_has_no_crm_writes_nothing(line: WholeLine) -> None:
    line.walk()
    line.work()
    assert line.count(messages) == 0


def test_forget_me_takes_back_what_was_not_told(line: WholeLine, crm: Crm) -> None:
    connect(line, crm, with_phone=True)
    line.walk()
    line.text("FORGET ME")
    line.text("yes")
    assert line.count(messages, messages.c.phone == ANA) == 0
    line.work()
    assert types(crm) == ["forgotten"]
    assert crm.taken[0]["data"]["supporter"] == line.application.line.parts.outgoing.opaque(ANA)
    assert ANA not in str(crm.taken)


def test_what_fails_is_tried_again_with_the_same_id(line: WholeLine, crm: Crm) -> None:
    endpoint = connect(line, crm, Event.OPT_IN)
    crm.status = 503
    line.text("FREE")
    line.work()
    line.work()  # not due yet
    assert len(crm.tried) == 1
    crm.status = 200
    line.clock.moment += timedelta(seconds=15)
    line.work()
    assert len(set(crm.tried)) == 1
    assert types(crm) == ["opt_in"]
    (row,) = line.rows(endpoints)
    assert (row.id, row.failures, row.failing_since) == (endpoint, 0, None)


def fail_for(line: WholeLine, crm: Crm, status: int, tries: int) -> None:
    crm.status = status
    line.text("FREE")
    for _ in range(tries):
        line.work()
        line.clock.moment += timedelta(hours=4)


def test_it_is_given_up_after_a_day_and_can_be_sent_again(line: WholeLine, crm: Crm) -> None:
    endpoint = connect(line, crm, Event.OPT_IN)
    fail_for(line, crm, 500, TRIES + 1)
    (row,) = line.rows(messages)
    assert (row.status, row.attempts, row.answer) == ("given up", TRIES, "HTTP 500")
    crm.status = 200
    line.clock.moment = datetime.now(UTC)
    with line.database.write() as tx:
        assert (
            webhook_messages.send_again(tx, endpoint, who="o@x.example", now=line.clock.now()) == 1
        )
    line.work()
    assert [each["id"] for each in crm.taken] == [row.message_id]
    assert line.rows(audit)[-1].did == "sent again"


def test_who_never_answers_is_switched_off(line: WholeLine, crm: Crm) -> None:
    connect(line, crm, Event.OPT_IN, Event.LETTER)
    crm.status = 500
    line.walk()
    for _ in range(10):
        line.work()
        line.clock.moment += timedelta(hours=4)
    (row,) = line.rows(endpoints)
    assert row.disabled_at
    assert "in a row" in row.why
    tried = len(crm.tried)
    line.text("FREE", "+13075550101")
    line.work()
    assert len(crm.tried) == tried, "nothing is written for it any more"


def test_gone_is_gone(line: WholeLine, crm: Crm) -> None:
    connect(line, crm, Event.OPT_IN)
    fail_for(line, crm, 410, 2)
    (row,) = line.rows(endpoints)
    assert row.why == "It answered 410 Gone."
    assert len(crm.tried) == 1


def test_no_redirect_is_followed(line: WholeLine, crm: Crm) -> None:
    connect(line, crm, Event.OPT_IN)
    crm.headers = {"Location": crm.url}
    fail_for(line, crm, 307, 1)
    assert len(crm.tried) == 1
    assert line.rows(messages)[0].answer == "HTTP 307"


def test_who_hangs_is_left(line: WholeLine, crm: Crm, monkeypatch: pytest.MonkeyPatch) -> None:
    connect(line, crm, Event.OPT_IN)
    monkeypatch.setattr(posting, "READ_SECONDS", 0.2)
    crm.go_on.clear()
    line.text("FREE")
    line.text("FREE", "+13075550101")
    line.work()
    (first, second) = line.rows(messages)
    assert first.answer == "No answer in time."
    assert second.status == "waiting", "one that does not answer is not asked again at once"


def test_killed_in_the_middle_it_comes_again_with_the_same_id(
    line: WholeLine, crm: Crm, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint = connect(line, crm, Event.OPT_IN)
    messenger = line.application.errands.messenger

    def die(*_: object) -> bool:
        raise KeyboardInterrupt  # as a worker that is killed between the answer and its note

    line.text("FREE")
    with monkeypatch.context() as patched:
        patched.setattr(type(messenger), "_settle", die)
        with pytest.raises(KeyboardInterrupt):
            messenger.tell(endpoint)
    messenger.tell(endpoint)
    assert len(crm.tried) == 1, "its claim still holds"
    line.clock.moment += CLAIM_LASTS
    line.work()
    assert len(crm.tried) == 2
    assert len(set(crm.tried)) == 1
    assert line.rows(messages)[0].status == "delivered"


def test_one_worker_at_a_time(line: WholeLine, crm: Crm) -> None:
    endpoint = connect(line, crm, Event.OPT_IN)
    for number in range(3):
        line.text("FREE", f"+1307555010{number}")
    crm.go_on.clear()
    first = threading.Thread(target=line.application.errands.messenger.tell, args=(endpoint,))
    first.start()
    assert crm.reached.wait(10)
    line.application.errands.messenger.tell(endpoint)
    assert len(crm.tried) == 1
    crm.go_on.set()
    first.join(10)
    assert len(crm.taken) == 3
    assert crm.tried == [row.message_id for row in line.rows(messages)], "in order"


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("2606:4700::1111", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),  # a cloud's own keys
        ("100.64.0.1", False),  # a provider's inside
        ("0.0.0.0", False),
        ("224.0.0.1", False),  # everybody at once
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),  # wrapped
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::a00:1", False),  # wrapped for a network without IPv4
        ("64:ff9b::808:808", True),
        ("2002:a00:1::1", False),  # wrapped in 6to4
    ],
)
def test_what_may_be_posted_to(address: str, public: bool) -> None:
    assert posting.is_public(posting.ipaddress.ip_address(address)) is public


@pytest.mark.parametrize(
    ("url", "practice", "good"),
    [
        ("https://crm.example.org/hook", False, True),
        ("http://crm.example.org/hook", False, False),  # anybody on the way could read it
        ("http://crm.example.org/hook", True, False),
        ("http://127.0.0.1:9/hook", True, True),
        ("http://127.0.0.1:9/hook", False, False),
        ("https://me:secret@crm.example.org/", False, False),  # a secret in a log
        ("ftp://crm.example.org/", True, False),
        ("file:///etc/passwd", True, False),
        ("https://[::1", True, False),
        ("https://", True, False),
    ],
)
def test_which_addresses_are_taken(url: str, practice: bool, good: bool) -> None:
    assert (why_not(url, practice=practice) == "") is good


def test_a_name_that_leads_inside_is_not_followed(crm: Crm) -> None:
    url = crm.url.replace("http://127.0.0.1", "https://localhost")
    posted = posting.post(url, {}, b"{}", practice=False)
    assert posted == posting.Posted(0, "The address leads to a private network.")
    assert crm.tried == []
