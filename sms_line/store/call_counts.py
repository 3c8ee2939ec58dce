"""Calls since a moment, in numbers, for the desk's first page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, case, func, select

from sms_line.store.tables import calls, legs


@dataclass(frozen=True, slots=True)
class CallCounts:
    """Calls of a stretch of time."""

    taken: int
    minutes: int
    """Of calls and of the legs in them, begun ones whole."""
    refused: dict[str, int]
    """By `core.call_limits.Refusal`, the most frequent first."""
    outcomes: dict[str, int]
    """What became of each try to reach an office, the most frequent first: what the caller said
    of it, else the carrier's word, else why it was not rung."""


def since(tx: Connection, moment: datetime) -> CallCounts:
    """Calls that began since, and tries since."""
    by_refusal = tx.execute(
        select(calls.c.refused, func.count(), func.sum(calls.c.seconds))
        .where(calls.c.began_at >= moment)
        .group_by(calls.c.refused)
    ).all()
    outcome = case((legs.c.went != "", legs.c.went), else_=legs.c.status)
    by_outcome = tx.execute(
        select(outcome, func.count(), func.sum(legs.c.seconds))
        .where(legs.c.at >= moment)
        .group_by(outcome)
    ).all()
    seconds = sum(total for _, _, total in (*by_refusal, *by_outcome))
    return CallCounts(
        taken=sum(number for why, number, _ in by_refusal if not why),
        minutes=-(-int(seconds) // 60),
        refused=_most_first({why: number for why, number, _ in by_refusal if why}),
        outcomes=_most_first({came: number for came, number, _ in by_outcome}),
    )


def _most_first(numbers: dict[str, int]) -> dict[str, int]:
    return dict(sorted(numbers.items(), key=lambda item: (-item[1], item[0])))
