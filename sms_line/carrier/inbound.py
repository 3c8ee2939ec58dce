"""From Twilio's form fields to the line's own words: a text that came in, news of one sent."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from uuid import uuid4

from sms_line.carrier.fields import first, number, sound, word
from sms_line.core.people import PhoneNumber

BODY_LIMIT = 1_600
"""Characters of an inbound text; Twilio cuts there too."""


Handled = Literal["stop", "start", "help"]

_E164 = re.compile(r"\+1[0-9]{10}|\+[2-9][0-9]{6,14}")
_TEN_DIGIT_NUMBER = re.compile(r"\+1[0-9]{10}")

_ADVANCED_OPT_OUT: Mapping[str, Handled] = {"STOP": "stop", "START": "start", "HELP": "help"}

# What Twilio answers by itself on long codes and toll-free numbers [support.twilio.com 223134027].
# STOP and its like are missing on purpose: Twilio blocks the person, so that our reply is dropped
# with 21610 and nobody reads two; and where the default handling was switched off, the person still
# gets the confirmation. YES is missing because it is an answer in a conversation long before it is
# a way to come back.
_DEFAULT_HANDLING: Mapping[str, Handled] = {
    "HELP": "help",
    "INFO": "help",
    "START": "start",
    "UNSTOP": "start",
}


@dataclass(frozen=True, slots=True)
class InboundText:
    """One text from a person. Its `repr` shows neither the person nor their words."""

    sid: str
    """The carrier's identifier, the same when the webhook is repeated."""
    sender: PhoneNumber
    line_number: str
    """Which of the line's numbers was texted."""
    body: str = field(repr=False)
    """At most BODY_LIMIT characters, without NULs and half surrogates."""
    handled: Handled | None
    """What the carrier has already answered itself: the line records it and stays silent."""
    media: int
    """How many pictures or files came with it."""


@dataclass(frozen=True, slots=True)
class NotAPhone:
    """A text from something that is no telephone: a short code, a brand's name, another channel.

    It gets an empty answer: most of these are machines, and a machine that answers a machine
    never ends.
    """

    sid: str


@dataclass(frozen=True, slots=True)
class StatusReport:
    """What became of a text that the line sent."""

    sid: str
    status: str
    """In small letters, "" where the report names none; see `statuses.advance_status`."""
    error_code: int | None
    text_id: int | None
    """The line's own identifier, which went out in the callback's address."""


def read_text(
    form: Mapping[str, str], *, answers_keywords: str = "auto", practice: bool = False
) -> InboundText | NotAPhone:
    """Read the form of a messaging webhook; never fails on what it does not know or find.

    `answers_keywords` is the setting: does Twilio itself answer HELP and START? "auto": yes on
    10-digit numbers of a real account; "yes": on 10-digit numbers, while practising too; "no".
    """
    # A text without an identifier gets one of its own, so that two are never taken for one.
    sid = word(first(form, "MessageSid", "SmsSid", "SmsMessageSid")) or f"none-{uuid4().hex}"
    sender, line_number = first(form, "From").strip(), word(first(form, "To"))
    if not _E164.fullmatch(sender):
        return NotAPhone(sid)
    body = sound(first(form, "Body"))[:BODY_LIMIT]
    by_default = answers_keywords == "yes" or (answers_keywords == "auto" and not practice)
    return InboundText(
        sid=sid,
        sender=PhoneNumber(sender),
        line_number=line_number,
        body=body,
        handled=_handled(first(form, "OptOutType"), body, line_number if by_default else ""),
        media=number(first(form, "NumMedia")) or 0,
    )


def read_status(form: Mapping[str, str], query: Mapping[str, str]) -> StatusReport:
    """Read the form of a status callback and the query that the line put into its address."""
    return StatusReport(
        sid=word(first(form, "MessageSid", "SmsSid")),
        status=first(form, "MessageStatus", "SmsStatus").strip().lower(),
        error_code=number(first(form, "ErrorCode")),
        text_id=number(query.get("text", "")),
    )


def _handled(opt_out_type: str, body: str, defaults_on: str) -> Handled | None:
    by_service = _ADVANCED_OPT_OUT.get(opt_out_type.strip().upper())
    if by_service is None and _TEN_DIGIT_NUMBER.fullmatch(defaults_on):
        return _DEFAULT_HANDLING.get(body.strip().upper())
    return by_service
