"""When a second organizer has to approve a broadcast: above a size that the group has set."""

from sms_line.core.broadcasts.broadcast import Broadcast, Plan
from sms_line.core.counted import counted
from sms_line.parts import Parts


def why_needed(parts: Parts, plan: Plan, recipients: int) -> str:
    """Why so many recipients want a second organizer's yes; "" where they don't.

    Never for a reminder: each of its recipients has asked for it.
    """
    above = parts.approval_above
    if above is None or recipients <= above or plan.reminds:
        return ""
    people = counted(recipients, "person", "people")
    return f"It goes to {people}; above {above:,} another organizer has to approve it."


def why_lacking(parts: Parts, broadcast: Broadcast, recipients: int) -> str:
    """The same for one whose audience is counted anew; "" too where somebody has approved it."""
    return "" if broadcast.approved_by else why_needed(parts, broadcast.plan, recipients)
