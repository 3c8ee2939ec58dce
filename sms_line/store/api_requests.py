"""Requests that must not be carried out twice: what came of each, by its Idempotency-Key."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from sms_line.store.api_tables import api_requests
from sms_line.store.database import Database
from sms_line.store.tokens import hash_of

KEPT = timedelta(days=7)


class OtherRequest(Exception):
    """The same key came with another request."""


def begin(
    database: Database, tx: Connection, token_id: int, key: str, body: bytes, now: datetime
) -> int | None:
    """What came of it before, None if it is new. Raises OtherRequest.

    A second one at the same moment waits here until the first has ended.
    """
    mine, said = hash_of(key), hash_of(body.hex())
    new = database.insert(api_requests).values(
        token_id=token_id, key_hash=mine, body_hash=said, at=now
    )
    tx.execute(new.on_conflict_do_nothing(index_elements=["token_id", "key_hash"]))
    row = tx.execute(
        select(api_requests.c.body_hash, api_requests.c.row_id).where(
            api_requests.c.token_id == token_id, api_requests.c.key_hash == mine
        )
    ).one()
    if row.body_hash != said:
        raise OtherRequest
    return None if row.row_id is None else int(row.row_id)


def became(tx: Connection, token_id: int, key: str, row_id: int) -> None:
    """Note what came of it."""
    mine = (api_requests.c.token_id == token_id) & (api_requests.c.key_hash == hash_of(key))
    tx.execute(update(api_requests).where(mine).values(row_id=row_id))


def drop_old(tx: Connection, now: datetime) -> None:
    """Let go of keys that nobody sends any more."""
    tx.execute(delete(api_requests).where(api_requests.c.at < now - KEPT))
