"""What has come of a broadcast: why people were skipped, why texts failed, each text as a row."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from sms_line.core.broadcasts.skipped import Skipped
from sms_line.store import text_sums
from sms_line.store.broadcast_tables import lanes
from sms_line.store.tables import texts
from sms_line.store.texts import GIVEN_UP, WITHHELD

_A_CHUNK = 1_000
_OVER = ("failed", "undelivered", "canceled", GIVEN_UP)


def errors(tx: Connection, broadcast_id: int) -> dict[str, int]:
    """The carrier's error code ("30006", a word of the line's own, or "") → texts that failed so.

    Their sum is the figure `failed`.
    """
    found = tx.execute(_ERRORS, {"broadcast": broadcast_id})
    return {str(error): int(number) for error, number in found if number}


_TEXTS = text_sums.terms()
_NUMBER = func.sum(_TEXTS.c.n)
_ERRORS = (
    select(_TEXTS.c.error, _NUMBER)
    .where(_TEXTS.c.status.in_(_OVER))
    .group_by(_TEXTS.c.error)
    .order_by(_NUMBER.desc(), _TEXTS.c.error)
)


def skipped(tx: Connection, broadcast_id: int) -> dict[Skipped, int]:
    """Why recipients were not texted → how many; their sum is the figure `skipped`."""
    of_lanes = (Skipped.STOPPED, Skipped.NIGHT, Skipped.INCOMPLETE, Skipped.CANCELLED)
    summed = select(*(func.coalesce(func.sum(lanes.c[why]), 0) for why in of_lanes))
    numbers = tx.execute(summed.where(lanes.c.broadcast_id == broadcast_id)).one()
    found = dict(zip(of_lanes, map(int, numbers), strict=True))
    held_back = tx.execute(_HELD_BACK, {"broadcast": broadcast_id}).scalar_one()
    found[Skipped.HELD_BACK] = int(held_back)
    return {why: number for why, number in found.items() if number}


_HELD_BACK = select(func.coalesce(_NUMBER, 0)).where(_TEXTS.c.status == WITHHELD)


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
