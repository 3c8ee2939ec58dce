"""How the desk speaks of broadcasts: stages, durations, reasons."""

from collections.abc import Mapping

from sms_line.broadcasting import clocks
from sms_line.core.broadcasts.broadcast import Broadcast, Stage
from sms_line.core.broadcasts.hours import awake
from sms_line.core.broadcasts.left_out import WORDS as LEFT_OUT
from sms_line.core.broadcasts.left_out import LeftOut
from sms_line.core.broadcasts.words import Field
from sms_line.store.recipients import Lane
from sms_line.web.desk.desk import Desk

STAGES: Mapping[str, str] = {
    Stage.PROPOSED: "waits for approval",
    Stage.SCHEDULED: "scheduled",
    Stage.FREEZING: "starting",
    Stage.SENDING: "sending",
    Stage.PAUSED: "paused",
    Stage.CANCELLED: "cancelled",
    Stage.DONE: "done",
}
FIELDS: Mapping[str, str] = {
    Field.FIRST_NAME: "first name",
    Field.NAME: "whole name",
    Field.CITY: "city",
    Field.STATE: "state",
    Field.DISTRICT: "district",
    Field.REP_NAME: "their representative",
    Field.REP_PHONE: "the representative's phone",
    Field.SENATORS: "their senators",
    Field.KEYWORD: "the action's keyword",
    Field.LINK: "a link of their own",
    Field.ORGANIZATION: "your organization",
}
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def reason(left_out: str) -> str:
    """Why somebody is left out, to follow a number of people."""
    known = left_out in set(LeftOut)
    return LEFT_OUT[LeftOut(left_out)] if known else left_out


def lasts(seconds: float) -> str:
    """How long something takes, about."""
    for size, one, many in (
        (_DAY, "a day", "days"),
        (_HOUR, "an hour", "hours"),
        (_MINUTE, "a minute", "minutes"),
    ):
        if seconds >= 1.5 * size:
            return f"{seconds / size:.0f} {many}"
        if seconds >= size:
            return f"about {one}"
    return "seconds"


def asleep(desk: Desk, broadcast: Broadcast, lanes: list[Lane]) -> dict[str, int]:
    """Zone ("" unknown) → recipients for whom it is night now, or not yet the hour."""
    now, found = desk.parts.clock.now(), dict[str, int]()
    for lane in lanes:
        early = lane.due_at is not None and lane.due_at > now
        here = clocks.clocks(now, lane.zone)
        if early or not awake(here, broadcast.plan.hours, strict=lane.strict):
            # An area code that lies in several zones waits for the latest of them.
            name = lane.zone.partition("|")[0].rpartition("/")[2].replace("_", " ")
            found[name] = found.get(name, 0) + lane.left
    return found
