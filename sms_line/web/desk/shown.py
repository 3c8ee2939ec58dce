"""How the desk shows what is not written for people: numbers, and statuses."""

import phonenumbers

from sms_line.store import texts
from sms_line.store.organizers import Organizer

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


def number(phone: str, organizer: Organizer) -> str:
    """A telephone number as people write it; to a viewer its last four digits."""
    if not organizer.role.changes:
        return f"number ending in {phone[-4:]}"
    try:
        parsed = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return phone  # a short code
    style = phonenumbers.PhoneNumberFormat.INTERNATIONAL
    if phone.startswith("+1"):
        style = phonenumbers.PhoneNumberFormat.NATIONAL
    return phonenumbers.format_number(parsed, style)
