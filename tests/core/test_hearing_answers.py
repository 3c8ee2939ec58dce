import pytest

from sms_line.core.hearing import email, is_skip, prefix, yes_or_no

YES_OR_NO = [
    ("yes", True, "the word"),
    ("YES!!!", True, "marks"),
    ("Y", True, "one letter"),
    ("yes please", True, "courtesy"),
    ("Yes, thank you!", True, "courtesy"),
    ("yesss", True, "drawn out"),
    ("yes yes", True, "repeated"),
    ("yes -Ana", True, "signed"),
    ("Yes.\nSent from my iPhone", True, "signed by the phone"),
    ("ok", True, "agreed"),
    ("OK thanks", True, "agreed with thanks"),
    ("sure", True, "agreed"),
    ("go ahead", True, "agreed"),
    ("yes send it", True, "agreed"),
    ("ＹＥＳ", True, "full-width letters"),
    ("sí", True, "Spanish"),
    ("si", True, "without the accent"),
    ("Sí señora", True, "a form of address"),
    ("dale", True, "Spanish"),
    ("claro que sí", True, "Spanish"),
    ("Envíalo por favor", True, "Spanish"),
    ("👍", True, "a thumb"),
    ("👍🏽", True, "a thumb with a skin tone"),
    ("yes 👍", True, "both say the same"),
    ("no", False, "the word"),
    ("N", False, "one letter"),
    ("Nope.", False, "another word"),
    ("no thanks", False, "courtesy"),
    ("no gracias", False, "Spanish courtesy"),
    ("nooo", False, "drawn out"),
    ("not now", False, "later is not yes"),
    ("do not send it", False, "denied"),
    ("no lo envíen", False, "denied in Spanish"),
    ("todavía no", False, "not yet, in Spanish"),
    ("👎", False, "a thumb"),
    ("yes but not to him", None, "a condition"),
    ("yes - but not to him", None, "a condition is no signature"),
    ("yes no", None, "both"),
    ("ok no", None, "both"),
    ("👍👎", None, "both"),
    ("yes 👎", None, "they contradict each other"),
    ("not sure", None, "contains sure"),
    ("no problem", None, "contains no"),
    ("thanks", None, "thanks are no answer"),
    ("thanks 👍", None, "nor with a thumb: to what?"),
    ("yed", None, "a letter is not sent on a guess"),
    ("Ana Diaz", None, "a name"),
    ("Yes, Ana Diaz", None, "something else too"),
    ("", None, "nothing"),
]

SKIP = [
    ("skip", True, "the word"),
    ("Skip it please", True, "courtesy"),
    ("pass", True, "another word"),
    ("none", True, "another word"),
    ("N/A", True, "as on a form"),
    ("no thanks", True, "declined"),
    ("no", True, "declined"),
    ("omitir", True, "Spanish"),
    ("Saltar", True, "Spanish"),
    ("nada", True, "Spanish"),
    ("ninguno", True, "Spanish"),
    ("Skip the raids", False, "words for the letter"),
    ("None of us is free", False, "words for the letter"),
    ("no more raids", False, "words for the letter"),
    ("yes", False, "an answer"),
    ("thanks", False, "thanks alone"),
    ("", False, "nothing"),
]

PREFIXES = [
    ("mr", "Mr.", "small"),
    ("Mr. Diaz", "Mr.", "with the name"),
    ("Mrs", "Mrs.", "without its full stop"),
    ("MISS", "Miss", "capitals"),
    ("Ms please", "Ms.", "courtesy"),
    ("I'm a Dr.", "Dr.", "in a sentence"),
    ("señor", "Mr.", "Spanish"),
    ("Sra.", "Mrs.", "Spanish"),
    ("señorita", "Miss", "Spanish"),
    ("doctora", "Dr.", "Spanish"),
    ("3", "Miss", "the third of five"),
    ("option 5", "Dr.", "by place"),
    ("6", None, "there are five"),
    ("Ms or Mrs", None, "two"),
    ("female", None, "a gender is no prefix"),
    ("Mx", None, "the Senate's forms have no such prefix"),
    ("3 Diaz", None, "a number and something else"),
    ("Ana Diaz", None, "a name"),
    ("", None, "nothing"),
]

EMAILS = [
    ("ana@example.org", "ana@example.org", "an address"),
    ("My email is Ana.Diaz@Example.ORG.", "Ana.Diaz@example.org", "domain small, the rest kept"),
    ("<ana@example.org>", "ana@example.org", "in angle brackets"),
    ("mailto:ana@example.org", "ana@example.org", "as a link"),
    ("o'neil+line@mail.example.co.uk, thanks", "o'neil+line@mail.example.co.uk", "marks inside"),
    ("ana@example.org ana@EXAMPLE.org", "ana@example.org", "the same twice"),
    ("ana@example.org or luis@example.org", None, "two"),
    ("ana@example", None, "no domain"),
    ("ana@example..org", None, "two full stops"),
    ("ana..diaz@example.org", None, "two full stops"),
    ("ana@@example.org", None, "two signs"),
    ("ana @example.org", None, "a space is not guessed away"),
    ("ñandu@example.org", None, "not to be cut to andu@example.org"),
    ("ana at example dot org", None, "not guessed"),
    ("a" * 65 + "@example.org", None, "too long before the sign"),
    ("no", None, "an answer"),
]


@pytest.mark.parametrize(("text", "meant", "why"), YES_OR_NO)
def test_yes_or_no(text: str, meant: bool | None, why: str) -> None:
    assert yes_or_no(text) is meant, why


@pytest.mark.parametrize(("text", "meant", "why"), SKIP)
def test_is_skip(text: str, meant: bool, why: str) -> None:
    assert is_skip(text) is meant, why


@pytest.mark.parametrize(("text", "meant", "why"), PREFIXES)
def test_prefix(text: str, meant: str | None, why: str) -> None:
    assert prefix(text) == meant, why


@pytest.mark.parametrize(("text", "meant", "why"), EMAILS)
def test_email(text: str, meant: str | None, why: str) -> None:
    assert email(text) == meant, why
