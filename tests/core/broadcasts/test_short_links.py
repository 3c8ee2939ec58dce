"""Addresses in the words of a broadcast, and the codes that stand for them."""

import pytest

from sms_line.core.broadcasts import short_codes
from sms_line.core.broadcasts.addresses import addresses, with_addresses
from sms_line.core.broadcasts.short_codes import ShortCode
from sms_line.core.broadcasts.words import Field, parse

A = "https://a.example/b"
FOUND = [
    (f"See {A}", (A,), "at the end"),
    (f"See {A}.", (A,), "a full stop belongs to the sentence"),
    (f"(See {A})", (A,), "so does a closing bracket"),
    ("https://a.example/b_(c)", ("https://a.example/b_(c)",), "unless it was opened inside"),
    (f"{A}, {A}?x=1&y=2 {A}", (A, f"{A}?x=1&y=2"), "each once"),
    ("HTTP://A.example", ("HTTP://A.example",), "in capitals"),
    (f"{A}/{{{{ state }}}}", (), "another address for each reader"),
    (f"{{{{ state }}}} {A} {{{{ city }}}}", (A,), "beside fields"),
    ("a.example/b", (), "nothing that says it is an address"),
    ("ftp://a.example javascript:alert(1)", (), "nothing but the web"),
    ("https:// https://:80 https://[::", (), "no host"),
    ("https://who:word@a.example/", (), "a password is nothing to be shortened"),
]


@pytest.mark.parametrize(("source", "found", "why"), FOUND)
def test_addresses(source: str, found: tuple[str, ...], why: str) -> None:
    words = parse(source)
    assert addresses(words) == found, why
    facts = {Field.STATE: "WY", Field.CITY: "Cheyenne"}
    assert with_addresses(words).written(facts) == words.written(facts), "nothing is lost"


def test_the_short_one_takes_its_place() -> None:
    words = with_addresses(parse(f"{{{{ city }}}}: {A}, or {A}/c."))
    short = {A: "https://s.example/1"}
    written = words.written({Field.CITY: "Cheyenne"}, short)
    assert written == f"Cheyenne: https://s.example/1, or {A}/c."


NUMBERS = [(1, None), (1, 0), (1, 1), (61, 62), (3844, 1_000_000), (916_132_831, 916_132_831)]


@pytest.mark.parametrize(("link", "person"), NUMBERS)
def test_a_code_says_what_was_written(link: int, person: int | None) -> None:
    code = short_codes.write(link, person, "secret")
    found = short_codes.read(code)
    assert found is not None
    assert (found.link_id, found.supporter_id) == (link, person)
    assert found.is_signed_with("secret")
    assert not found.is_signed_with("another")


def test_a_code_is_short() -> None:
    assert len(short_codes.write(500, 10_000_000, "secret")) == 13
    assert len(short_codes.write(500, None, "secret")) == 9


def test_nobody_reaches_another_code_by_counting() -> None:
    found = short_codes.read(short_codes.write(7, 41, "secret"))
    assert found is not None
    assert not ShortCode(7, 42, found.signature).is_signed_with("secret")
    assert not ShortCode(8, 41, found.signature).is_signed_with("secret")
    assert not ShortCode(7, None, found.signature).is_signed_with("secret")


@pytest.mark.parametrize(
    "code", ["", "1", "0123456", "1a", "9abcdefgh", "1ä23456789", "1-2345678", "1" * 31, "2a000000"]
)
def test_what_is_no_code(code: str) -> None:
    assert short_codes.read(code) is None
