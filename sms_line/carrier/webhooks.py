"""Where Twilio brings the texts that reach the line's number: what its console says, read back.

Sources: twilio.com/docs/phone-numbers/api/incomingphonenumber-resource, …/sms/api/short-codes and
…/messaging/api/service-resource.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, urlencode, urlsplit

from sms_line.carrier.client import TwilioCarrier
from sms_line.carrier.rest import NotThere

_PORTS = {"http": 80, "https": 443}


class NoSuchSender(Exception):
    """The account does not have the number or the service that the settings name."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """The address that Twilio calls with a text, "" for none, and how ("POST" or "GET")."""

    url: str
    method: str
    on_number: bool = False
    """The messaging service leaves this to each of its numbers, and says no address itself."""

    def leads_to(self, address: str) -> bool:
        """Is it this address? What follows "#" or "?" only tells Twilio or us how to talk."""
        return _place(urlsplit(self.url)) == _place(urlsplit(address))


def shown(address: str) -> str:
    """An address without what may be a secret in it: a login, a query."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    login = "…@" if "@" in parts.netloc else ""
    return f"{parts.scheme}://{login}{host}{parts.path}"


def inbound_webhook(carrier: TwilioCarrier) -> Webhook:
    """What Twilio does with a text to the line. Raises NoSuchSender, CarrierDown.

    A number that sits in a messaging service is the service's to answer for; only the service
    says so, so it is asked where the settings name one.
    """
    if carrier.messaging_service_sid:
        return _of_service(carrier)
    is_short = not carrier.number.startswith("+")
    sender = short_code_of(carrier) if is_short else number_of(carrier, carrier.number)
    if application := sender.get("sms_application_sid"):  # then the number's own URL is ignored
        sender = carrier.get(f"{carrier.account}/Applications/{quote(str(application))}.json")
    return Webhook(str(sender.get("sms_url") or ""), str(sender.get("sms_method") or "POST"))


def _of_service(carrier: TwilioCarrier) -> Webhook:
    service = service_of(carrier)
    return Webhook(
        url=str(service.get("inbound_request_url") or ""),
        method=str(service.get("inbound_method") or "POST"),
        on_number=bool(service.get("use_inbound_webhook_on_number")),
    )


def service_of(carrier: TwilioCarrier) -> Mapping[str, Any]:
    """The messaging service as Twilio has it. Raises NoSuchSender, CarrierDown."""
    path = f"/v1/Services/{quote(carrier.messaging_service_sid, safe='')}"
    try:
        return carrier.get(path, product="messaging")
    except NotThere:
        raise NoSuchSender from None


def number_of(carrier: TwilioCarrier, number: str) -> Mapping[str, Any]:
    """A telephone number of the account. Raises NoSuchSender, CarrierDown."""
    query = urlencode({"PhoneNumber": number})
    page = carrier.get(f"{carrier.account}/IncomingPhoneNumbers.json?{query}")
    return _only(page.get("incoming_phone_numbers"), "phone_number", number)


def short_code_of(carrier: TwilioCarrier) -> Mapping[str, Any]:
    """The line's short code. Raises NoSuchSender, CarrierDown."""
    query = urlencode({"ShortCode": carrier.number})
    page = carrier.get(f"{carrier.account}/SMS/ShortCodes.json?{query}")
    return _only(page.get("short_codes"), "short_code", carrier.number)


def _only(found: Any, name: str, number: str) -> Mapping[str, Any]:
    # The filter is a pattern: it also finds longer numbers that contain this one.
    for each in found or ():
        if each.get(name) == number:
            sender: Mapping[str, Any] = each
            return sender
    raise NoSuchSender


def _place(parts: SplitResult) -> tuple[object, ...]:
    host = (parts.hostname or "").lower()
    login = parts.netloc.rpartition("@")[0]
    return parts.scheme, login, host, parts.port or _PORTS.get(parts.scheme), parts.path or "/"
