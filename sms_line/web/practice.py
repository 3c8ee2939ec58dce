"""Practising: a phone whose texts and calls go through the same signed webhooks as Twilio's."""

import hashlib
import hmac
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from uuid import uuid4

from flask import Flask

from sms_line.carrier.signature import Signature
from sms_line.parts import Parts
from sms_line.store import telephones, texts
from sms_line.store.telephones import Owner
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
        """`server`, which gives the Flask application, is set once there is one."""
        self._parts = parts
        self._signature = signature
        self.server: Callable[[], Flask] | None = None

    @property
    def number(self) -> str:
        """The line's own number."""
        return self._parts.number

    @property
    def voice_number(self) -> str:
        """The line's own number for calls; in practice, where there may be none, the one."""
        return self._parts.voice_number or self._parts.number

    @property
    def public_url(self) -> str:
        """The address below which Twilio's doors are."""
        return self._parts.public_url

    def suggestions(self) -> Sequence[str]:
        """The keywords of the open actions."""
        today = datetime.now(UTC).date()
        return [word for each in self._parts.catalog.open(today) for word in each.keywords]

    def send(self, sender: str, body: str) -> None:
        """Post a signed text through the whole application, as Twilio would. Raises NotTaken."""
        form, headers = signed_text(self._signature, sender, self.number, body)
        self._post("/twilio/sms", form, headers)

    def post(self, path: str, form: Mapping[str, str]) -> str:
        """Sign and post a step of a call; the answer. Raises NotTaken."""
        return self._post(path, form, {"X-Twilio-Signature": self._signature.sign(path, form)})

    def whose(self, number: str) -> Owner | None:
        """Whose telephone this is (E.164), None where several have it or nobody."""
        with self._parts.database.read() as tx:
            return telephones.whose(tx, number)

    def texts(self, sender: str, after: int) -> Sequence[PhoneText]:
        """This person's texts, both ways, oldest first."""
        with self._parts.database.read() as tx:
            thread = texts.thread(tx, sender, after)
        return [PhoneText(each.id, each.outgoing, each.body, each.at) for each in thread]

    def _post(self, path: str, form: Mapping[str, str], headers: Mapping[str, str]) -> str:
        if self.server is None:
            raise NotTaken
        answer = self.server().test_client().post(path, data=form, headers=headers)
        if not 200 <= answer.status_code < 300:
            raise NotTaken
        return answer.get_data(as_text=True)
