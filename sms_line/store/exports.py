"""What happened, one row each, for organizers to take along: read as a stream, oldest first."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Connection, Select, and_, func, select

from sms_line.store.tables import calls, deliveries, legs, letters, texts

_AT_A_TIME = 1_000
"""Rows fetched at once: a million of them never lie in memory together."""

_LETTERS = select(
    letters.c.id,
    letters.c.action,
    letters.c.bioguide,
    letters.c.office,
    letters.c.sender_name,
    letters.c.subject,
    letters.c.body,
    letters.c.created_at.label("at"),
).order_by(letters.c.id)
_TEXTS = select(
    texts.c.id,
    texts.c.direction,
    texts.c.phone,
    texts.c.body,
    texts.c.at,
    texts.c.action,
    texts.c.status,
    texts.c.segments,
    texts.c.error,
    texts.c.flagged,
).order_by(texts.c.id)
_DELIVERIES = select(
    deliveries.c.id,
    deliveries.c.letter_id,
    deliveries.c.action,
    deliveries.c.bioguide,
    deliveries.c.route,
    deliveries.c.status,
    deliveries.c.detail,
    deliveries.c.attempts,
    deliveries.c.created_at.label("at"),
).order_by(deliveries.c.id)
_CALLS = (
    # One row an office that was tried, and one for a call that came to none.
    select(
        calls.c.id.label("call_id"),
        calls.c.phone,
        calls.c.direction,
        calls.c.status.label("call_status"),
        calls.c.seconds.label("call_seconds"),
        func.coalesce(legs.c.action, calls.c.action).label("action"),
        legs.c.bioguide,
        legs.c.kind,
        legs.c.status,
        legs.c.went,
        legs.c.seconds,
        func.coalesce(legs.c.at, calls.c.began_at).label("at"),
    )
    .outerjoin_from(calls, legs, legs.c.call_id == calls.c.id)
    .order_by(calls.c.id, legs.c.id)
)
_QUERIES: dict[str, Select[Any]] = {
    "letters": _LETTERS,
    "texts": _TEXTS,
    "calls": _CALLS,
    "deliveries": _DELIVERIES,
}

_KEYS: dict[str, Column[int]] = {
    "letters": letters.c.id,
    "texts": texts.c.id,
    "calls": calls.c.id,
    "deliveries": deliveries.c.id,
}

KINDS = tuple(_QUERIES)


def columns(kind: str) -> tuple[str, ...]:
    """The names of what each row of this kind has, in order."""
    return tuple(_QUERIES[kind].selected_columns.keys())


def rows(tx: Connection, kind: str) -> Iterator[tuple[Any, ...]]:
    """All rows of one kind, in the order of `columns`."""
    for row in tx.execute(_QUERIES[kind].execution_options(yield_per=_AT_A_TIME)):
        yield tuple(row)


def chunk(
    tx: Connection, kind: str, after: int, status: str = ""
) -> tuple[list[tuple[Any, ...]], int | None]:
    """The rows of the next thousand keys above `after`, and the last of these; None at the end.

    `status`: deliveries of this one only, "" for all.
    """
    key = _KEYS[kind]
    of_these = key > after
    if status:
        of_these = and_(of_these, deliveries.c.status == status)
    next_keys = select(key).where(of_these).order_by(key).limit(_AT_A_TIME).subquery()
    last = tx.execute(select(func.max(next_keys.c[0]))).scalar()
    if last is None:
        return [], None
    found = tx.execute(_QUERIES[kind].where(of_these, key <= last))
    return [tuple(row) for row in found], int(last)
