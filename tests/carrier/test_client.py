"""Texts out, against a loopback Twilio: every way in which a try can end has its honest outcome."""

import json
import random
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from sms_line.carrier.client import TwilioCarrier
from sms_line.carrier.practice import PracticeCarrier
from sms_line.carrier.rest import LONGEST_REST, outcome_of
from sms_line.ports import Carrier, CarrierDown, Postponed, Refused, Sent, Unsure
from tests.doubles.twilio_api import TwilioApi
from tests.doubles.twilio_server import Fault

ANA = "+13075550100"
LINE = "+13075550199"


@pytest.fixture
def api() -> Iterator[TwilioApi]:
    with TwilioApi() as double:
        yield double


def carrier_to(api: TwilioApi, **given: object) -> TwilioCarrier:
    settings: dict[str, object] = {
        "account_sid": api.account_sid,
        "auth_token": api.auth_token,
        "public_url": "https://line.example",
        "number": LINE,
        "api_url": api.url,
    }
    return TwilioCarrier(**(settings | given))  # type: ignore[arg-type]


def test_both_carriers_are_carriers(api: TwilioApi) -> None:
    carriers: list[Carrier] = [carrier_to(api), PracticeCarrier()]
    assert all(isinstance(c.send(ANA, "Hello", 1), Sent) for c in carriers)


def test_a_text_goes_out(api: TwilioApi) -> None:
    outcome = carrier_to(api).send(ANA, "¿Sí? 50% & more\n✊", 17)
    (taken,) = api.taken
    assert outcome == Sent(taken.sid)
    assert (taken.to, taken.sender, taken.body) == (ANA, LINE, "¿Sí? 50% & more\n✊")
    assert taken.callback == "https://line.example/twilio/sms/status?text=17"


def test_a_messaging_service_comes_before_the_number(api: TwilioApi) -> None:
    carrier_to(api, messaging_service_sid="MG1").send(ANA, "Hello", 1)
    assert api.taken[0].sender == "MG1"


def test_a_prefix_of_the_public_address_is_kept(api: TwilioApi) -> None:
    carrier_to(api, public_url="https://example.org/line/").send(ANA, "Hello", 1)
    assert api.taken[0].callback == "https://example.org/line/twilio/sms/status?text=1"


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (21610, Refused("21610")),  # opted out: for ever
        (21211, Refused("21211")),
        (21614, Refused("21614")),
        (21408, Refused("21408")),
        (12345, Refused("12345")),  # a code that is not known here
        (21611, Postponed("21611")),  # the queue is full: later
        (20005, Postponed("20005")),  # suspended: once the account is mended
        (21609, Postponed("21609")),  # once SMS_LINE_PUBLIC_URL is
    ],
)
def test_refusals(api: TwilioApi, code: int, outcome: object) -> None:
    api.refuse(ANA, code)
    assert carrier_to(api).send(ANA, "Hello", 1) == outcome
    assert api.taken == []


@pytest.mark.parametrize(
    ("fault", "outcome", "taken"),
    [
        (Fault.TOO_MANY, Postponed("20429", 2), 0),  # "429 responses are safe to retry"
        (Fault.NOT_TWILIO, Postponed("HTTP 403"), 0),  # a firewall spoke, not Twilio
        (Fault.BROKEN_BEFORE_TAKING, Unsure("HTTP 500"), 0),
        (Fault.BROKEN_AFTER_TAKING, Unsure("HTTP 500"), 1),  # the same to look at
        (Fault.RESET_BEFORE_TAKING, Unsure("ProtocolError"), 0),
        (Fault.RESET_AFTER_TAKING, Unsure("ProtocolError"), 1),
        (Fault.HANG_AFTER_TAKING, Unsure("no answer in time"), 1),
    ],
)
def test_bad_moments(api: TwilioApi, fault: Fault, outcome: object, taken: int) -> None:
    api.trip(fault)
    assert carrier_to(api, read_seconds=0.3).send(ANA, "Hello", 1) == outcome
    assert len(api.taken) == taken
    assert api.counts["POST"] == 1, "never sent again on a guess"


@pytest.mark.parametrize(
    ("asked", "rests"),
    [
        ("7", 7),
        ("99999", LONGEST_REST),  # a proxy's whim would rest every worker for a day
        ("9" * 5000, LONGEST_REST),
        ("Wed, 21 Oct 2026 07:28:00 GMT", None),
        ("-1", None),
        ("²", None),
        (None, None),
    ],
)
def test_how_long_the_other_side_may_make_all_rest(asked: str | None, rests: int | None) -> None:
    assert outcome_of(429, b'{"code": 20429}', asked) == Postponed("20429", rests)
    assert outcome_of(403, b"<html>", asked) == Postponed("HTTP 403", rests)


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (201, {"sid": "S" * 65}, Unsure("HTTP 201 without a sid")),
        (201, {"sid": "SM\0"}, Unsure("HTTP 201 without a sid")),
        (201, {"sid": ""}, Unsure("HTTP 201 without a sid")),
        (400, {"code": 10**40}, Postponed("HTTP 400")),
    ],
)
def test_what_no_twilio_says_fits_no_column(
    status: int, body: dict[str, object], outcome: object
) -> None:
    assert outcome_of(status, json.dumps(body).encode(), None) == outcome


def test_wrong_credentials_lose_no_text(api: TwilioApi) -> None:
    assert carrier_to(api, auth_token="wrong").send(ANA, "Hello", 1) == Postponed("20003")


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with TwilioApi() as api:
        carrier = carrier_to(api, api_url=f"http://127.0.0.1:{port}")
    assert carrier.send(ANA, "Hello", 1) == Postponed("NewConnectionError")
    with pytest.raises(CarrierDown, match=r"^Twilio does not answer \(NewConnectionError\)\.$"):
        carrier.find(ANA, "Hello", datetime.now(UTC))


@pytest.mark.parametrize(
    "api_url",
    ["http://no-such-host.invalid", "nonsense://x", "http://"],
    ids=["no such host", "no such scheme", "no host"],
)
def test_an_address_that_leads_nowhere(api: TwilioApi, api_url: str) -> None:
    assert isinstance(carrier_to(api, api_url=api_url).send(ANA, "Hello", 1), Postponed)


def test_connections_are_kept(api: TwilioApi) -> None:
    carrier = carrier_to(api)
    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(lambda n: carrier.send(ANA, f"Hello {n}", n), range(200)))
    assert {type(outcome) for outcome in outcomes} == {Sent}
    assert len({taken.sid for taken in api.taken}) == 200
    assert api.counts["connections"] <= 8


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER_TAKING, Fault.BROKEN_AFTER_TAKING])
def test_an_unsure_text_is_found_where_it_was_taken(api: TwilioApi, fault: Fault) -> None:
    carrier, since = carrier_to(api), datetime.now(UTC)
    api.trip(fault)
    assert isinstance(carrier.send(ANA, "Line one\nline two ", 1), Unsure)
    assert carrier.find(ANA, "Line one\nline two ", since) == Sent(api.taken[0].sid)


def test_what_was_not_taken_is_not_found(api: TwilioApi) -> None:
    carrier, since = carrier_to(api), datetime.now(UTC)
    api.trip(Fault.BROKEN_BEFORE_TAKING)
    carrier.send(ANA, "Hello", 1)
    carrier.send(ANA, "Another", 2)  # to the same person
    carrier.send("+13075550101", "Hello", 3)  # the same words to somebody else
    assert carrier.find(ANA, "Hello", since) is None


def test_the_same_words_of_an_earlier_day_are_not_taken_for_it(api: TwilioApi) -> None:
    carrier = carrier_to(api)
    carrier.send(ANA, "Hello", 1)
    api.taken[0].created -= timedelta(days=1)
    assert carrier.find(ANA, "Hello", datetime.now(UTC)) is None


def test_a_trial_account_puts_words_in_front(api: TwilioApi) -> None:
    carrier, since = carrier_to(api), datetime.now(UTC)
    carrier.send(ANA, "Hello", 1)
    api.taken[0].body = "Sent from your Twilio trial account - Hello"
    assert carrier.find(ANA, "Hello", since) == Sent(api.taken[0].sid)


def test_the_list_is_read_to_its_end(api: TwilioApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sms_line.carrier.rest.PAGE_SIZE", 2)
    carrier, since = carrier_to(api), datetime.now(UTC)
    for number in range(7):
        carrier.send(ANA, f"Hello {number}", number)
    assert carrier.find(ANA, "Hello 0", since) == Sent(api.taken[0].sid)
    monkeypatch.setattr("sms_line.carrier.rest.MAX_PAGES", 2)
    with pytest.raises(CarrierDown):
        carrier.find(ANA, "Hello 0", since)


def test_the_account_is_in_order(api: TwilioApi) -> None:
    carrier_to(api).check()


@pytest.mark.parametrize(
    ("status", "token", "sentence"),
    [
        ("suspended", "practice-token", "the account is suspended"),
        ("active", "wrong", "check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN"),
    ],
)
def test_the_account_is_not(api: TwilioApi, status: str, token: str, sentence: str) -> None:
    api.account_status = status
    with pytest.raises(CarrierDown, match=sentence):
        carrier_to(api, auth_token=token).check()


def test_no_number_and_no_word_is_ever_told(api: TwilioApi) -> None:
    """Twilio quotes the number in its refusals; what is recorded of them does not."""
    carrier = carrier_to(api, read_seconds=0.2)
    told = [carrier.send("+1555", "my secret", 1)]
    for fault in Fault:
        api.trip(fault)
        told.append(carrier.send(ANA, "my secret", 2))
    with pytest.raises(CarrierDown) as down:
        carrier_to(api, auth_token="wrong").find(ANA, "my secret", datetime.now(UTC))
    words = f"{told!r} {down.value!r} {down.value.__cause__!r}"
    assert "555" not in words
    assert "secret" not in words


def test_practice_takes_everything_and_claims_nothing() -> None:
    carrier: Carrier = PracticeCarrier()
    assert carrier.send(ANA, "Hello", 17) == Sent("PR" + "17".zfill(32))
    assert carrier.find(ANA, "Hello", datetime.now(UTC)) is None


def test_the_double_reports_nothing_twice(api: TwilioApi) -> None:
    carrier_to(api, public_url=api.url).send(ANA, "Hello", 1)
    # The double itself has no door for callbacks: four posts, four refusals, then none.
    assert api.report(random.Random(1)) == [401] * 4
    assert api.report(random.Random(1)) == []
