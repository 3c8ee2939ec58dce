"""Practising: a phone whose texts go through the same signed webhook as Twilio's."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import uuid4

from flask import Flask

from sms_line.carrier.signature import Signature
from sms_line.parts import Parts
from sms_line.store import texts
from sms_line.web.phone import NotTaken, PhoneText


def practice_token(secret_key: str) -> str:
    """What signs webhooks where there is no Twilio account: known to this line alone."""
    return hmac.new(secret_key.encode(), b"practice webhooks", hashlib.sha256).hexdigest()


def signed_text(
    signature: Signature, sender: str, line_number: str, body: str
) -> tuple[dict[str, str], dict[str, str]]:
    """The form and the headers of a text as Twilio would post it to /twilio/sms."""
    sid = f"SM{uuid4().hex}"
    form = {
        "MessageSid": sid,
        "SmsSid": sid,
        "AccountSid": "AC" + "0" * 32,
        "From": sender,
        "To": line_number,
        "Body": body,
        "NumMedia": "0",
        "NumSegments": "1",
    }
    return form, {"X-Twilio-Signature": signature.sign("/twilio/sms", form)}


class LinePhone:
    """The `PracticePhone` of a running line."""

    def __init__(self, parts: Parts, signature: Signature) -> None:
        """`server` is set once the Flask application is there."""
        self._parts = parts
        self._signature = signature
        self.server: Flask | None = None

    @property
    def number(self) -> str:
        """The line's own number."""
        return self._parts.number

    def suggestions(self) -> Sequence[str]:
        """The keywords of the open actions."""
        today = datetime.now(UTC).date()
        return [word for each in self._parts.catalog.open(today) for word in each.keywords]

    def send(self, sender: str, body: str) -> None:
        """Post a signed text through the whole application, as Twilio would. Raises NotTaken."""
        if self.server is None:
            raise NotTaken
        form, headers = signed_text(self._signature, sender, self.number, body)
        answer = self.server.test_client().post("/twilio/sms", data=form, headers=headers)
        if answer.status_code != 200:
            raise NotTaken

    def texts(self, sender: str, after: int) -> Sequence[PhoneText]:
        """This person's texts, both ways, oldest first."""
        with self._parts.database.read() as tx:
            thread = texts.thread(tx, sender, after)
        return [PhoneText(each.id, each.outgoing, each.body, each.at) for each in thread]
