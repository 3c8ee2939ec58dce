"""The doctor's checks of the world: the public address, Twilio's account and webhook."""

import ipaddress
from urllib.parse import urlsplit

from sms_line.carrier.client import TwilioCarrier
from sms_line.carrier.webhooks import NoSuchSender, Webhook, inbound_webhook, shown
from sms_line.ports import CarrierDown
from sms_line.routes.check import Check
from sms_line.settings import PRACTICE_NUMBER, Settings

_SECONDS = 10.0
"""Somebody waits for the answer."""


def public_address(chosen: Settings) -> Check:
    """Can Twilio reach it, and does nobody read along?"""
    if chosen.practice:
        return Check(
            "ok", f"{shown(chosen.public_url)}; while practising nobody else has to reach it."
        )
    if _only_here(chosen.public_host):
        return Check(
            "failure",
            "Twilio cannot reach an address of this machine or of its own network; set "
            "SMS_LINE_PUBLIC_URL to the one that the world sees.",
        )
    if urlsplit(chosen.public_url).scheme != "https":
        return Check(
            "warning",
            "Texts come to the public address unencrypted; serve it over https, and say so in "
            "SMS_LINE_PUBLIC_URL.",
        )
    return Check("ok", f"{shown(chosen.public_url)} is an address for the world, over https.")


def _only_here(host: str) -> bool:
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:  # a name
        return host == "localhost" or host.endswith((".localhost", ".local", ".internal"))


def account(chosen: Settings) -> Check:
    """Does Twilio know us? Practice mode is said plainly."""
    if chosen.practice:
        return Check(
            "warning",
            "Practice mode: without a Twilio account no text leaves this machine; set "
            "TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN to go live.",
        )
    try:
        _carrier(chosen).check()
    except CarrierDown as error:
        return Check("failure", str(error))
    return Check("ok", "Twilio takes the credentials, and the account is active.")


def webhook(chosen: Settings) -> Check:
    """Does Twilio bring the texts here?"""
    if chosen.number == PRACTICE_NUMBER and not chosen.messaging_service_sid:
        return Check(
            "failure",
            "Texts would go out from the practice number; set SMS_LINE_NUMBER or "
            "SMS_LINE_MESSAGING_SERVICE_SID.",
        )
    try:
        found = inbound_webhook(_carrier(chosen))
    except NoSuchSender:
        name = "MESSAGING_SERVICE_SID" if chosen.messaging_service_sid else "NUMBER"
        return Check("failure", f"The account has no such sender; check SMS_LINE_{name}.")
    except CarrierDown as error:
        return Check("failure", str(error))
    return compared(found, f"{chosen.public_url}/twilio/sms")


def compared(found: Webhook, ours: str) -> Check:
    """What Twilio is set to call, and what it has to call."""
    mend = f"in the Twilio console have incoming messages call {shown(ours)} with POST."
    if found.on_number:
        return Check(
            "warning",
            "The messaging service leaves incoming texts to each of its numbers, which are not "
            f"looked at here; for each of them, or for the service itself: {mend}",
        )
    if not found.url:
        return Check("failure", f"Twilio brings incoming texts nowhere; {mend}")
    if not found.leads_to(ours):
        return Check("failure", f"Twilio brings incoming texts to {shown(found.url)}; {mend}")
    if found.method.upper() != "POST":
        return Check("failure", f"Twilio calls the right address with {found.method}; {mend}")
    return Check("ok", f"Twilio brings incoming texts to {shown(ours)}.")


def _carrier(chosen: Settings) -> TwilioCarrier:
    return TwilioCarrier(
        account_sid=chosen.twilio_account_sid,
        auth_token=chosen.twilio_auth_token,
        public_url=chosen.public_url,
        number=chosen.number,
        messaging_service_sid=chosen.messaging_service_sid,
        api_url=chosen.twilio_api_url,
        read_seconds=_SECONDS,
    )
