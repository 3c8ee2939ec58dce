"""How many letters were written for each action, for the desk's list and its file."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, func, select

from sms_line.store.counts import STATUSES
from sms_line.store.tables import deliveries, legs


def letters_by_action(tx: Connection, since: datetime) -> Mapping[str, int]:
    """Slug → letters, whatever has become of them."""
    # An expression, because SQLite would read all rows in the order of that index to group those
    # of a day.
    slug = deliveries.c.action + ""
    rows = tx.execute(
        select(slug.label("slug"), func.count().label("number"))
        .where(deliveries.c.created_at >= since)
        .group_by(slug)
    )
    return {row.slug: row.number for row in rows}


def letters_ever(tx: Connection) -> Mapping[tuple[str, str], int]:
    """(slug, status) → letters, of all time. It reads them all."""
    each = deliveries.c.action, deliveries.c.status
    rows = tx.execute(select(*each, func.count().label("number")).group_by(*each))
    return {(row.action, row.status): row.number for row in rows}


def offices_ever(tx: Connection) -> Mapping[str, int]:
    """Slug → offices that callers were put through to, or were to be, of all time."""
    rows = tx.execute(select(legs.c.action, func.count().label("number")).group_by(legs.c.action))
    return {row.action: row.number for row in rows}


def letters_of(tx: Connection, slug: str, since: datetime) -> Mapping[str, int]:
    """The letters of one action by what has become of them; only what there is."""
    numbers = [func.count().filter(deliveries.c.status == status) for status in STATUSES]
    of_it = deliveries.c.action + "" == slug
    row = tx.execute(select(*numbers).where(deliveries.c.created_at >= since, of_it)).one()
    return {status: number for status, number in zip(STATUSES, row, strict=True) if number}
