"""What a text's reported status and error code mean: the order of states, and what a sender does.

Sources: twilio.com/docs/messaging/api/message-resource#message-status-values for the states,
twilio.com/docs/api/errors/<code> for each code.
"""

from collections.abc import Mapping
from enum import StrEnum

_RANK: Mapping[str, int] = {
    "accepted": 1,
    "scheduled": 1,
    "queued": 2,
    "sending": 3,
    "sent": 4,
    "delivered": 5,
    "undelivered": 5,
    "failed": 5,
    "canceled": 5,
}


def advance_status(old: str, new: str) -> str:
    """The status to keep when `new` is reported of a text whose status is `old`.

    Callbacks come in any order, so an earlier state never replaces a later one; of two last
    words the first stands. A state that is not known here changes nothing; from "" or a state
    of the line's own, every known one advances.
    """
    return new if _RANK.get(new, 0) > _RANK.get(old, 0) else old


class Consequence(StrEnum):
    """What a sender does about an error code, on the callback or on the API's answer."""

    NOTHING = "nothing"
    """This text is lost; nothing follows for others."""
    RETRY_ONCE = "retry_once"
    RETRY_LATER = "retry_later"
    SLOW_DOWN = "slow_down"
    SUPPRESS = "suppress"
    """Never text this number again, unless the person comes back."""
    SUPPRESS_AFTER_TWO = "suppress_after_two"
    MARK_LANDLINE = "mark_landline"
    """No texts to this number; calls are fine."""
    STOP_BROADCAST = "stop_broadcast"
    """Stop this broadcast and tell the organizer."""
    STOP_ABOVE_THRESHOLD = "stop_above_threshold"
    """One is chance; a share of them means that the words or the registration are at fault."""
    STOP_EVERYTHING = "stop_everything"
    """No text can leave until a person mends the account or the settings."""


_ON_ERROR: Mapping[int, Consequence] = {
    20003: Consequence.STOP_EVERYTHING,  # the credentials are refused
    20005: Consequence.STOP_EVERYTHING,  # the account is suspended or closed
    20429: Consequence.SLOW_DOWN,  # too many requests at once
    21211: Consequence.SUPPRESS,  # not a telephone number
    21408: Consequence.STOP_BROADCAST,  # the region is not enabled for this account
    21609: Consequence.STOP_EVERYTHING,  # our own callback address is no public one
    21610: Consequence.SUPPRESS,  # opted out
    21611: Consequence.SLOW_DOWN,  # the sender's queue is full
    21614: Consequence.SUPPRESS,  # not a mobile number
    30001: Consequence.RETRY_LATER,  # the queue overflowed
    30002: Consequence.STOP_EVERYTHING,  # the account was suspended on the way
    30003: Consequence.RETRY_ONCE,  # the handset is off or out of reach
    30004: Consequence.SUPPRESS_AFTER_TWO,  # blocked
    30005: Consequence.SUPPRESS,  # no such handset any more
    30006: Consequence.MARK_LANDLINE,  # a landline, or a carrier that takes no texts
    30007: Consequence.STOP_ABOVE_THRESHOLD,  # filtered by the carrier
    30008: Consequence.RETRY_ONCE,  # nobody says why
    30032: Consequence.STOP_EVERYTHING,  # the toll-free number is not verified
    30034: Consequence.STOP_EVERYTHING,  # the long code is not registered (10DLC)
}


def on_error(code: int | None) -> Consequence:
    """What to do about an error code; NOTHING for one that is not known here."""
    return _ON_ERROR.get(code or 0, Consequence.NOTHING)


def codes_that(meant: Consequence) -> tuple[int, ...]:
    """The error codes of which this follows."""
    return tuple(code for code, each in _ON_ERROR.items() if each is meant)


def slows_down(detail: str) -> bool:
    """Does an answer's detail ("20429", "HTTP 429") ask everybody to send less?"""
    code = int(detail) if detail.isdecimal() else None
    return detail == "HTTP 429" or on_error(code) is Consequence.SLOW_DOWN
