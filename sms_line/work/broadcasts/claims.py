"""Takes the next texts of the broadcasts that are being sent, each with the moment it may leave."""

import time
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from sms_line.broadcasting import clocks
from sms_line.broadcasting.wording import Wording, wording_of
from sms_line.core.broadcasts.broadcast import Broadcast, Stage
from sms_line.core.broadcasts.hours import awake
from sms_line.parts import Parts
from sms_line.store import broadcasts, pacing, recipients
from sms_line.store.recipients import Addressed, Lane, Recipient
from sms_line.store.texts import Outgoing

HORIZON = 0.4
"""Seconds ahead for which texts are claimed: a STOP or a pause is honoured after that at most."""
AT_ONCE = 500
"""Texts claimed in one transaction: a twentieth of a second of SQLite's one writer."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A claimed text, and when it may leave by `time.monotonic()`."""

    text: Outgoing
    at: float


@dataclass(frozen=True, slots=True)
class Batch:
    """What one claim brought."""

    ready: tuple[Ready, ...] = ()
    wait: float = 0.0
    """Seconds until there may be more, 0 where that is not known."""
    idle: float | None = None
    """For how many seconds the sender has been idle so far; None where nobody asked."""


class Claims:
    """One worker's share of what is to be sent."""

    def __init__(self, parts: Parts, rate: float) -> None:
        """`rate`: texts a second that the sender may send, all workers together."""
        self._parts = parts
        self._rate = rate
        self._wordings: dict[int, Wording] = {}

    def next(self, room: int) -> Batch:
        """Claim up to `room` texts whose moments are near. Raises DatabaseDown."""
        with self._parts.database.read() as tx:
            if not broadcasts.at_stage(tx, Stage.SENDING):
                self._wordings.clear()
                return Batch()
        with self._parts.database.write() as tx:
            for each in broadcasts.at_stage(tx, Stage.SENDING):
                batch = self._of(tx, each, min(room, AT_ONCE))
                if batch.ready or batch.wait:
                    return batch
        return Batch()

    def _of(self, tx: Connection, broadcast: Broadcast, room: int) -> Batch:
        now = self._parts.clock.now()
        again = self._awake_again(tx, broadcast, now, room)
        lanes = self._awake_lanes(tx, broadcast, now)
        wanted = min(room, len(again) + sum(lane.left for lane in lanes))
        if not wanted:
            return Batch()
        moments, asked_at = self._moments(tx, broadcast, wanted), time.monotonic()
        count = len(moments.delays)
        claimed = recipients.claim_again(tx, again[:count], now) if again else []
        claimed += self._from_lanes(tx, broadcast, lanes, count - len(claimed), now)
        ready = zip(claimed, moments.delays, strict=False)
        return Batch(
            tuple(Ready(text, asked_at + delay) for text, delay in ready),
            moments.wait,
            moments.idle,
        )

    def _awake_again(
        self, tx: Connection, broadcast: Broadcast, now: datetime, limit: int
    ) -> list[int]:
        """Texts that have to be tried again, of people whose day it is."""
        hours, zone_of = broadcast.plan.hours, self._parts.directory.time_zone
        found = []
        for each in recipients.waiting_again(tx, broadcast.id, now, limit):
            theirs = clocks.clock(zone_of(each.zip) if each.zip else "", each.state, each.phone)
            if awake(clocks.clocks(now, theirs.zone), hours, strict=theirs.strict):
                found.append(each.text_id)
        return found

    def _awake_lanes(self, tx: Connection, broadcast: Broadcast, now: datetime) -> list[Lane]:
        """The lanes whose time has come, those first whose evening is nearest."""
        hours = broadcast.plan.hours
        due = [
            (clocks.clocks(now, lane.zone), lane)
            for lane in recipients.open_lanes(tx, broadcast.id)
            if lane.due_at is None or lane.due_at <= now
        ]
        day = [(here, lane) for here, lane in due if awake(here, hours, strict=lane.strict)]
        if broadcast.plan.night == "skip" and len(day) < len(due):
            asleep = [lane.id for here, lane in due if (here, lane) not in day]
            recipients.leave_out_rest(tx, asleep, "night")
        day.sort(key=lambda each: max(clock.hour for clock in each[0]), reverse=True)
        return [lane for _, lane in day]

    def _moments(self, tx: Connection, broadcast: Broadcast, wanted: int) -> pacing.Moments:
        database, own_rate = self._parts.database, broadcast.plan.rate
        if own_rate is None or own_rate >= self._rate:
            return pacing.reserve(database, tx, wanted, self._rate, HORIZON)
        name = f"broadcast:{broadcast.id}"
        own = pacing.reserve(database, tx, wanted, own_rate, HORIZON, name=name)
        if not own.delays:
            return own
        return pacing.reserve(database, tx, wanted, self._rate, HORIZON, not_before=own.delays)

    def _from_lanes(
        self, tx: Connection, broadcast: Broadcast, lanes: list[Lane], wanted: int, now: datetime
    ) -> list[Outgoing]:
        claimed: list[Outgoing] = []
        for lane in lanes:
            left = lane.left
            while left > 0 and len(claimed) < wanted:
                count = min(left, wanted - len(claimed))
                found = recipients.take(tx, lane.id, count)
                claimed += self._address(tx, broadcast, lane, found, now)
                left -= count
        return claimed

    def _address(
        self,
        tx: Connection,
        broadcast: Broadcast,
        lane: Lane,
        found: list[Recipient],
        now: datetime,
    ) -> list[Outgoing]:
        """Write what each of these is sent; whom the words don't fit is passed over."""
        wording = self._wording(broadcast)
        written = [(each, wording.text(each)) for each in found]
        addressed = [
            Addressed(each.phone, body, each.variant) for each, body in written if body is not None
        ]
        recipients.pass_over(tx, lane.id, "incomplete", len(found) - len(addressed))
        action, number = broadcast.plan.action, self._parts.number
        return recipients.address(tx, broadcast.id, number, action, addressed, now)

    def _wording(self, broadcast: Broadcast) -> Wording:
        if broadcast.id not in self._wordings:
            self._wordings[broadcast.id] = wording_of(self._parts, broadcast)
        return self._wordings[broadcast.id]
