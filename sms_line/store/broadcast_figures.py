"""How many recipients of a broadcast were texted, and what has become of the texts."""

from collections import Counter

from sqlalchemy import ColumnElement, Connection, Select, func, literal, select, union_all

from sms_line.core.broadcasts.broadcast import Figures
from sms_line.store import text_sums
from sms_line.store.broadcast_tables import lanes
from sms_line.store.text_sums import BROADCAST
from sms_line.store.texts import CLAIMED, GIVEN_UP, RETRIED, UNSURE, WAITING, WITHHELD

PASSED_OVER = lanes.c.stopped + lanes.c.night + lanes.c.cancelled + lanes.c.incomplete
"""Recipients of a lane who were taken and not texted."""
DELIVERED = "delivered"
_STANDS_FOR = {
    WAITING: "queued",
    CLAIMED: "queued",
    UNSURE: "queued",
    WITHHELD: "skipped",
    GIVEN_UP: "failed",
    "undelivered": "failed",
    "failed": "failed",
    "canceled": "failed",
}
"""What a text's status counts as; every other word of the carrier's but DELIVERED is "sent"."""


def figures_of(tx: Connection, broadcast_id: int) -> Figures:
    """What has become of each recipient, as far as it is known; who got it is what is left."""
    # One statement, so that all of it is told of the same moment.
    found = {str(what): int(n) for what, n in tx.execute(_COUNTED, {"broadcast": broadcast_id})}
    counted = Counter(queued=found.pop(_AHEAD), skipped=found.pop(_SKIPPED))
    taken = found.pop(_TAKEN)
    for status, number in found.items():
        counted[_STANDS_FOR.get(status, "sent")] += number
    return Figures(**counted, delivered=taken - sum(found.values()))


_AHEAD, _SKIPPED, _TAKEN = "lanes: ahead", "lanes: skipped", "lanes: taken"


def _summed(what: str, column: ColumnElement[int]) -> Select[str, int]:
    summed = func.coalesce(func.sum(column), 0)
    return select(literal(what), summed).where(lanes.c.broadcast_id == BROADCAST)


_TEXTS = text_sums.terms()
_COUNTED = union_all(
    _summed(_AHEAD, lanes.c.total - lanes.c.next),
    _summed(_SKIPPED, PASSED_OVER),
    _summed(_TAKEN, lanes.c.next - PASSED_OVER),
    select(_TEXTS.c.status, func.sum(_TEXTS.c.n))
    .where(_TEXTS.c.status.not_in([DELIVERED, RETRIED]))
    .group_by(_TEXTS.c.status),
)
