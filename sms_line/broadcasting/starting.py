"""Starts a broadcast: its audience is written down, and what is due may leave.

Whoever finds that its time has come does it: the command that sends now, or any worker. What one
process leaves half done, the next takes up.
"""

import logging

from sqlalchemy import ColumnElement, Connection, and_

from sms_line.broadcasting import approval, clocks
from sms_line.broadcasting.resolving import understand
from sms_line.broadcasting.telling import ring_for, stop_by_itself
from sms_line.core.broadcasts.broadcast import Broadcast, Stage
from sms_line.parts import Parts
from sms_line.store import audience, broadcasts, freezing

log = logging.getLogger(__name__)


def start(parts: Parts, broadcast_id: int) -> None:
    """Write the audience down to its end, and let it begin.

    Raises AudienceMistake, DatabaseDown.
    """
    while not start_a_step(parts, broadcast_id):
        pass


def start_a_step(parts: Parts, broadcast_id: int) -> bool:
    """The next of many steps; True where nothing is left to write down, or it is not wanted.

    Raises AudienceMistake, DatabaseDown.
    """
    found = _begin(parts, broadcast_id)
    if found is None:
        return True
    over = _step(parts, found, everybody_meant(parts, found))
    if over:
        log.info("broadcast started", extra={"broadcast": broadcast_id})
    return over


def everybody_meant(parts: Parts, broadcast: Broadcast) -> ColumnElement[bool]:
    """The condition on supporters whom a broadcast is for. Raises AudienceMistake."""
    wanted = understand(parts, broadcast.plan.audience).resolved
    return and_(audience.these(wanted, broadcast.id), audience.may_be_texted())


def _begin(parts: Parts, broadcast_id: int) -> Broadcast | None:
    """Take it from its schedule; None where nothing is to be written down."""
    with parts.database.write() as tx:
        broadcasts.move(tx, broadcast_id, Stage.FREEZING)
        found = broadcasts.hold(tx, broadcast_id)
        if found is None or found.stage is not Stage.FREEZING:
            return None
        if freezing.all_there(tx, broadcast_id):  # it goes on after a pause
            broadcasts.move(tx, broadcast_id, Stage.SENDING)
            return None
        grown = "" if found.frozen_at else _counted(parts, tx, found)
        mails = stop_by_itself(parts, tx, broadcast_id, Stage.PROPOSED, grown) if grown else []
    ring_for(parts, mails)
    return None if grown else found


def _counted(parts: Parts, tx: Connection, found: Broadcast) -> str:
    """Count who is meant and who is left out at this moment, once; or give why that needs a yes."""
    freezing.look_over(parts.database, tx)
    wanted = understand(parts, found.plan.audience).resolved
    counted = audience.counted(tx, wanted, found.id)
    why = approval.why_lacking(parts, tx, found, counted.recipients)
    if not why:
        freezing.begin(tx, found.id, parts.clock.now(), counted.left_out)
    return why


def _step(parts: Parts, broadcast: Broadcast, meant: ColumnElement[bool]) -> bool:
    """One step of many; True where nothing is left to write down, or it is no longer wanted."""
    plan = broadcast.plan
    with parts.database.write() as tx:
        all_there = freezing.step(
            parts.database,
            tx,
            broadcast.id,
            meant,
            clocks.by_area,
            lambda zone: clocks.due_at(plan, zone),
        )
        if all_there is None:
            return True
        if all_there:
            broadcasts.move(tx, broadcast.id, Stage.SENDING, only_from=[Stage.FREEZING])
    return all_there
