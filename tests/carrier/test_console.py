"""What Twilio is set to do with texts and calls: asked, and set, for each kind of sender."""

from collections.abc import Callable

import pytest

from sms_line.carrier.client import TwilioCarrier
from sms_line.carrier.console import Console
from sms_line.carrier.webhooks import NoSuchSender
from sms_line.ports import CarrierDown
from tests.doubles.twilio_api import TwilioApi

PUBLIC = "https://line.example"
NUMBER, SECOND, CODE, SERVICE = "+13075550123", "+13075550124", "55555", "MG1"


@pytest.fixture
def console(twilio: TwilioApi) -> Callable[..., Console]:
    def open_one(voice_number: str = "", **sender: str) -> Console:
        carrier = TwilioCarrier(
            account_sid=twilio.account_sid,
            auth_token=twilio.auth_token,
            public_url=PUBLIC,
            api_url=twilio.url,
            **sender,  # type: ignore[arg-type]  # names of texts
        )
        return Console(carrier, PUBLIC, voice_number)

    return open_one


def right(console: Console) -> dict[str, bool]:
    return {each.what: each.right for each in console.addresses()}


@pytest.mark.parametrize(
    ("sender", "voice", "asked"),
    [
        ({"number": NUMBER}, NUMBER, {"texts", "calls", "call ends"}),
        ({"number": NUMBER}, SECOND, {"texts", "calls", "call ends"}),  # two numbers
        ({"number": CODE}, "", {"texts"}),  # nobody rings a short code
        ({"number": CODE}, NUMBER, {"texts", "calls", "call ends"}),
        ({"messaging_service_sid": SERVICE}, NUMBER, {"texts", "calls", "call ends"}),
    ],
)
def test_all_of_it_is_mended(
    twilio: TwilioApi,
    console: Callable[..., Console],
    sender: dict[str, str],
    voice: str,
    asked: set[str],
) -> None:
    # An application and a trunk go before the number's own addresses, and hide them.
    hidden = {"sms_application_sid": "AP1", "voice_application_sid": "AP1", "trunk_sid": "TK1"}
    for sid, number in (("PN1", NUMBER), ("PN2", SECOND)):
        twilio.senders.number(number, f"{PUBLIC}/twilio/sms", sid=sid, **hidden)
    twilio.senders.short_code(CODE, "https://old.example", sid="SC1")
    twilio.senders.service(SERVICE, f"{PUBLIC}/twilio/sms", use_inbound_webhook_on_number=True)
    opened = console(voice, **sender)
    assert right(opened) == dict.fromkeys(asked, False)
    opened.mend()
    assert right(opened) == dict.fromkeys(asked, True)


def test_get_is_not_post(twilio: TwilioApi, console: Callable[..., Console]) -> None:
    twilio.senders.number(NUMBER, f"{PUBLIC}/twilio/sms", sid="PN1", sms_method="GET")
    assert right(console(number=NUMBER)) == {"texts": False}


def test_a_secret_in_an_address_is_not_shown(
    twilio: TwilioApi, console: Callable[..., Console]
) -> None:
    twilio.senders.number(NUMBER, "https://u:secret@old.example/sms?key=secret", sid="PN1")
    (found,) = console(number=NUMBER).addresses()
    assert found.found == "https://…@old.example/sms"


def test_no_such_sender(console: Callable[..., Console]) -> None:
    for sender in ({"number": NUMBER}, {"number": CODE}, {"messaging_service_sid": SERVICE}):
        with pytest.raises(NoSuchSender):
            console(**sender).addresses()
        with pytest.raises((NoSuchSender, CarrierDown)):
            console(**sender).mend()
