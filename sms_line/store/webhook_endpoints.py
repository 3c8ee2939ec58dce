"""Addresses of other programs that are told what happens: kept by owners, held by one worker."""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from sms_line.store import audit
from sms_line.store.api_tables import webhook_endpoints, webhook_messages
from sms_line.store.audit import Deed
from sms_line.store.outgoing import GIVEN_UP, WAITING, Event

KIND = "webhook"
"""In the audit log."""
FAILURES, FAILED_FOR = 20, timedelta(days=1)
"""So many tries in a row, over so long: then nobody is there any more."""
LONGEST_URL = 500


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address."""

    id: int
    url: str
    events: frozenset[Event]
    with_phone: bool
    salt: str
    created_by: str
    disabled_at: datetime | None
    why: str
    failures: int
    failing_since: datetime | None

    def secret(self, secret_key: str) -> str:
        """What signs its messages, as Standard Webhooks writes secrets; it is stored nowhere."""
        made = hmac.new(secret_key.encode(), f"webhook {self.salt}".encode(), hashlib.sha256)
        return f"whsec_{base64.b64encode(made.digest()).decode()}"


def add(
    tx: Connection,
    url: str,
    events: Collection[Event],
    *,
    with_phone: bool,
    who: str,
    now: datetime,
) -> Endpoint:
    """A new one, with a secret of its own."""
    row = tx.execute(
        insert(webhook_endpoints)
        .values(
            url=url,
            events=sorted(events),
            with_phone=with_phone,
            salt=secrets.token_hex(32),
            created_at=now,
            created_by=who,
            failures=0,
        )
        .returning(webhook_endpoints)
    ).one()
    _note(tx, Deed.ADDED_ENDPOINT, row.id, who, now, " ".join(sorted(events)))
    return _endpoint(row)


def switch(tx: Connection, endpoint_id: int, *, on: bool, who: str, now: datetime) -> bool:
    """Switch it on or off by hand; False if there is none. What waits then is given up."""
    values: dict[str, Any] = {"disabled_at": None, "why": "", "failures": 0, "failing_since": None}
    if not on:
        values = {"disabled_at": now, "why": f"Switched off by {who}."[:200]}
        _give_up(tx, endpoint_id)
    mine = update(webhook_endpoints).where(webhook_endpoints.c.id == endpoint_id)
    if not tx.execute(mine.values(values)).rowcount:
        return False
    _note(tx, Deed.CHANGED_ENDPOINT, endpoint_id, who, now, "on" if on else "off")
    return True


def drop(tx: Connection, endpoint_id: int, *, who: str, now: datetime) -> None:
    """Throw it away with all that it was told, or was to be."""
    tx.execute(delete(webhook_messages).where(webhook_messages.c.endpoint_id == endpoint_id))
    gone = tx.execute(delete(webhook_endpoints).where(webhook_endpoints.c.id == endpoint_id))
    if gone.rowcount:
        _note(tx, Deed.DROPPED_ENDPOINT, endpoint_id, who, now)


def listed(tx: Connection) -> Sequence[Endpoint]:
    """All, the first first."""
    rows = tx.execute(select(webhook_endpoints).order_by(webhook_endpoints.c.id))
    return [_endpoint(row) for row in rows]


def get(tx: Connection, endpoint_id: int) -> Endpoint | None:
    """One of them."""
    mine = select(webhook_endpoints).where(webhook_endpoints.c.id == endpoint_id)
    row = tx.execute(mine).first()
    return _endpoint(row) if row else None


def claim(tx: Connection, endpoint_id: int, now: datetime, until: datetime) -> Endpoint | None:
    """Take one that is switched on and that no other worker is telling."""
    row = tx.execute(
        update(webhook_endpoints)
        .where(
            webhook_endpoints.c.id == endpoint_id,
            webhook_endpoints.c.disabled_at.is_(None),
            or_(webhook_endpoints.c.busy_until.is_(None), webhook_endpoints.c.busy_until <= now),
        )
        .values(busy_until=until)
        .returning(webhook_endpoints)
    ).first()
    return _endpoint(row) if row else None


def release(tx: Connection, endpoint_id: int, until: datetime) -> None:
    """Let another worker have it, if the claim until then still holds."""
    mine = webhook_endpoints.c.id == endpoint_id, webhook_endpoints.c.busy_until == until
    tx.execute(update(webhook_endpoints).where(*mine).values(busy_until=None))


def succeeded(tx: Connection, endpoint: Endpoint) -> None:
    """Somebody is there."""
    if endpoint.failures:
        mine = update(webhook_endpoints).where(webhook_endpoints.c.id == endpoint.id)
        tx.execute(mine.values(failures=0, failing_since=None))


def failed(tx: Connection, endpoint_id: int, now: datetime, *, gone: bool) -> bool:
    """Count a try that failed; False where it has been switched off, now or before.

    `gone`: it says that it wants nothing any more (HTTP 410).
    """
    counted = update(webhook_endpoints).where(
        webhook_endpoints.c.id == endpoint_id, webhook_endpoints.c.disabled_at.is_(None)
    )
    row = tx.execute(
        counted.values(failures=webhook_endpoints.c.failures + 1).returning(webhook_endpoints)
    ).first()
    if row is None:
        return False
    since = row.failing_since or now
    if gone or (row.failures >= FAILURES and now - since >= FAILED_FOR):
        why = "It answered 410 Gone." if gone else f"{row.failures} tries in a row failed."
        tx.execute(counted.values(disabled_at=now, why=why, failing_since=since))
        _give_up(tx, endpoint_id)
        return False
    tx.execute(counted.values(failing_since=since))
    return True


def _give_up(tx: Connection, endpoint_id: int) -> None:
    waiting = update(webhook_messages).where(
        webhook_messages.c.endpoint_id == endpoint_id, webhook_messages.c.status == WAITING
    )
    tx.execute(waiting.values(status=GIVEN_UP, due_at=None))


def _note(
    tx: Connection, did: Deed, endpoint_id: int, who: str, now: datetime, detail: str = ""
) -> None:
    audit.record(tx, at=now, who=who, did=did, kind=KIND, row_id=endpoint_id, detail=detail)


def _endpoint(row: Row[Any]) -> Endpoint:
    known = set(Event)
    return Endpoint(
        id=row.id,
        url=row.url,
        events=frozenset(Event(each) for each in row.events if each in known),
        with_phone=row.with_phone,
        salt=row.salt,
        created_by=row.created_by,
        disabled_at=row.disabled_at,
        why=row.why,
        failures=row.failures,
        failing_since=row.failing_since,
    )
