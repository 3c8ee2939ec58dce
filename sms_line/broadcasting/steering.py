"""What organizers do with a broadcast once it is planned; every step is in the audit log."""

from dataclasses import replace

from sqlalchemy import Connection

from sms_line.broadcasting import approval, clocks
from sms_line.broadcasting.resolving import understand
from sms_line.broadcasting.wording import Wording
from sms_line.core.broadcasts.broadcast import Broadcast, Plan, Stage
from sms_line.parts import Parts
from sms_line.store import audience, audit, broadcasts, links, recipients
from sms_line.store.audit import Deed


class NotPossible(Exception):
    """A broadcast does not stand where that could be done; the message is a sentence for people."""


def plan(parts: Parts, planned: Plan, by: str) -> int:
    """Schedule a broadcast and give its id; a second organizer may have to approve it first.

    Raises WordsMistake and AudienceMistake for what `compose` has not checked.
    """
    with parts.database.write() as tx:
        return plan_within(parts, tx, planned, by)


def plan_within(parts: Parts, tx: Connection, planned: Plan, by: str) -> int:
    """The same in a transaction of the caller's, which may hold what it was planned from."""
    if planned.local_at:
        planned = _from_the_first_clock(planned)
    why = _wants_approval(parts, tx, planned)
    stage, now = Stage.PROPOSED if why else Stage.SCHEDULED, parts.clock.now()
    planned_id = broadcasts.plan(tx, planned, stage=stage, by=by, now=now, why=why)
    if planned.links:
        for variant, url in Wording(parts, planned).addresses():
            links.add(tx, planned_id, variant, url, parts.tokens.new())
    _audit(parts, tx, planned_id, by, Deed.PLANNED)
    return planned_id


def _wants_approval(parts: Parts, tx: Connection, planned: Plan) -> str:
    """Why a second organizer has to approve it, "" if nobody has to; about, for a random share."""
    if approval.size(parts, tx) is None:
        return ""
    wanted = understand(parts, planned.audience).resolved
    recipients = audience.counted(tx, wanted, salt=0).recipients
    return approval.why_needed(parts, tx, planned, recipients)


def approve(parts: Parts, broadcast_id: int, by: str) -> None:
    """Somebody else than who planned it says yes. Raises NotPossible."""
    with parts.database.write() as tx:
        found = _held(tx, broadcast_id)
        if found.created_by == by:
            raise NotPossible("Somebody else than who planned this broadcast has to approve it.")
        if not broadcasts.move(
            tx, broadcast_id, Stage.SCHEDULED, only_from=[Stage.PROPOSED], approved_by=by
        ):
            raise NotPossible(f"This broadcast waits for no approval: it is {found.stage.value}.")
        _audit(parts, tx, broadcast_id, by, Deed.APPROVED)


def pause(parts: Parts, broadcast_id: int, by: str, why: str = "") -> None:
    """Nothing more leaves until somebody goes on. Raises NotPossible."""
    with parts.database.write() as tx:
        found = _held(tx, broadcast_id)
        why = why or f"Paused by {by}."
        if not broadcasts.move(tx, broadcast_id, Stage.PAUSED, why=why):
            raise NotPossible(f"This broadcast cannot be paused: it is {found.stage.value}.")
        _audit(parts, tx, broadcast_id, by, Deed.PAUSED)


def resume(parts: Parts, broadcast_id: int, by: str) -> None:
    """Go on where it was paused; failures until now are forgiven. Raises NotPossible."""
    with parts.database.write() as tx:
        found = _held(tx, broadcast_id)
        if not broadcasts.move(
            tx,
            broadcast_id,
            Stage.SCHEDULED,
            only_from=[Stage.PAUSED],
            resumed_at=parts.clock.now(),
            handled_before=broadcasts.handled(tx, broadcast_id),
        ):
            raise NotPossible(f"This broadcast is not paused: it is {found.stage.value}.")
        _audit(parts, tx, broadcast_id, by, Deed.RESUMED)


def cancel(parts: Parts, broadcast_id: int, by: str) -> None:
    """Nobody who has not been texted yet will be. Raises NotPossible."""
    with parts.database.write() as tx:
        found = _held(tx, broadcast_id)
        why, now = f"Cancelled by {by}.", parts.clock.now()
        if not broadcasts.move(tx, broadcast_id, Stage.CANCELLED, why=why, ended_at=now):
            raise NotPossible(f"This broadcast cannot be cancelled: it is {found.stage.value}.")
        recipients.cancel_rest(tx, broadcast_id)
        _audit(parts, tx, broadcast_id, by, Deed.CANCELLED)


def _held(tx: Connection, broadcast_id: int) -> Broadcast:
    found = broadcasts.hold(tx, broadcast_id)
    if found is None:
        raise NotPossible(f"There is no broadcast {broadcast_id}; see the list of broadcasts.")
    return found


def _from_the_first_clock(planned: Plan) -> Plan:
    return replace(planned, at=max(planned.at, clocks.first_due(planned.local_at)))


def _audit(parts: Parts, tx: Connection, broadcast_id: int, by: str, did: Deed) -> None:
    now = parts.clock.now()
    audit.record(tx, at=now, who=by, did=did, kind="broadcast", row_id=broadcast_id)
