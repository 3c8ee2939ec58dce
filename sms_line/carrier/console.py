"""What Twilio does with texts and calls to the line, as its console has it: asked, and mended.

Sources: twilio.com/docs/phone-numbers/api/incomingphonenumber-resource, …/sms/api/short-codes and
…/messaging/api/service-resource.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote

from sms_line.carrier.client import TwilioCarrier
from sms_line.carrier.webhooks import (
    Webhook,
    number_of,
    service_of,
    short_code_of,
    shown,
)

What = Literal["texts", "calls", "call ends"]


@dataclass(frozen=True, slots=True)
class Address:
    """One address that Twilio is to call, beside the one that it calls."""

    what: What
    ours: str
    found: str
    """Without what may be a secret in it; "" for none."""
    right: bool


@dataclass(frozen=True, slots=True)
class Console:
    """The line's senders at Twilio."""

    carrier: TwilioCarrier
    public_url: str
    voice_number: str = ""
    """What people ring, in E.164; "" where the line has no telephone."""

    def addresses(self) -> tuple[Address, ...]:
        """What Twilio is set to call. Raises NoSuchSender, CarrierDown."""
        return tuple(self._addresses())

    def mend(self) -> None:
        """Set all of them to this line. Raises NoSuchSender, CarrierDown."""
        for path, product, form in self._forms():
            self.carrier.update(path, form, product=product)

    def _addresses(self) -> Iterator[Address]:
        if self.carrier.messaging_service_sid:
            service = service_of(self.carrier)
            on_number = bool(service.get("use_inbound_webhook_on_number"))
            url, method = service.get("inbound_request_url"), service.get("inbound_method")
            yield self._address("texts", "" if on_number else url, method)
        else:
            sender = self._texts()
            ignored = sender.get("sms_application_sid")
            url, method = sender.get("sms_url"), sender.get("sms_method")
            yield self._address("texts", "" if ignored else url, method)
        if self.voice_number:
            number = number_of(self.carrier, self.voice_number)
            elsewhere = number.get("voice_application_sid") or number.get("trunk_sid")
            called = "" if elsewhere else number.get("voice_url")
            yield self._address("calls", called, number.get("voice_method"))
            ended, method = number.get("status_callback"), number.get("status_callback_method")
            yield self._address("call ends", ended, method)

    def _address(self, what: What, url: object, method: object) -> Address:
        found = Webhook(str(url or ""), str(method or "POST"))
        ours = self._ours(what)
        right = bool(found.url) and found.leads_to(ours) and found.method.upper() == "POST"
        return Address(what, ours, shown(found.url) if found.url else "", right)

    def _ours(self, what: What) -> str:
        path = {"texts": "sms", "calls": "voice", "call ends": "voice/status"}[what]
        return f"{self.public_url}/twilio/{path}"

    def _forms(self) -> Iterator[tuple[str, str, dict[str, str]]]:
        """Each path to post to, of which product, with what."""
        texts = {"SmsUrl": self._ours("texts"), "SmsMethod": "POST"}
        # An application, or a trunk, would go before the number's own addresses.
        own_texts = texts | {"SmsApplicationSid": ""}
        calls = {
            "VoiceUrl": self._ours("calls"),
            "VoiceMethod": "POST",
            "VoiceApplicationSid": "",
            "TrunkSid": "",
            "StatusCallback": self._ours("call ends"),
            "StatusCallbackMethod": "POST",
        }
        account, texting = self.carrier.account, self.carrier.number
        if sid := self.carrier.messaging_service_sid:
            form = {
                "InboundRequestUrl": self._ours("texts"),
                "InboundMethod": "POST",
                "UseInboundWebhookOnNumber": "false",
            }
            yield f"/v1/Services/{quote(sid, safe='')}", "messaging", form
        elif not texting.startswith("+"):
            yield f"{account}/SMS/ShortCodes/{_sid(self._texts())}.json", "api", texts
        elif texting == self.voice_number:
            # One post, so that nothing is half done.
            yield self._number_path(texting), "api", own_texts | calls
            return
        else:
            yield self._number_path(texting), "api", own_texts
        if self.voice_number:
            yield self._number_path(self.voice_number), "api", calls

    def _number_path(self, number: str) -> str:
        sid = _sid(number_of(self.carrier, number))
        return f"{self.carrier.account}/IncomingPhoneNumbers/{sid}.json"

    def _texts(self) -> Mapping[str, Any]:
        number = self.carrier.number
        is_short = not number.startswith("+")
        return short_code_of(self.carrier) if is_short else number_of(self.carrier, number)


def _sid(resource: Mapping[str, Any]) -> str:
    return quote(str(resource.get("sid", "")), safe="")
