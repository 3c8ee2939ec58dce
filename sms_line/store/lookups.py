"""Street addresses that wait for the geocoder; a row goes as soon as it is answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, or_, select, update

from sms_line.store.tables import lookups


@dataclass(frozen=True, slots=True)
class Lookup:
    """An address that has been claimed for looking up."""

    id: int
    phone: str
    visit: str
    """Of whoever asks on a page; then `phone` is ""."""
    street: str
    zip: str
    attempts: int


def queue(
    tx: Connection, *, phone: str, visit: str, street: str, zip_code: str, now: datetime
) -> int:
    """Queue an address; one that the same person gave before is dropped."""
    tx.execute(delete(lookups).where(lookups.c.phone == phone, lookups.c.visit == visit))
    row = tx.execute(
        lookups.insert()
        .values(phone=phone, visit=visit, street=street, zip=zip_code, created_at=now, due_at=now)
        .returning(lookups.c.id)
    ).one()
    return int(row.id)


def claim(tx: Connection, lookup_id: int, now: datetime, claim_lasts: timedelta) -> Lookup | None:
    """Take an address; asking twice does no harm, so an old claim does not bind."""
    row = tx.execute(
        update(lookups)
        .where(lookups.c.id == lookup_id, lookups.c.due_at <= now)
        .where(or_(lookups.c.claimed_at.is_(None), lookups.c.claimed_at < now - claim_lasts))
        .values(claimed_at=now, attempts=lookups.c.attempts + 1)
        .returning(lookups)
    ).first()
    if row is None:
        return None
    return Lookup(row.id, row.phone, row.visit, row.street, row.zip, row.attempts)


def done(tx: Connection, lookup: Lookup) -> None:
    """The address is answered for, and forgotten; one that was given meanwhile is not.

    SQLite gives the id of a row that was dropped to the next one.
    """
    tx.execute(
        delete(lookups).where(
            lookups.c.id == lookup.id,
            lookups.c.phone == lookup.phone,
            lookups.c.visit == lookup.visit,
            lookups.c.street == lookup.street,
        )
    )


def due(tx: Connection, now: datetime, claim_lasts: timedelta, limit: int) -> list[int]:
    """Addresses whose bell may have got lost."""
    waiting = (
        select(lookups.c.id)
        .where(lookups.c.due_at <= now)
        .where(or_(lookups.c.claimed_at.is_(None), lookups.c.claimed_at < now - claim_lasts))
    )
    return list(tx.execute(waiting.limit(limit)).scalars())
