"""Signatures: what Twilio signs is accepted, and nothing else."""

import pytest
from twilio.request_validator import RequestValidator
from werkzeug.datastructures import MultiDict

from sms_line.carrier.signature import Signature

TOKEN = "12345"


def test_twilios_published_example() -> None:
    """The vector of twilio.com/docs/usage/security, so that both sides cannot be wrong alike."""
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+14158675309",
        "Digits": "1234",
        "From": "+14158675309",
        "To": "+18005551212",
    }
    signature = Signature(TOKEN, "https://mycompany.com")
    assert signature.valid("/myapp.php?foo=1&bar=2", form, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")


@pytest.mark.parametrize(
    ("public_url", "path", "signed"),
    [
        # the plain case
        ("https://line.example", "/twilio/sms", "https://line.example/twilio/sms"),
        # the operator wrote a slash at the end
        ("https://line.example/", "/twilio/sms", "https://line.example/twilio/sms"),
        # the line lives below a prefix that the proxy takes away
        ("https://example.org/line", "/twilio/sms", "https://example.org/line/twilio/sms"),
        # Twilio signed with the default port, and we did not write it
        ("https://line.example", "/twilio/sms", "https://line.example:443/twilio/sms"),
        ("http://line.example", "/twilio/sms", "http://line.example:80/twilio/sms"),
        # Twilio left out the port that we wrote
        ("https://line.example:8443", "/twilio/sms", "https://line.example/twilio/sms"),
        ("http://127.0.0.1:8000", "/twilio/sms", "http://127.0.0.1:8000/twilio/sms"),
        # the query is signed as it was sent, escapes and all
        (
            "https://line.example",
            "/twilio/sms/status?text=7&x=a%20b'c",
            "https://line.example/twilio/sms/status?text=7&x=a%20b'c",
        ),
        # Flask's full_path has a "?" where there is no query
        ("https://line.example", "/twilio/sms?", "https://line.example/twilio/sms"),
    ],
)
def test_the_public_address_is_what_counts(public_url: str, path: str, signed: str) -> None:
    form = {"Body": "free", "From": "+13075550100"}
    theirs = RequestValidator(TOKEN).compute_signature(signed, form)
    assert Signature(TOKEN, public_url).valid(path, form, theirs)


@pytest.mark.parametrize(
    "form",
    [
        MultiDict([("Body", "one"), ("Body", "two"), ("To", "55555")]),  # repeated
        MultiDict([("Body", "one"), ("Body", "one")]),  # repeated with the same value
        {"Body": "", "OptOutType": ""},  # empty values are signed by their names
        {"Body": "sí, ñandú ✊🏽", "FromCity": "Cañon City"},  # beyond ASCII
        {"Body": "a\r\nb&c=d+e %20"},  # nothing is re-encoded
        {},  # nothing at all
    ],
)
def test_any_form_signed_here_is_valid_here(form: dict[str, str]) -> None:
    signature = Signature(TOKEN, "https://line.example")
    header = signature.sign("/twilio/sms", form)
    assert signature.valid("/twilio/sms", form, header)
    assert not signature.valid("/twilio/sms", {**form, "New": "1"}, header)
    assert not signature.valid("/twilio/voice", form, header)
    assert not Signature("other", "https://line.example").valid("/twilio/sms", form, header)


def test_the_second_value_of_a_repeated_parameter_is_signed_too() -> None:
    signature = Signature(TOKEN, "https://line.example")
    header = signature.sign("/twilio/sms", MultiDict([("Body", "one"), ("Body", "two")]))
    forged = MultiDict([("Body", "one"), ("Body", "three")])
    assert not signature.valid("/twilio/sms", forged, header)


@pytest.mark.parametrize("header", ["", "x", "ñandú", "=" * 28, "A" * 10_000])
def test_a_wrong_header_is_no_error(header: str) -> None:
    assert not Signature(TOKEN, "https://line.example").valid("/twilio/sms", {}, header)


def test_a_lone_surrogate_is_no_error() -> None:
    signature = Signature(TOKEN, "https://line.example")
    assert not signature.valid("/twilio/sms", {"Body": "\ud83d"}, "A" * 28)


def test_an_empty_secret_is_refused() -> None:
    with pytest.raises(ValueError, match="everybody"):
        Signature("", "https://line.example")
