"""Calls that the line places, against a loopback Twilio: every end of a try has its outcome."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from sms_line.carrier.calls import TwilioCalls
from sms_line.ports import CarrierDown, Postponed, Refused, Sent, Unsure
from tests.doubles.twilio_api import TwilioApi
from tests.doubles.twilio_server import Fault

ANA = "+13075550100"
LINE = "+13075550199"


@pytest.fixture
def api() -> Iterator[TwilioApi]:
    with TwilioApi() as double:
        yield double


def calls_to(api: TwilioApi, **given: object) -> TwilioCalls:
    settings: dict[str, object] = {
        "account_sid": api.account_sid,
        "auth_token": api.auth_token,
        "public_url": "https://line.example/prefix/",
        "number": LINE,
        "api_url": api.url,
    }
    return TwilioCalls(**(settings | given))  # type: ignore[arg-type]


def test_a_person_is_rung(api: TwilioApi) -> None:
    outcome = calls_to(api, ring_seconds=20).place(ANA, 17)
    (call,) = api.calls.taken
    assert outcome == Sent(call.sid)
    assert call.form == {
        "To": [ANA],
        "From": [LINE],
        "Url": ["https://line.example/prefix/twilio/voice?call=17"],
        "Method": ["POST"],
        "StatusCallback": ["https://line.example/prefix/twilio/voice/status?call=17"],
        "StatusCallbackMethod": ["POST"],
        "StatusCallbackEvent": ["initiated", "ringing", "answered", "completed"],
        "Timeout": ["20"],
        "MachineDetection": ["Enable"],
    }
    assert api.taken == [], "no text goes out with it"


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        (21216, Refused("21216")),  # the account may not call this number
        (21215, Refused("21215")),  # nor this country
        (21217, Refused("21217")),  # it is no number
        (12345, Refused("12345")),  # a code that is not known here
        (10004, Postponed("10004")),  # too many calls at once
        (20005, Postponed("20005")),  # suspended: once the account is mended
    ],
)
def test_refusals(api: TwilioApi, code: int, outcome: object) -> None:
    api.calls.refuse(ANA, code)
    assert calls_to(api).place(ANA, 1) == outcome
    assert api.calls.taken == []


@pytest.mark.parametrize(
    ("given", "outcome"),
    [
        ({"number": "55555"}, Postponed("21212")),  # a short code cannot speak
        ({"public_url": "nowhere"}, Postponed("21205")),
        ({"auth_token": "wrong"}, Postponed("20003")),
    ],
)
def test_settings_that_are_wrong_lose_no_call(
    api: TwilioApi, given: dict[str, str], outcome: object
) -> None:
    assert calls_to(api, **given).place(ANA, 1) == outcome


@pytest.mark.parametrize(
    ("fault", "outcome", "taken"),
    [
        (Fault.TOO_MANY, Postponed("20429", 2), 0),
        (Fault.NOT_TWILIO, Postponed("HTTP 403"), 0),
        (Fault.BROKEN_BEFORE_TAKING, Unsure("HTTP 500"), 0),
        (Fault.BROKEN_AFTER_TAKING, Unsure("HTTP 500"), 1),
        (Fault.RESET_BEFORE_TAKING, Unsure("ProtocolError"), 0),
        (Fault.RESET_AFTER_TAKING, Unsure("ProtocolError"), 1),
        (Fault.HANG_AFTER_TAKING, Unsure("no answer in time"), 1),
    ],
)
def test_bad_moments(api: TwilioApi, fault: Fault, outcome: object, taken: int) -> None:
    api.trip(fault)
    assert calls_to(api, read_seconds=0.3).place(ANA, 1) == outcome
    assert len(api.calls.taken) == taken
    assert api.counts["POST"] == 1, "nobody is rung twice on a guess"


def test_nobody_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with TwilioApi() as api:
        calls = calls_to(api, api_url=f"http://127.0.0.1:{port}")
    assert calls.place(ANA, 1) == Postponed("NewConnectionError")
    with pytest.raises(CarrierDown, match="does not answer"):
        calls.find(ANA, datetime.now(UTC))


def test_an_unsure_call_is_found_where_it_was_taken(api: TwilioApi) -> None:
    calls, since = calls_to(api), datetime.now(UTC)
    api.trip(Fault.RESET_AFTER_TAKING)
    assert isinstance(calls.place(ANA, 1), Unsure)
    assert calls.find(ANA, since) == Sent(api.calls.taken[0].sid)


def test_what_was_not_taken_is_not_found(api: TwilioApi) -> None:
    calls, since = calls_to(api), datetime.now(UTC)
    api.trip(Fault.BROKEN_BEFORE_TAKING)
    calls.place(ANA, 1)
    calls.place("+13075550101", 2)  # somebody else
    calls_to(api, number="+13075550198").place(ANA, 3)  # from another of the account's lines
    calls.place(ANA, 4)
    known = api.calls.taken[-1]
    assert calls.find(ANA, since, others={known.sid}) is None
    known.created -= timedelta(days=1)
    assert calls.find(ANA, since) is None, "that was another day"


def test_a_call_from_the_person_is_not_taken_for_it(api: TwilioApi) -> None:
    calls, since = calls_to(api), datetime.now(UTC)
    calls.place(ANA, 1)
    api.calls.taken[0].direction = "inbound"
    assert calls.find(ANA, since) is None


def test_the_list_is_read_to_its_end(api: TwilioApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sms_line.carrier.rest.PAGE_SIZE", 2)
    calls, since = calls_to(api), datetime.now(UTC)
    for number in range(5):
        calls.place(ANA, number)
    known = {call.sid for call in api.calls.taken[1:]}
    assert calls.find(ANA, since, known) == Sent(api.calls.taken[0].sid)


def test_no_number_is_ever_told(api: TwilioApi) -> None:
    """Twilio quotes the number in its refusals; what is recorded of them does not."""
    calls = calls_to(api, read_seconds=0.2)
    told = [calls.place("+1555", 1)]
    for fault in Fault:
        api.trip(fault)
        told.append(calls.place(ANA, 2))
    assert "555" not in repr(told)
