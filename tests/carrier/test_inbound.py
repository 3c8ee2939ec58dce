"""From Twilio's fields to the line's words, the odd ones above all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.carrier.inbound import (
    BODY_LIMIT,
    InboundText,
    NotAPhone,
    StatusReport,
    read_status,
    read_text,
)
from sms_line.core.people import PhoneNumber

LONG_CODE, TOLL_FREE, SHORT_CODE = "+13075550199", "+18885550199", "55555"


def form(**given: str) -> dict[str, str]:
    return {
        "MessageSid": "SM1",
        "From": "+13075550100",
        "To": SHORT_CODE,
        "Body": "free",
        "NumMedia": "0",
    } | given


def text(**given: str) -> InboundText:
    read = read_text(form(**given))
    assert isinstance(read, InboundText)
    return read


def test_an_ordinary_text() -> None:
    assert text(Body="Free!", NumMedia="2", Whatever="new") == InboundText(
        "SM1", PhoneNumber("+13075550100"), SHORT_CODE, "Free!", None, 2
    )


def test_its_repr_shows_neither_the_person_nor_their_words() -> None:
    shown = repr(text(Body="I am Ana"))
    assert "555" not in shown.replace(SHORT_CODE, "")
    assert "Ana" not in shown


@pytest.mark.parametrize(
    ("to", "body", "handled"),
    [
        # Twilio's default handling on long codes and toll-free numbers
        (LONG_CODE, "HELP", "help"),
        (LONG_CODE, " info\n", "help"),
        (LONG_CODE, "Start", "start"),
        (TOLL_FREE, "UNSTOP", "start"),
        # "only single-word messages": these reach us alone
        (LONG_CODE, "help me", None),
        (LONG_CODE, "HELP!", None),
        # blocked by Twilio, so that our reply cannot double it
        (LONG_CODE, "STOP", None),
        (LONG_CODE, "unsubscribe", None),
        # an answer in the conversation
        (LONG_CODE, "YES", None),
        # on a short code Twilio does nothing by itself
        (SHORT_CODE, "HELP", None),
        (SHORT_CODE, "START", None),
        (SHORT_CODE, "STOP", None),
    ],
)
def test_what_twilio_has_answered_by_default(to: str, body: str, handled: str | None) -> None:
    assert text(To=to, Body=body).handled == handled


@pytest.mark.parametrize(
    ("opt_out_type", "to", "handled"),
    [
        ("STOP", SHORT_CODE, "stop"),  # Advanced Opt-Out answers on every kind of number
        ("START", SHORT_CODE, "start"),
        ("HELP", LONG_CODE, "help"),
        ("help", LONG_CODE, "help"),
        ("PAUSE", LONG_CODE, None),  # one that Twilio may add some day
        ("", LONG_CODE, None),
    ],
)
def test_advanced_opt_out(opt_out_type: str, to: str, handled: str | None) -> None:
    assert text(To=to, OptOutType=opt_out_type, Body="ayuda").handled == handled


@pytest.mark.parametrize(
    ("answers", "practice", "to", "handled"),
    [
        ("auto", False, LONG_CODE, "help"),
        ("auto", True, LONG_CODE, None),  # nobody but us is there while practising
        ("yes", True, LONG_CODE, "help"),  # the operator wants to see how it will be
        ("yes", False, SHORT_CODE, None),  # silence on HELP would break the carriers' rules
        ("no", False, LONG_CODE, None),  # Twilio's handling was switched off
    ],
)
def test_the_setting(answers: str, practice: bool, to: str, handled: str | None) -> None:
    read = read_text(form(To=to, Body="HELP"), answers_keywords=answers, practice=practice)
    assert isinstance(read, InboundText)
    assert read.handled == handled


@pytest.mark.parametrize(
    "sender",
    [
        "",  # missing
        "anonymous",
        "RESTAURANT",  # an alphanumeric sender
        "72975",  # another line's short code
        "whatsapp:+13075550100",  # another channel, with other rules
        "rcs:+13075550100",
        "+1307555010",  # a digit short
        "+13075550100 ext 7",
        "+0123456789",
        "+１３０７５５５０１００",  # digits of another script
    ],
)
def test_what_is_no_telephone(sender: str) -> None:
    assert read_text(form(From=sender)) == NotAPhone("SM1")


def test_a_telephone_abroad_is_one() -> None:
    assert text(From="+526565550100").sender == PhoneNumber("+526565550100")


@pytest.mark.parametrize(
    ("field", "value", "attribute", "read"),
    [
        ("Body", "a\x00b", "body", "ab"),  # PostgreSQL takes no NUL
        ("Body", "x" * 2_000, "body", "x" * BODY_LIMIT),
        ("Body", "", "body", ""),  # a picture alone
        ("NumMedia", "many", "media", 0),
        ("NumMedia", "", "media", 0),
        ("NumMedia", "-1", "media", 0),
    ],
)
def test_odd_values(field: str, value: str, attribute: str, read: object) -> None:
    assert getattr(text(**{field: value}), attribute) == read


@pytest.mark.parametrize("name", ["MessageSid", "SmsSid", "SmsMessageSid"])
def test_every_name_of_the_identifier(name: str) -> None:
    given = form() | {"MessageSid": "", name: "SM9"}
    assert read_text(given).sid == "SM9"


def test_two_texts_without_an_identifier_are_two() -> None:
    assert read_text(form(MessageSid="")).sid != read_text(form(MessageSid="")).sid


FIELDS = ["MessageSid", "From", "To", "Body", "NumMedia", "OptOutType", "MessageStatus", "text"]


@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(), st.text()))
def test_no_form_is_an_error(anything: dict[str, str]) -> None:
    read_text(anything)
    read_status(anything, anything)


@pytest.mark.parametrize(
    ("form", "query", "report"),
    [
        (
            {"MessageSid": "SM1", "MessageStatus": "undelivered", "ErrorCode": "30005"},
            {"text": "17"},
            StatusReport("SM1", "undelivered", 30005, 17),
        ),
        # older accounts
        ({"SmsSid": "SM1", "SmsStatus": "Sent"}, {}, StatusReport("SM1", "sent", None, None)),
        # a reply in TwiML has no identifier of ours
        (
            {"MessageSid": "SM1", "ErrorCode": ""},
            {"text": "x"},
            StatusReport("SM1", "", None, None),
        ),
        # no number that a database could hold
        ({"MessageSid": "SM1"}, {"text": "9" * 30}, StatusReport("SM1", "", None, None)),
    ],
)
def test_status_reports(form: dict[str, str], query: dict[str, str], report: StatusReport) -> None:
    assert read_status(form, query) == report
