"""What other programs are to be told, written in the transaction in which it was decided."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from sms_line.core.effects import ConsentKind
from sms_line.store.api_tables import webhook_endpoints, webhook_messages
from sms_line.store.database import Database
from sms_line.store.supporter_search import id_of

LOOK_AGAIN = 1.0
"""Seconds after which another process's change of the endpoints is seen here."""
WAITING, DELIVERED, GIVEN_UP = "waiting", "delivered", "given up"


class Event(StrEnum):
    """What other programs can be told."""

    OPT_IN = "opt_in"
    OPT_OUT = "opt_out"
    FORGOTTEN = "forgotten"
    LETTER = "letter"
    CALL = "call"


BY_CONSENT = {
    ConsentKind.OPT_IN: Event.OPT_IN,
    ConsentKind.OPT_OUT: Event.OPT_OUT,
    ConsentKind.FORGOTTEN: Event.FORGOTTEN,
}
"""What an entry of the consent ledger tells other programs."""


class Outgoing:
    """Writes messages for whoever wants them; where nobody does, it costs one look at a clock."""

    def __init__(self, database: Database, secret_key: str) -> None:
        """`secret_key`: the line's; nothing is read before something happens."""
        self._database = database
        self._secret = secret_key.encode()
        self._wanted: Mapping[str, Sequence[int]] = {}
        self._looked = -LOOK_AGAIN

    def note(
        self,
        tx: Connection,
        event: Event,
        *,
        phone: str | None,
        data: Mapping[str, object],
        now: datetime,
    ) -> Sequence[int]:
        """Write a message for each endpoint that wants it; the endpoints, to be rung for.

        Of somebody who is forgotten only the opaque id is kept.
        """
        endpoints = self._who_wants(tx, event)
        if not endpoints:
            return ()
        about = {"supporter": self.opaque(phone) if phone else None, **data}
        if event is not Event.FORGOTTEN:
            about["supporter_id"] = id_of(tx, phone) if phone else None
        row = {
            "event": event.value,
            "phone": None if event is Event.FORGOTTEN else phone,
            "data": about,
            "at": now,
            "status": WAITING,
            "due_at": now,
        }
        rows = [
            {**row, "endpoint_id": each, "message_id": f"msg_{secrets.token_hex(16)}"}
            for each in endpoints
        ]
        tx.execute(insert(webhook_messages), rows)
        return endpoints

    def opaque(self, phone: str) -> str:
        """The same for the same number, for ever; without the line's key it says nothing."""
        return f"sup_{hmac.new(self._secret, phone.encode(), hashlib.sha256).hexdigest()[:32]}"

    def look_again(self) -> None:
        """The endpoints have changed."""
        self._looked = -LOOK_AGAIN

    def _who_wants(self, tx: Connection, event: Event) -> Sequence[int]:
        now = time.monotonic()
        if now - self._looked >= LOOK_AGAIN:
            self._wanted, self._looked = _wanted(tx), now
        return self._wanted.get(event.value, ())


def _wanted(tx: Connection) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = {}
    switched_on = select(webhook_endpoints.c.id, webhook_endpoints.c.events).where(
        webhook_endpoints.c.disabled_at.is_(None)
    )
    for endpoint_id, events in tx.execute(switched_on):
        for event in events:
            found.setdefault(event, []).append(endpoint_id)
    return found
