"""Who of a broadcast's audience waits for their morning, or for a time of their own clock."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from sms_line.broadcasting import clocks
from sms_line.core.broadcasts.broadcast import Broadcast, Stage
from sms_line.core.broadcasts.hours import wakes
from sms_line.store import recipients


@dataclass(frozen=True, slots=True)
class Asleep:
    """So many people, of whom the first may be texted at this moment; None for nobody."""

    count: int = 0
    first_at: datetime | None = None


def asleep(tx: Connection, broadcast: Broadcast, now: datetime) -> Asleep:
    """Why nothing leaves now although people are queued; few rows, whatever their number."""
    if broadcast.stage is not Stage.SENDING:
        return Asleep()
    count, moments = 0, []
    for lane in recipients.open_lanes(tx, broadcast.id):
        due = max(lane.due_at or now, now)
        waits = wakes(clocks.clocks(due, lane.zone), broadcast.plan.hours, strict=lane.strict)
        if waits is None or due + waits == now:
            continue
        count += lane.left
        moments.append(due + waits)
    return Asleep(count, min(moments, default=None))
