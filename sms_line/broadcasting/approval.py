"""When a second organizer has to approve a broadcast: above a size that the group has set."""

from sqlalchemy import Connection

from sms_line.core.broadcasts.broadcast import Broadcast, Plan
from sms_line.core.counted import counted
from sms_line.parts import Parts
from sms_line.store import broadcast_rules


def size(parts: Parts, tx: Connection) -> int | None:
    """Recipients above which it is so: the smaller of the group's rule and the setting."""
    sizes = (parts.approval_above, broadcast_rules.rules(tx).approval_above)
    return min((each for each in sizes if each is not None), default=None)


def why_needed(parts: Parts, tx: Connection, plan: Plan, recipients: int) -> str:
    """Why so many recipients want a second organizer's yes; "" where they don't.

    Never for a reminder: each of its recipients has asked for it.
    """
    above = size(parts, tx)
    if above is None or recipients <= above or plan.reminds:
        return ""
    people = counted(recipients, "person", "people")
    return f"It goes to {people}; above {above:,} another organizer has to approve it."


def why_lacking(parts: Parts, tx: Connection, broadcast: Broadcast, recipients: int) -> str:
    """The same for one whose audience is counted anew; "" too where somebody has approved it."""
    return "" if broadcast.approved_by else why_needed(parts, tx, broadcast.plan, recipients)
