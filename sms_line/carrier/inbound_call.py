"""From Twilio's form fields to the line's own words: a call, what was keyed, how a leg ended.

Sources: twilio.com/docs/voice/twiml#request-parameters, …/gather, …/dial, …/record.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, cast, get_args
from uuid import uuid4

from sms_line.carrier.fields import first, number, sound, word
from sms_line.core.people import PhoneNumber

SPEECH_LIMIT = 1_600
"""Characters of something spoken that are kept: as many as of a text."""
_URL_LIMIT = 500

Direction = Literal["inbound", "outbound"]
LegStatus = Literal["completed", "answered", "busy", "no-answer", "failed", "canceled"]

_E164 = re.compile(r"\+1[2-9][0-9]{9}|\+[2-9][0-9]{6,14}")
_PRESSED = re.compile(r"[0-9*#]{1,40}")

# What a telephone's keys spell where somebody withholds the number: +266696687 is ANONYMOUS.
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_WITHHELD = {
    f"+{word_.translate(_KEYS)}"
    for word_ in ("ANONYMOUS", "RESTRICTED", "BLOCKED", "UNKNOWN", "UNAVAILABLE", "PRIVATE")
}


@dataclass(frozen=True, slots=True)
class InboundCall:
    """A call that asks what to do. Its `repr` does not show the person."""

    sid: str
    caller: PhoneNumber | None
    """The person on the phone, also where the line rang them; None: the number is withheld."""
    line_number: str
    direction: Direction
    """"outbound": the line rang the person."""
    spoofing: str
    """What the network says about the caller's number ("TN-Validation-Passed-A"), "" for nothing.
    """
    answered_by: str
    """"human", "machine_start", "fax", "unknown", or "" where nobody listened for it."""
    call_id: int | None
    """The line's own identifier of a call that it placed."""


@dataclass(frozen=True, slots=True)
class LegResult:
    """How a leg to an office ended."""

    status: LegStatus
    """"completed" says that something picked up: a person, a voicemail, a full mailbox."""
    seconds: int
    bridged: bool
    """The two were connected."""


@dataclass(frozen=True, slots=True)
class RecordingResult:
    """What the caller spoke."""

    sid: str
    url: str = field(repr=False)
    seconds: int


@dataclass(frozen=True, slots=True)
class Step:
    """What came of a wait; everything None: nothing did."""

    sid: str
    keys: str | None = field(repr=False)
    speech: str | None = field(repr=False)
    leg: LegResult | None
    recording: RecordingResult | None


@dataclass(frozen=True, slots=True)
class CallStatus:
    """Where a call stands: "ringing", "in-progress", "completed", "busy", "no-answer", …"""

    sid: str
    status: str
    """In small letters, "" where the report names none."""
    seconds: int
    call_id: int | None


@dataclass(frozen=True, slots=True)
class Transcription:
    """A recording's words, as a machine heard them."""

    sid: str
    """The call's."""
    recording_sid: str
    transcription_sid: str
    """Of the words themselves, which Twilio keeps beside the recording."""
    words: str | None = field(repr=False)
    """None: it could not be transcribed."""


def read_call(form: Mapping[str, str], query: Mapping[str, str] | None = None) -> InboundCall:
    """Read the form of a call's first webhook; never fails on what it does not know or find."""
    outbound = first(form, "Direction").strip().lower().startswith("outbound")
    person, line_number = ("To", "From") if outbound else ("From", "To")
    return InboundCall(
        sid=_sid(form),
        caller=_phone(first(form, person)),
        line_number=word(first(form, line_number)),
        direction="outbound" if outbound else "inbound",
        spoofing=word(first(form, "StirVerstat")),
        answered_by=word(first(form, "AnsweredBy")).lower(),
        call_id=_call_id(query),
    )


def read_step(form: Mapping[str, str]) -> Step:
    """Read the form of a step: keys or words after a question, a leg's end, a recording."""
    pressed = first(form, "Digits").strip()
    recording = _recording(form)
    return Step(
        sid=_sid(form),
        # After a recording these are the key that ended it, or "hangup": no answer to anything.
        keys=pressed if recording is None and _PRESSED.fullmatch(pressed) else None,
        speech=sound(first(form, "SpeechResult")).strip()[:SPEECH_LIMIT] or None,
        leg=_leg(form),
        recording=recording,
    )


def read_call_status(form: Mapping[str, str], query: Mapping[str, str] | None = None) -> CallStatus:
    """Read the form of a status callback, and the query that the line put into its address."""
    return CallStatus(
        sid=_sid(form),
        status=word(first(form, "CallStatus")).lower(),
        seconds=number(first(form, "CallDuration")) or 0,
        call_id=_call_id(query),
    )


def read_transcription(form: Mapping[str, str]) -> Transcription:
    """Read the form in which a recording's words arrive, minutes later."""
    words = sound(first(form, "TranscriptionText")).strip()
    completed = first(form, "TranscriptionStatus").strip().lower() == "completed"
    return Transcription(
        sid=_sid(form),
        recording_sid=word(first(form, "RecordingSid")),
        transcription_sid=word(first(form, "TranscriptionSid")),
        words=words if completed and words else None,
    )


def _sid(form: Mapping[str, str]) -> str:
    # A call without an identifier gets one of its own, so that two are never taken for one.
    return word(first(form, "CallSid")) or f"none-{uuid4().hex}"


def _phone(given: str) -> PhoneNumber | None:
    given = given.strip()
    telephone = _E164.fullmatch(given) and given not in _WITHHELD
    return PhoneNumber(given) if telephone else None


def _call_id(query: Mapping[str, str] | None) -> int | None:
    return number(query.get("call", "")) if query else None


def _leg(form: Mapping[str, str]) -> LegResult | None:
    said = first(form, "DialCallStatus").strip().lower()
    if not said:
        return None
    # Of a state that is not known here only one thing is sure: the leg is over.
    status = cast(LegStatus, said) if said in get_args(LegStatus) else "failed"
    bridged = first(form, "DialBridged").strip().lower()
    return LegResult(
        status=status,
        seconds=number(first(form, "DialCallDuration")) or 0,
        bridged=bridged == "true" if bridged else status in {"completed", "answered"},
    )


def _recording(form: Mapping[str, str]) -> RecordingResult | None:
    url = sound(first(form, "RecordingUrl")).strip()
    if not url.startswith(("https://", "http://")) or len(url) > _URL_LIMIT:
        return None
    seconds = number(first(form, "RecordingDuration")) or 0
    return RecordingResult(word(first(form, "RecordingSid")), url, seconds)
