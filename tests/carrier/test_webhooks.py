"""Where Twilio brings a text, read back from a loopback Twilio."""

from collections.abc import Iterator

import pytest

from sms_line.carrier.client import TwilioCarrier
from sms_line.carrier.rest import host_of
from sms_line.carrier.webhooks import NoSuchSender, Webhook, inbound_webhook, shown
from sms_line.ports import CarrierDown
from tests.doubles.twilio_api import TwilioApi

LINE = "+13075550199"
OURS = "https://line.example/twilio/sms"


@pytest.fixture
def api() -> Iterator[TwilioApi]:
    with TwilioApi() as double:
        yield double


def carrier_to(api: TwilioApi, number: str = LINE, service: str = "") -> TwilioCarrier:
    return TwilioCarrier(
        account_sid=api.account_sid,
        auth_token=api.auth_token,
        public_url="https://line.example",
        number=number,
        messaging_service_sid=service,
        api_url=api.url,
    )


def test_a_number_says_where_its_texts_go(api: TwilioApi) -> None:
    api.senders.number(LINE + "9", "https://longer.example/")  # the filter finds it too
    api.senders.number(LINE, OURS, sms_method="GET")
    assert inbound_webhook(carrier_to(api)) == Webhook(OURS, "GET")


def test_an_application_comes_before_the_number(api: TwilioApi) -> None:
    api.senders.number(LINE, "https://ignored.example/", sms_application_sid="AP1")
    api.senders.application("AP1", OURS)
    assert inbound_webhook(carrier_to(api)) == Webhook(OURS, "POST")


def test_a_short_code_says_where_its_texts_go(api: TwilioApi) -> None:
    api.senders.short_code("55555", OURS)
    assert inbound_webhook(carrier_to(api, "55555")) == Webhook(OURS, "POST")


def test_a_service_answers_for_its_numbers(api: TwilioApi) -> None:
    api.senders.number(LINE, "https://ignored.example/")
    api.senders.service("MG1", OURS)
    assert inbound_webhook(carrier_to(api, service="MG1")) == Webhook(OURS, "POST")


def test_a_service_may_leave_it_to_its_numbers(api: TwilioApi) -> None:
    api.senders.service("MG1", None, use_inbound_webhook_on_number=True)
    assert inbound_webhook(carrier_to(api, service="MG1")) == Webhook("", "POST", on_number=True)


@pytest.mark.parametrize(
    ("number", "service"),
    [(LINE, ""), ("55555", ""), (LINE, "MG1")],
    ids=["number", "short code", "service"],
)
def test_what_the_account_does_not_have(api: TwilioApi, number: str, service: str) -> None:
    with pytest.raises(NoSuchSender):
        inbound_webhook(carrier_to(api, number, service))


def test_a_lost_application_is_said(api: TwilioApi) -> None:
    api.senders.number(LINE, OURS, sms_application_sid="AP1")
    with pytest.raises(CarrierDown, match=r"nothing at that address; check the settings\.$"):
        inbound_webhook(carrier_to(api))


@pytest.mark.parametrize(
    ("url", "leads"),
    [
        (OURS, True),
        ("https://line.example:443/twilio/sms", True),  # the default port, written out
        ("https://LINE.example/twilio/sms#rc=2&rp=all", True),  # how to connect, not where
        ("http://line.example/twilio/sms", False),  # signed over another address
        ("https://line.example:8443/twilio/sms", False),
        ("https://line.example/twilio/sms/", False),
        ("https://line.example/twilio/voice", False),
        ("https://other.example/twilio/sms", False),
        ("https://user:pass@line.example/twilio/sms", False),  # Twilio signs the login too
        ("", False),
    ],
)
def test_does_it_lead_here(url: str, leads: bool) -> None:
    assert Webhook(url, "POST").leads_to(OURS) is leads


def test_a_login_and_a_query_are_never_shown() -> None:
    address = "https://me:secret@line.example/twilio/sms?key=secret#rc=2"
    assert shown(address) == "https://…@line.example/twilio/sms"


@pytest.mark.parametrize(
    ("base", "host"),
    [
        ("https://api.twilio.com", "https://messaging.twilio.com"),
        ("https://api.dublin.ie1.twilio.com", "https://messaging.dublin.ie1.twilio.com"),
        # A double or a proxy stands in for all of Twilio.
        ("http://127.0.0.1:9", "http://127.0.0.1:9"),
        ("https://api.twilio.com.evil.example", "https://api.twilio.com.evil.example"),
    ],
)
def test_each_product_has_its_host(base: str, host: str) -> None:
    assert host_of(base, "messaging") == host
