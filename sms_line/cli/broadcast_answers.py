"""What `sms-line broadcast` says about a broadcast, in words."""

from sms_line.app import Application
from sms_line.core.broadcasts.broadcast import Broadcast, Figures, Plan, Stage

_WAITS = "Workers send it: sms-line serve has one beside it, sms-line worker is one alone."


def in_words(found: Broadcast, figures: Figures) -> str:
    """A few lines: its number, where it stands, and a figure for every person."""
    lines = [f"Broadcast {found.id} is {found.stage.value}. {found.why}".rstrip()]
    if found.stage in {Stage.SCHEDULED, Stage.PROPOSED}:
        lines.append(f"Not before {found.plan.at.astimezone():%Y-%m-%d %H:%M %Z}.")
    if found.frozen_at:
        lines.append(
            f"{found.recipients} recipients: {figures.queued} queued, {figures.sent} sent, "
            f"{figures.delivered} delivered, {figures.failed} failed, {figures.skipped} skipped."
        )
    lines += [f"Left out: {number} ({why})." for why, number in found.left_out.items()]
    if found.stage is Stage.SENDING:
        lines.append(_WAITS)
    return "\n".join(lines)


def preview_in_words(line: Application, planned: Plan) -> str:
    """What would be sent to whom, and what it costs."""
    return f"To: {planned.audience}"
