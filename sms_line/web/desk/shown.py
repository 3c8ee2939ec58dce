"""How the desk shows what is not written for people: numbers, and statuses."""

import phonenumbers

from sms_line.core.call_limits import Refusal
from sms_line.store import texts
from sms_line.store.organizers import Organizer
from sms_line.web.desk.roles import May, may

LEAVING = {
    texts.WAITING: "waiting to leave",
    texts.CLAIMED: "leaving",
    texts.UNSURE: "perhaps sent, being found out",
    texts.WITHHELD: "not sent: they said STOP",
    texts.GIVEN_UP: "not sent: given up",
    "accepted": "with the carrier",
    "queued": "with the carrier",
    "sending": "with the carrier",
    "sent": "sent",
    "delivered": "delivered",
    "undelivered": "not delivered",
    "failed": "not sent",
}
"""What has become of a text that left by itself; others went as an answer, at once."""

BECAME = {
    "spoke": "spoke to someone",
    "message": "left a message",
    "full": "the mailbox was full",
    "nobody": "nobody answered",
    "completed": "picked up, and the caller did not say how it went",
    "answered": "picked up, and the caller did not say how it went",
    "dialled": "under way, or its end was not reported",
    "no-answer": "rang in vain",
    "failed": "no connection",
    "canceled": "broken off while it rang",
    "closed": "not rung: closed",
    "crowded": "not rung: enough callers were on its line",
    "no phone": "not rung: no telephone",
    "skipped": "skipped by the caller",
}
"""What became of a try to reach an office."""
NOT_TAKEN = {
    Refusal.BLOCKED.value: "call refused: blocked number",
    Refusal.OFTEN.value: "call refused: rang too often in a day",
    Refusal.WITHHELD.value: "call refused: too many withheld numbers in a day",
    Refusal.SPENT.value: "call refused: the day's minutes were used up",
}
"""Why a call was not taken."""


def number(phone: str, organizer: Organizer) -> str:
    """A telephone number as people write it; to a viewer its last four digits."""
    if not may(organizer.role, May.SEE_NUMBERS):
        return f"number ending in {phone[-4:]}"
    try:
        parsed = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone  # a short code
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    if phone.startswith("+1"):
        style = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(parsed, style)
