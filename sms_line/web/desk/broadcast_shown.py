"""How the desk speaks of broadcasts: stages, durations, reasons, what an error code means."""

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
_ERRORS = {
    "21211": "no such number",
    "21214": "no such number",
    "21408": "the account may not text this region",
    "21610": "said STOP to the carrier",
    "21611": "the sender's queue was full",
    "21614": "no mobile number",
    "20003": "the account's credentials were refused",
    "20005": "the account is suspended",
    "30001": "the carrier's queue was full",
    "30002": "the account is suspended",
    "30003": "the phone could not be reached",
    "30004": "the person or their carrier blocks these texts",
    "30005": "no such phone any more",
    "30006": "a landline, or a carrier that takes no texts",
    "30007": "filtered by the carrier: look at the words and the registration",
    "30008": "the carrier does not say why",
    "30032": "the toll-free number is not verified",
    "30034": "the number is not registered (10DLC)",
}
"""Twilio's codes of facts.md, "Sending", as organizers can use them."""
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


def error(code: str) -> str:
    """What a carrier's error code says about the people it came back for."""
    return _ERRORS.get(code, "see Twilio's page of error codes")


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
