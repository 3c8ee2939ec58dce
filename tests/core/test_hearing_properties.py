"""What holds for any text whatever: no exception, clean results, time in proportion."""

import time
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.core.hearing import (
    alone_zip,
    choice_name,
    choice_number,
    command,
    email,
    is_po_box,
    is_skip,
    keyword,
    person_name,
    prefix,
    street,
    yes_or_no,
    zip_code,
)

TWILIO_LONGEST = 1600
SECONDS = 0.25

EARS: dict[str, Callable[[str], object]] = {
    "keyword": lambda text: keyword(text, ["FREE", "ACCIÓN"]),
    "choice_number": lambda text: choice_number(text, 9),
    "choice_name": lambda text: choice_name(text, ["Lloyd Doggett", "Ben Ray Luján"]),
    **{
        ear.__name__: ear
        for ear in (
            *(zip_code, alone_zip, person_name, street, is_po_box, email, prefix),
            *(yes_or_no, is_skip, command),
        )
    },
}
SPEAKING: list[Callable[[str], str | None]] = [zip_code, alone_zip, person_name, street, email]

TOKENS = (
    "my name is Ana DIAZ de la o'neill mcdonald this soy 12 1/2 Oak St Apt 82001 -1234 PO Box yes "
    "no thanks -Ana \n , . ? ! 🙏 ½ \u200d \u0301 ① ﬁ ana@example.org .com Calle Dr. Jr. "
    "Sent from my iPhone ' \" ( ) / back change zip van Nguyen 王 श्री"
)
WORDS = st.sampled_from(TOKENS.split(" "))
TEXTS = st.one_of(
    st.text(), st.lists(WORDS, max_size=9).map(" ".join), st.lists(WORDS).map("".join)
)


@given(TEXTS)
def test_no_ear_raises(text: str) -> None:
    for ear in EARS.values():
        ear(text)


@given(TEXTS)
def test_what_is_heard_is_clean_and_heard_again(text: str) -> None:
    for ear in SPEAKING:
        heard = ear(text)
        if heard is None:
            continue
        assert heard == " ".join(heard.split())
        assert not [c for c in heard if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
        assert ear(heard) == heard


@given(TEXTS)
def test_lengths(text: str) -> None:
    assert len(zip_code(text) or "00000") == 5
    assert len(person_name(text) or "") <= 80
    assert len(street(text) or "") <= 160


LONG = [
    *("a" * TWILIO_LONGEST, "1" * TWILIO_LONGEST, " " * TWILIO_LONGEST, "-" * TWILIO_LONGEST),
    *(
        "1 " * 800,
        "a " * 800,
        "a." * 800,
        "a@" * 800,
        "a.@" * 533,
        "1-" * 800,
        "@" * TWILIO_LONGEST,
    ),
    *("\n" * TWILIO_LONGEST, "a\n-" * 533, "hi, " * 400, "yes " * 400, "thank you " * 160),
    *("82001 " * 266, "my name is " * 145, "(a" * 800, "( / " * 400, "12 Oak St " * 160),
    *("calle 1" * 228, "calle a " * 200, "urb" * 533, "my address is " * 114, "," * TWILIO_LONGEST),
    *(
        "de " * 533,
        "'" * TWILIO_LONGEST,
        "a'" * 800,
        "🙏" * 800,
        "\u0301" * TWILIO_LONGEST,
        "½" * 800,
    ),
    *("1½" * 800, "🏳️‍🌈" * 400, "www." * 400, "://" * 533, "x" * 20 + "://" * 500, "free " * 320),
]


@pytest.mark.parametrize("name", EARS)
def test_long_texts_take_no_longer_than_they_are(name: str) -> None:
    EARS[name]("warm")
    for text in LONG:
        begun = time.perf_counter()
        EARS[name](text)
        assert time.perf_counter() - begun < SECONDS, text[:20]
