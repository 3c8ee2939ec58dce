"""Tells organizers when a broadcast stops by itself: it waits for one of them."""

from collections.abc import Iterable

from sqlalchemy import Connection

from sms_line.core.broadcasts.broadcast import Broadcast, Stage
from sms_line.parts import Parts
from sms_line.store import broadcasts, desk_mails, organizers
from sms_line.store.organizers import Role

LONGEST_WHY = 300
"""Characters that are kept of a reason."""


def stop_by_itself(
    parts: Parts, tx: Connection, broadcast_id: int, to: Stage, why: str
) -> list[int]:
    """Let a broadcast wait for an organizer, and queue a mail to those who see to it.

    Gives the mails that are to be rung for once this is committed; none where it stands elsewhere
    by now, so that each is told once of each stop.
    """
    if not broadcasts.move(tx, broadcast_id, to, why=why[:LONGEST_WHY]):
        return []
    found = broadcasts.get(tx, broadcast_id)
    told = [] if found is None else _who_see_to(tx, found)
    return desk_mails.tell(tx, told, broadcast_id, parts.clock.now())


def _who_see_to(tx: Connection, broadcast: Broadcast) -> list[int]:
    """The owners, and who planned and approved it; for an approval all who can give it."""
    theirs = {broadcast.created_by, broadcast.approved_by}
    roles = {Role.OWNER, *([Role.ORGANIZER] if broadcast.stage is Stage.PROPOSED else [])}
    return [
        each.organizer.id
        for each in organizers.everybody(tx)
        if each.organizer.role in roles or each.organizer.email in theirs
    ]


def ring_for(parts: Parts, mails: Iterable[int]) -> None:
    """Let a worker carry these."""
    for each in mails:
        parts.bell.ring("desk_mail", each)
