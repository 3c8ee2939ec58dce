"""What has come of broadcasts, as organizers compare them: figures of many, errors, variants."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, case, func, select

from sms_line.core.broadcasts.broadcast import Broadcast
from sms_line.store.tables import letters, suppressions, texts
from sms_line.store.texts import RETRIED

_A_CHUNK = 1_000
_OVER = ("failed", "undelivered", "given up")


def errors(tx: Connection, broadcast_id: int) -> dict[str, int]:
    """The carrier's error code ("30006", or a word of the line's own) → texts that failed so."""
    counted = func.count()
    found = (
        select(texts.c.error, counted)
        .where(texts.c.broadcast_id == broadcast_id, texts.c.status.in_(_OVER))
        .where(texts.c.error != "")
        .group_by(texts.c.error)
        .order_by(counted.desc())
    )
    return {str(error): int(number) for error, number in tx.execute(found)}


@dataclass(frozen=True, slots=True)
class VariantResult:
    """What one variant has come to so far."""

    variant: int
    """From 0."""
    texted: int
    delivered: int
    failed: int
    wrote: int
    """Who has sent a letter of the broadcast's action since."""
    stopped: int
    """Who has said STOP since."""


def variants(tx: Connection, broadcast: Broadcast) -> list[VariantResult]:
    """One for each variant. Every text of the broadcast is looked at."""
    theirs = (texts.c.broadcast_id == broadcast.id) & (texts.c.status != RETRIED)
    delivered = func.sum(case((texts.c.status == "delivered", 1), else_=0))
    failed = func.sum(case((texts.c.status.in_(_OVER), 1), else_=0))
    counted = select(texts.c.variant, func.count(), delivered, failed).where(theirs)
    since = broadcast.frozen_at or broadcast.created_at
    stopped = _by_variant(
        tx,
        select(texts.c.variant, func.count(suppressions.c.phone.distinct()))
        .join_from(suppressions, texts, texts.c.phone == suppressions.c.phone)
        .where(theirs, suppressions.c.since >= since),
    )
    wrote = _by_variant(
        tx,
        select(texts.c.variant, func.count(letters.c.phone.distinct()))
        .join_from(letters, texts, texts.c.phone == letters.c.phone)
        .where(theirs, letters.c.action == broadcast.plan.action, letters.c.created_at >= since),
    )
    return [
        VariantResult(
            row[0] or 0, row[1], row[2], row[3], wrote.get(row[0], 0), stopped.get(row[0], 0)
        )
        for row in tx.execute(counted.group_by(texts.c.variant).order_by(texts.c.variant))
    ]


def _by_variant(tx: Connection, counted: Any) -> dict[int, int]:
    return {row[0]: int(row[1]) for row in tx.execute(counted.group_by(texts.c.variant))}


COLUMNS = ("text", "phone", "variant", "status", "error", "segments", "at")
"""What is told of each text of a broadcast."""


def texts_of(tx: Connection, broadcast_id: int, after: int) -> Sequence[tuple[Any, ...]]:
    """The next thousand texts of a broadcast by their ids, in the order of COLUMNS."""
    # The sum keeps SQLite from the index of broadcasts, which it would sort anew for each chunk.
    theirs = (texts.c.broadcast_id + 0) == broadcast_id
    found = (
        select(
            texts.c.id,
            texts.c.phone,
            texts.c.variant,
            texts.c.status,
            texts.c.error,
            texts.c.segments,
            texts.c.at,
        )
        .where(theirs, texts.c.id > after)
        .order_by(texts.c.id)
        .limit(_A_CHUNK)
    )
    return [tuple(row) for row in tx.execute(found)]


def first_text(tx: Connection, broadcast_id: int) -> int:
    """The id of the first text of a broadcast, 0 where there is none."""
    first = select(func.min(texts.c.id)).where(texts.c.broadcast_id == broadcast_id)
    return int(tx.execute(first).scalar() or 0)
