"""Tells other programs what has happened: each endpoint by one worker at a time, in order.

A message may arrive twice (a worker dies between the other side's answer and the note of it), and
has the same webhook-id then. An endpoint that does not answer holds one thread, not all of them.
"""

import json
import logging
from datetime import datetime, timedelta
from functools import partial

from sms_line.parts import Parts
from sms_line.ports import Bell
from sms_line.store import webhook_endpoints, webhook_messages
from sms_line.store.webhook_endpoints import Endpoint
from sms_line.store.webhook_messages import Message
from sms_line.work.pauses import pause
from sms_line.work.sweeping import one_by_one
from sms_line.work.webhooks.posting import Posted, post
from sms_line.work.webhooks.signing import headers

log = logging.getLogger(__name__)

CLAIM_LASTS = timedelta(minutes=2)
"""Longer than one post takes; renewed before each."""
AT_ONCE = 100
"""Messages before somebody else has their turn."""
_GONE = 410


class Messenger:
    """Carries messages to endpoints."""

    def __init__(self, parts: Parts, bell: Bell, secret_key: str, *, practice: bool) -> None:
        """`practice`: programs on this machine may be told, without https."""
        self._parts = parts
        self._bell = bell
        self._secret_key = secret_key
        self._practice = practice

    def tell(self, endpoint_id: int) -> None:
        """Send an endpoint what is due for it, until nothing is or it does not answer."""
        for _ in range(AT_ONCE):
            if not self._tell_one(endpoint_id):
                return
        self._bell.ring("webhook", endpoint_id)

    def sweep(self) -> None:
        """Ring for what waits, and let go of what is old."""
        now = self._parts.clock.now()
        with self._parts.database.write() as tx:
            webhook_messages.drop_old(tx, now)
            webhook_messages.give_up_orphans(tx)
            due = webhook_messages.endpoints_due(tx, now)
        one_by_one(partial(self._bell.ring, "webhook", each) for each in due)

    def _tell_one(self, endpoint_id: int) -> bool:
        """Send one message; False where there is none, or nobody answered."""
        now = self._parts.clock.now()
        until = now + CLAIM_LASTS
        with self._parts.database.write() as tx:
            message = webhook_messages.next_due(tx, endpoint_id, now)
            endpoint = message and webhook_endpoints.claim(tx, endpoint_id, now, until)
        if not message or not endpoint:
            return False
        posted = self._post(endpoint, message)
        log.info(
            "webhook tried",
            extra={"endpoint": endpoint.id, "event": message.event, "status": posted.status},
        )
        return self._settle(endpoint, message, posted, until)

    def _post(self, endpoint: Endpoint, message: Message) -> Posted:
        body = _body(endpoint, message)
        signed = headers(
            endpoint.secret(self._secret_key), message.message_id, self._parts.clock.now(), body
        )
        return post(endpoint.url, signed, body, practice=self._practice)

    def _settle(
        self, endpoint: Endpoint, message: Message, posted: Posted, until: datetime
    ) -> bool:
        now, again = self._parts.clock.now(), pause(message.attempts + 1)
        due: datetime | None = None
        with self._parts.database.write() as tx:
            if posted.good:
                webhook_messages.delivered(tx, message, posted.words, now)
                webhook_endpoints.succeeded(tx, endpoint)
            else:
                due = webhook_messages.failed(tx, message, posted.words, now, again)
                gone = posted.status == _GONE
                if not webhook_endpoints.failed(tx, endpoint.id, now, gone=gone):
                    due = None
            webhook_endpoints.release(tx, endpoint.id, until)
        if due:
            self._bell.ring("webhook", endpoint.id, again.total_seconds())
        # Who answers with a refusal may take the next message; who does not answer rests.
        return posted.status != 0


def _body(endpoint: Endpoint, message: Message) -> bytes:
    data = dict(message.data or {})
    if endpoint.with_phone and message.phone:
        data["phone"] = message.phone
    said = {"type": message.event, "timestamp": message.at.isoformat(), "data": data}
    return json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode()
