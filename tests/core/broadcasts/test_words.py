"""The words of a broadcast: what is read, what is wrong, what is written for whom."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.core.broadcasts.words import Field, WordsMistake, parse

ANA = {
    Field.FIRST_NAME: "José",
    Field.NAME: "José Núñez",
    Field.CITY: "Las Cruces",
    Field.REP_NAME: "Ben Ray Luján",
    Field.SENATORS: "Susan M. Collins & Angus S. King, Jr.",
    Field.LINK: "https://x.example/á",
}

WRITTEN = [
    ("Call now.", "Call now.", "no fields"),
    ("Hi {{ first_name }}!", "Hi José!", "é is GSM-7 and stays"),
    ("{{First_Name}}", "José", "no blanks, capitals"),
    ("{{ name }} of {{ city }}", "José Nuñez of Las Cruces", "ú would make it UCS-2"),
    ("{{ name }} 🙏", "José Núñez 🙏", "what is UCS-2 all the same keeps its accents"),
    ("Tell {{ senators }}.", "Tell Susan M. Collins & Angus S. King, Jr.", "no second stop"),
    (
        "Tell {{ senators }}...",
        "Tell Susan M. Collins & Angus S. King, Jr....",
        "an ellipsis stays",
    ),
    ("{{ link }}", "https://x.example/á", "a link is no prose: nothing in it is folded"),
    ("“Don’t” – {{ city }}…", '"Don\'t" - Las Cruces...', "an editor's typography is folded"),
    ("{{ state }}", None, "no value and no fallback"),
    ('From {{ state or "home" }}', "From home", "a fallback"),
    ("From {{ state or “home” }}", "From home", "in an editor's quotes"),
    ("From {{ state or 'home' }}", "From home", "in single quotes"),
    ('{{ first_name or "friend" }}', "José", "a value goes before its fallback"),
    ('Hi {{ state or "" }}, all', "Hi, all", "an empty fallback leaves no blank behind"),
    ('Go {{ state or "" }} now', "Go now", "nor two"),
    ('{{ state or "" }} Go\nnow', "Go\nnow", "nor one at the beginning"),
    ("{b} costs {2}", "{b} costs {2}", "single braces around no field are braces"),
]


@pytest.mark.parametrize(("source", "text", "why"), WRITTEN)
def test_written(source: str, text: str | None, why: str) -> None:
    assert parse(source).written(ANA) == text, why


WRONG = [
    ("", 0, "no words", "nothing to send"),
    (" \n", 0, "no words", "blanks are nothing"),
    ("a" * 1_601, 1_600, "at most 1,600", "Twilio refuses it"),
    ("Hi {{ frist_name }}", 3, "did you mean first_name?", "a slip"),
    ("Hi {{ first name }}", 3, "did you mean first_name?", "a blank"),
    ("Hi {{ rep }}", 3, "did you mean rep.name?", "half of a field"),
    ("Hi {{ senator }}", 3, "did you mean senators?", "one of two"),
    ("Hi {{ shoe_size }}", 3, "there are first_name, name", "nothing near"),
    ("Hi {first_name}", 3, "write {{ first_name }}", "single braces"),
    ("Hi {{ first_name", 3, "never closed", "no end"),
    ("Hi {{ first_name }", 3, "never closed", "half an end"),
    ("Hi first_name }}", 14, "never opened", "no beginning"),
    ("{% if name %}", 0, "Conditions and loops", "a template of another kind"),
    ("{# note #}", 0, "Conditions and loops", "a comment"),
    ("{{ name | upper }}", 0, "more than a field", "a filter"),
    ("{{ name or friend }}", 0, "more than a field", "a fallback without quotes"),
    ("{{ 7 * 7 }}", 0, "more than a field", "an expression"),
    ("{{ }}", 0, "more than a field", "nothing inside"),
]


@pytest.mark.parametrize(("source", "position", "words", "why"), WRONG)
def test_mistakes(source: str, position: int, words: str, why: str) -> None:
    with pytest.raises(WordsMistake) as wrong:
        parse(source)
    [mistake] = wrong.value.mistakes
    assert words in mistake.sentence, why
    assert mistake.position == position, why


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(WordsMistake) as wrong:
        parse("{{ nam }} and {{ sity }} and {{")
    assert [mistake.position for mistake in wrong.value.mistakes] == [0, 14, 29]


def test_what_is_lacking() -> None:
    words = parse('{{ state }} {{ city }} {{ keyword or "x" }} {{ rep.phone }}')
    assert words.lacking(ANA) == (Field.STATE, Field.REP_PHONE)
    assert words.fields == {Field.STATE, Field.CITY, Field.KEYWORD, Field.REP_PHONE}


@given(st.text(max_size=60))
def test_what_somebody_is_called_is_never_read_as_a_field(name: str) -> None:
    """Nor does it bring a line break or a control character into the text."""
    written = parse("Hi {{ name or 'friend' }}, {{ city }}!").written({**ANA, Field.NAME: name})
    assert written is not None
    assert written.endswith(", Las Cruces!")
    assert "\n" not in written
    plain = parse("Hi {{ name or 'friend' }}!").written({Field.NAME: "{{ city }}"})
    assert plain == "Hi {{ city }}!"
