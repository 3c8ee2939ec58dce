"""Takes the next texts of the broadcasts that are being sent, each with the moment it may leave."""

import logging
import time
from collections import deque
from dataclasses import dataclass
from itertools import repeat

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from sms_line.broadcasting.telling import ring_for, stop_by_itself
from sms_line.broadcasting.wording import Wording, wording_of
from sms_line.core.broadcasts.broadcast import Broadcast, Stage
from sms_line.core.broadcasts.lateness import LEAST
from sms_line.parts import Parts
from sms_line.store import broadcasts, pacing, recipients, waiting_texts
from sms_line.store.database import DatabaseDown
from sms_line.store.pacing import LEAD, Asked, Moments
from sms_line.store.recipients import Addressed, Lane, Recipient
from sms_line.store.texts import Outgoing
from sms_line.work.broadcasts.awake import Due, due

log = logging.getLogger(__name__)

HORIZON = 0.6
"""Seconds ahead for which texts are claimed: a STOP or a pause is honoured after that at most."""
SLOWEST = 0.9
"""Seconds by which moments are put off at most, where a claim takes long: they would be over before
it ends. With the horizon and a text's lateness a pause is still honoured within two seconds."""
AT_FIRST = 0.25
"""Seconds that the first claims are taken to need: their texts open connections."""
AT_ONCE = 500
"""Texts claimed in one transaction: a twentieth of a second of SQLite's one writer."""
LOOKED_AT = 4 * AT_ONCE
"""Recipients looked at for that in one transaction, where many cannot be texted."""
FAILED = "An error of the line's own: the worker's log tells more. Resume it to try again."
"""Why a broadcast was paused that raised what nobody foresaw."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A claimed text, and when it may leave by `time.monotonic()`."""

    text: Outgoing
    at: float
    blur: float
    """Seconds by which that may be too late."""
    lateness: float
    """Seconds by which it may leave late, the blur included."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one claim brought."""

    ready: tuple[Ready, ...] = ()
    wait: float = 0.0
    """Seconds until there may be more, 0 where that is not known."""


class _Failed(Exception):
    """Something is wrong with one broadcast; the others go on."""

    def __init__(self, broadcast_id: int) -> None:
        super().__init__(broadcast_id)
        self.broadcast_id = broadcast_id


class Claims:
    """One worker's share of what is to be sent."""

    def __init__(self, parts: Parts, rate: float) -> None:
        """`rate`: texts a second that the sender may send, all workers together."""
        self._parts = parts
        self._rate = rate
        self._wordings: dict[int, Wording] = {}
        self._took: deque[float] = deque([AT_FIRST], maxlen=3)
        self._last = 0
        """The broadcast that was served last: the next one comes first."""

    def next(self, room: int, lateness: float = LEAST) -> Batch:
        """Claim up to `room` texts whose moments are near. Raises DatabaseDown.

        `lateness`: seconds by which they should be able to leave late.
        """
        with self._parts.database.read() as tx:
            if not broadcasts.at_stage(tx, Stage.SENDING):
                self._wordings.clear()
                self._took.append(AT_FIRST)
                return Batch()
        try:
            with self._parts.database.write() as tx:
                batch, since = self._claim(tx, min(room, AT_ONCE), lateness)
            if since is not None:
                self._took.append(time.monotonic() - since)
            return batch
        except _Failed as failed:
            log.exception("broadcast failed", extra={"broadcast": failed.broadcast_id})
            parts, failing = self._parts, failed.broadcast_id
            with parts.database.write() as tx:
                mails = stop_by_itself(parts, tx, failing, Stage.PAUSED, FAILED)
            ring_for(parts, mails)
            return Batch(wait=HORIZON)

    def _claim(self, tx: Connection, room: int, lateness: float) -> tuple[Batch, float | None]:
        """What it brought, and since when its moments count; None where it asked for none."""
        sending = broadcasts.at_stage(tx, Stage.SENDING)
        sending.sort(key=lambda each: (each.id <= self._last, each.id))
        found = [(each, due(self._parts, tx, each, room)) for each in sending]
        wanted = [(each, theirs) for each, theirs in found if theirs.count]
        if not wanted:
            return Batch(), None
        moments = self._moments(tx, wanted, room, lateness)
        ready: list[Ready] = []
        for (each, theirs), delays in zip(wanted, moments.delays, strict=True):
            if delays:
                self._last = each.id
                claimed = self._texts(tx, each, theirs, len(delays))
                leave_at = [moments.since + delay for delay in delays]
                latitude = repeat(moments.blur), repeat(moments.lateness)
                ready += map(Ready, claimed, leave_at, *latitude)
        return Batch(tuple(ready), moments.wait), moments.since

    def _moments(
        self, tx: Connection, wanted: list[tuple[Broadcast, Due]], room: int, lateness: float
    ) -> Moments:
        asked = [self._asked(each, min(theirs.count, room)) for each, theirs in wanted]
        lead = min(1.2 * max(self._took), SLOWEST)
        horizon = HORIZON + lead - LEAD
        lead = max(lead, LEAD)
        return pacing.reserve(
            self._parts.database, tx, asked, self._rate, horizon, room, lead, lateness
        )

    def _asked(self, broadcast: Broadcast, count: int) -> Asked:
        own = broadcast.plan.rate
        if own is None or own >= self._rate:
            return Asked(count)
        return Asked(count, f"broadcast:{broadcast.id}", own)

    def _texts(
        self, tx: Connection, broadcast: Broadcast, theirs: Due, count: int
    ) -> list[Outgoing]:
        """Raises DatabaseDown, _Failed."""
        try:
            now = self._parts.clock.now()
            again = theirs.again[:count]
            claimed = waiting_texts.claim_again(tx, again, now) if again else []
            return claimed + self._from_lanes(tx, broadcast, theirs.lanes, count - len(claimed))
        except (DatabaseDown, SQLAlchemyError):
            raise
        except Exception as error:  # such as words that another release reads otherwise
            raise _Failed(broadcast.id) from error

    def _from_lanes(
        self, tx: Connection, broadcast: Broadcast, lanes: list[Lane], wanted: int
    ) -> list[Outgoing]:
        claimed: list[Outgoing] = []
        looked_at = 0
        for lane in lanes:
            left = lane.left
            while left > 0 and len(claimed) < wanted and looked_at < LOOKED_AT:
                count = min(left, wanted - len(claimed))
                found = recipients.take(tx, lane.id, count)
                claimed += self._address(tx, broadcast, lane, found)
                left -= count
                looked_at += count
        return claimed

    def _address(
        self, tx: Connection, broadcast: Broadcast, lane: Lane, found: list[Recipient]
    ) -> list[Outgoing]:
        """Write what each of these is sent; whom the words don't fit is passed over."""
        wording = self._wording(broadcast)
        written = [(each, wording.text(each)) for each in found]
        addressed = [
            Addressed(each.phone, body, each.variant) for each, body in written if body is not None
        ]
        recipients.pass_over(tx, lane.id, "incomplete", len(found) - len(addressed))
        action, number, now = broadcast.plan.action, self._parts.number, self._parts.clock.now()
        return recipients.address(tx, broadcast.id, number, action, addressed, now)

    def _wording(self, broadcast: Broadcast) -> Wording:
        if broadcast.id not in self._wordings:
            self._wordings[broadcast.id] = wording_of(self._parts, broadcast)
        return self._wordings[broadcast.id]
