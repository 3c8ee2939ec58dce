"""Whose day it is among the recipients of a broadcast; for the others it is seen to that they wait
for their morning, or are left out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from sms_line.broadcasting import clocks
from sms_line.core.broadcasts.broadcast import Broadcast
from sms_line.core.broadcasts.hours import awake, wakes
from sms_line.parts import Parts
from sms_line.store import recipients, waiting_texts
from sms_line.store.recipients import Lane
from sms_line.store.waiting_texts import Again


@dataclass(frozen=True, slots=True)
class Due:
    """Who may be texted now."""

    again: list[int]
    """Texts that have to be tried again."""
    lanes: list[Lane]
    """Those first whose evening is nearest."""

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.again) + sum(lane.left for lane in self.lanes)


def due(parts: Parts, tx: Connection, broadcast: Broadcast, limit: int) -> Due:
    """Look at the clocks of all who are left; `limit`: of the texts to be tried again."""
    now = parts.clock.now()
    waiting = waiting_texts.waiting_again(tx, broadcast.id, now, limit)
    again = [each.text_id for each in waiting if _may_go(parts, tx, broadcast, each, now)]
    return Due(again, _lanes(tx, broadcast, now))


def _may_go(parts: Parts, tx: Connection, broadcast: Broadcast, text: Again, now: datetime) -> bool:
    zone = parts.directory.time_zone(text.zip) if text.zip else ""
    theirs = clocks.clock(zone, text.state, text.phone)
    here, hours = clocks.clocks(now, theirs.zone), broadcast.plan.hours
    if awake(here, hours, strict=theirs.strict):
        return True
    asleep = wakes(here, hours, strict=theirs.strict)
    if asleep is None or broadcast.plan.night == "skip":
        waiting_texts.withhold(tx, text.text_id)
    else:
        waiting_texts.put_off(tx, text.text_id, now + asleep)
    return False


def _lanes(tx: Connection, broadcast: Broadcast, now: datetime) -> list[Lane]:
    hours, skips = broadcast.plan.hours, broadcast.plan.night == "skip"
    day: list[tuple[int, Lane]] = []
    left_out: list[int] = []
    for lane in recipients.open_lanes(tx, broadcast.id):
        if lane.due_at is not None and lane.due_at > now:
            continue
        here = clocks.clocks(now, lane.zone)
        if awake(here, hours, strict=lane.strict):
            day.append((max(clock.hour for clock in here), lane))
        elif skips or wakes(here, hours, strict=lane.strict) is None:
            left_out.append(lane.id)
    if left_out:
        recipients.leave_out_rest(tx, left_out, "night")
    day.sort(key=lambda each: each[0], reverse=True)
    return [lane for _, lane in day]
