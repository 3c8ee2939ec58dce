"""From a call's fields to the line's words: whatever is missing, odd or new."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.carrier.inbound_call import (
    SPEECH_LIMIT,
    CallStatus,
    InboundCall,
    LegResult,
    RecordingResult,
    Step,
    Transcription,
    read_call,
    read_call_status,
    read_step,
    read_transcription,
)
from sms_line.core.people import PhoneNumber

ANA, LINE = "+13075550100", "+13075550199"
RECORDING = "https://api.twilio.com/2010-04-01/Accounts/AC0/Recordings/RE1"


def form(**given: str) -> dict[str, str]:
    return {
        "CallSid": "CA1",
        "From": ANA,
        "To": LINE,
        "Direction": "inbound",
        "CallStatus": "ringing",
        "StirVerstat": "TN-Validation-Passed-A",
        "Whatever": "new",
    } | given


def step(**given: str) -> Step:
    return read_step(form(**given))


def test_an_ordinary_call() -> None:
    assert read_call(form()) == InboundCall(
        "CA1", PhoneNumber(ANA), LINE, "inbound", "TN-Validation-Passed-A", "", None
    )


def test_a_call_that_the_line_placed() -> None:
    placed = form(From=LINE, To=ANA, Direction="outbound-api", AnsweredBy="human")
    read = read_call(placed, {"call": "17"})
    assert (read.caller, read.line_number) == (PhoneNumber(ANA), LINE)
    assert (read.direction, read.answered_by, read.call_id) == ("outbound", "human", 17)


def test_a_repr_shows_neither_the_person_nor_their_words() -> None:
    shown = repr(read_call(form())) + repr(
        step(Digits="82001", SpeechResult="I am Ana", RecordingUrl=RECORDING)
    )
    heard = {"TranscriptionStatus": "completed", "TranscriptionText": "I am Ana"}
    shown += repr(read_transcription(heard))
    for secret in (ANA, "82001", "Ana", "Recordings"):
        assert secret not in shown


@pytest.mark.parametrize(
    "withheld",
    [
        "anonymous",  # what Twilio says since May 2023
        "Anonymous",
        "restricted",
        "unavailable",
        "+266696687",  # ANONYMOUS on a telephone's keys, as it said before
        "+7378742833",  # RESTRICTED
        "+2562533",  # BLOCKED
        "+8656696",  # UNKNOWN
        "+86282452253",  # UNAVAILABLE
        "",
        "sip:ana@example.com",
        "client:ana",
        "+1307555",
        "+10000000000",  # no area code begins with 0 or 1
        "+15555",
        "３０７",
    ],
)
def test_a_withheld_number(withheld: str) -> None:
    assert read_call(form(From=withheld)).caller is None


@pytest.mark.parametrize("number", [ANA, "+442079460000", "+442079460999", " +13075550100 "])
def test_a_number(number: str) -> None:
    assert read_call(form(From=number)).caller == PhoneNumber(number.strip())


@pytest.mark.parametrize(
    ("digits", "keys"),
    [
        ("1", "1"),
        ("82001", "82001"),
        ("*", "*"),
        ("#", "#"),
        ("", None),  # silence, with actionOnEmptyResult
        ("hangup", None),  # what a recording says when the caller hung up
        ("١", None),  # digits of another script
        ("1" * 50, None),
        ("A", None),  # some telephones have such keys
    ],
)
def test_keys(digits: str, keys: str | None) -> None:
    assert step(Digits=digits).keys == keys


def test_words() -> None:
    assert step(SpeechResult=" eight two zero zero one. ").speech == "eight two zero zero one."
    assert step(SpeechResult="a\x00b\ud800").speech == "ab"
    assert step(SpeechResult=" ").speech is None
    assert step(SpeechResult="x" * 9_999).speech == "x" * SPEECH_LIMIT


def test_nothing_came() -> None:
    assert step() == Step("CA1", None, None, None, None)


@pytest.mark.parametrize(
    ("fields", "leg"),
    [
        (("completed", "90", "true"), LegResult("completed", 90, True)),
        (("answered", "90", ""), LegResult("answered", 90, True)),
        (("completed", "", ""), LegResult("completed", 0, True)),
        (("completed", "3", "false"), LegResult("completed", 3, False)),
        (("busy", "", "false"), LegResult("busy", 0, False)),
        (("no-answer", "0", ""), LegResult("no-answer", 0, False)),
        (("failed", "-1", ""), LegResult("failed", 0, False)),
        ((" Canceled", "", ""), LegResult("canceled", 0, False)),
        (("exploded", "", ""), LegResult("failed", 0, False)),  # unknown: over, and no more
    ],
)
def test_a_leg(fields: tuple[str, str, str], leg: LegResult) -> None:
    status, seconds, bridged = fields
    read = step(DialCallStatus=status, DialCallDuration=seconds, DialBridged=bridged)
    assert read.leg == leg


def test_a_recording() -> None:
    read = step(RecordingSid="RE1", RecordingUrl=RECORDING, RecordingDuration="31", Digits="#")
    assert read.recording == RecordingResult("RE1", RECORDING, 31)
    assert read.keys is None, "the key that ended it is no answer"


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "https://x/" + "x" * 600, "RE1"])
def test_what_is_no_recording(url: str) -> None:
    assert step(RecordingSid="RE1", RecordingUrl=url).recording is None


@pytest.mark.parametrize(
    ("fields", "query", "status"),
    [
        (
            {"CallStatus": "completed", "CallDuration": "61"},
            {},
            CallStatus("CA1", "completed", 61, None),
        ),
        ({"CallStatus": "No-Answer"}, {"call": "3"}, CallStatus("CA1", "no-answer", 0, 3)),
        ({"CallStatus": "new-word"}, {"call": "x"}, CallStatus("CA1", "new-word", 0, None)),
        ({"CallStatus": ""}, {}, CallStatus("CA1", "", 0, None)),
    ],
)
def test_where_a_call_stands(
    fields: dict[str, str], query: dict[str, str], status: CallStatus
) -> None:
    assert read_call_status(form(**fields), query) == status


@pytest.mark.parametrize(
    ("status", "text", "words"),
    [
        ("completed", "I am Ana.", "I am Ana."),
        ("completed", " ", None),  # it heard nothing
        ("failed", "", None),
        ("failed", "half of it", None),
        ("", "words", None),
    ],
)
def test_a_transcription(status: str, text: str, words: str | None) -> None:
    read = read_transcription(
        form(RecordingSid="RE1", TranscriptionStatus=status, TranscriptionText=text)
    )
    assert read == Transcription("CA1", "RE1", "", words)


def test_a_call_without_an_identifier_is_none_of_the_others() -> None:
    assert read_call({}).sid != read_call({}).sid
    assert read_call({}).caller is None


_NAMES = st.sampled_from(
    [*form(), "Digits", "SpeechResult", "DialCallStatus", "DialCallDuration", "RecordingUrl",
     "RecordingDuration", "CallDuration", "TranscriptionText", "AnsweredBy"]
)  # fmt: skip


@given(st.dictionaries(_NAMES, st.text(st.characters())))
def test_nothing_makes_it_fail(fields: dict[str, str]) -> None:
    read_call(fields, fields)
    read_step(fields)
    read_call_status(fields, fields)
    read_transcription(fields)
