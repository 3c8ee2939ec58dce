import pytest

from sms_line.core.hearing.plain import clean, gist, without_signature, words
from sms_line.core.hearing.spelling import within_one, within_two

SIGNATURES = [
    ("yes\nSent from my iPhone", "yes", "the phone's"),
    ("sí\nEnviado desde mi iPhone", "sí", "the phone's in Spanish"),
    ("yes\nGet Outlook for iOS", "yes", "the mail program's"),
    ("yes\n-Ana", "yes", "a dash and a name"),
    ("yes\n— Ana Diaz", "yes", "a long dash"),
    ("yes\n-ana", "yes", "small, but right behind its dash on its own line"),
    ("yes -Ana", "yes", "on the same line"),
    ("yes\n-Ana\nSent from my iPhone", "yes", "both"),
    ("yes - but not to him", "yes - but not to him", "a condition"),
    ("yes\n- but not to him", "yes\n- but not to him", "a condition on its own line"),
    ("82001-1234", "82001-1234", "digits"),
    ("Mary-Jane", "Mary-Jane", "a name with a hyphen"),
    ("-Ana Diaz", "-Ana Diaz", "there is nothing that it signs"),
]


@pytest.mark.parametrize(("text", "left", "why"), SIGNATURES)
def test_without_signature(text: str, left: str, why: str) -> None:
    assert without_signature(text) == left, why


@pytest.mark.parametrize(
    ("text", "left", "why"),
    [
        (" a \t b ", "a b", "spaces folded"),
        ("a\r\n\n b\u2028c", "a\nb\nc", "line ends kept, one at a time"),
        ("don´t", "don't", "an accent typed as an apostrophe"),
        ("e\u200b\u0301", "é", "parts that an invisible character held apart"),
        ("１½", "1 1/2", "a fraction stays a fraction"),
        ("a\x00\x1b\u202e\u200d\ufeffb", "ab", "control and invisible characters"),
    ],
)
def test_clean(text: str, left: str, why: str) -> None:
    assert clean(text) == left, why


def test_words_and_gist() -> None:
    assert words("¡No, I DON’T — Núñez! 🙏") == ("no", "i", "dont", "nunez")
    assert gist("Hola, yes please, thank you so much!\n-Ana") == ("yes",)
    assert gist("thanks") == ()


@pytest.mark.parametrize(
    ("said", "meant", "slips", "why"),
    [
        ("stop", "stop", 0, "the same"),
        ("stp", "stop", 1, "one less"),
        ("stoop", "stop", 1, "one more"),
        ("stap", "stop", 1, "another one"),
        ("sotp", "stop", 1, "two swapped"),
        ("stpo", "stop", 1, "two swapped at the end"),
        ("spot", "stop", 2, "two swapped that are no neighbours"),
        ("tops", "stop", 2, "moved"),
        ("store", "stop", 2, "another one and one more"),
        ("unsuscirbe", "unsubscribe", 2, "one less and two swapped"),
        ("subscribe", "unsubscribe", 2, "two less"),
        ("", "ab", 2, "nothing"),
        ("abcd", "dcba", 3, "backwards"),
        ("transcribe", "unsubscribe", 3, "another word"),
    ],
)
def test_slips(said: str, meant: str, slips: int, why: str) -> None:
    assert within_one(said, meant) is within_one(meant, said) is (slips <= 1), why
    assert within_two(said, meant) is within_two(meant, said) is (slips <= 2), why
