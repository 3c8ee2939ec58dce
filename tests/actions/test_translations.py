"""The letter in another language: read, never sent, and the same letter phrase by phrase."""

from dataclasses import replace

import pytest

from sms_line.actions.mistakes import ActionFileError
from sms_line.actions.parse import parse, read_action
from sms_line.actions.scribe import LetterScribe
from sms_line.bundle_paths import FIXTURES
from sms_line.core.people import Language, Legislator, Title
from sms_line.core.states import Draft, Person

EN, ES = Language.ENGLISH, Language.SPANISH
SPANISH = """
# Letter (Spanish)
Asunto: Que vuelvan a casa

Vivo en [CIUDAD/PUEBLO] y [como persona de fe] le pido que actúe.

[Su nombre]
"""


@pytest.mark.parametrize(
    ("old", "new", "found", "reason"),
    [
        ("[como persona de fe]", "[como persona] [de fe]", [(30, "letter-phrases")], "one more"),
        ("[como persona de fe]", "como persona de fe", [(30, "letter-phrases")], "none"),
        ("[como persona de fe]", "[como persona] [de [fe]", [(32, "bracket-open")],
         "a broken bracket is told, not counted"),
        ("[Su nombre]", "[Su teléfono]", [(34, "bracket-unknown")], "no such field"),
    ],
)  # fmt: skip
def test_both_letters_ask_for_the_same_phrases(
    right: str, old: str, new: str, found: list[tuple[int, str]], reason: str
) -> None:
    with pytest.raises(ActionFileError) as error:
        parse(right + SPANISH.replace(old, new), slug="free")
    assert [(m.line, m.code) for m in error.value.mistakes] == found, reason


def test_a_phrase_is_asked_about_in_the_language_of_the_person(right: str) -> None:
    action = parse(right + SPANISH, slug="free")
    assert action.phrase(0, ES) == "como persona de fe"
    assert action.phrase(0, EN) == "as a person of faith"
    assert parse(right, slug="free").phrase(0, ES) == "as a person of faith", "no other words"


@pytest.mark.parametrize(
    ("title", "greeting"),
    [
        (Title.SENATOR, "Senador/a Pérez:"),
        (Title.REPRESENTATIVE, "Representante Pérez:"),
        (Title.DELEGATE, "Delegado/a Pérez:"),
        (Title.RESIDENT_COMMISSIONER, "Comisionado/a Residente Pérez:"),
    ],
)
def test_the_letter_to_read_says_what_the_letter_says(title: Title, greeting: str) -> None:
    action = read_action(FIXTURES / "actions" / "freethemall.md").to_read_in(ES)
    assert action is not None
    office = Legislator("P000001", title, "Ana Pérez", "Pérez", "WY", None, "")
    person = Person(language=ES, name="Luz Díaz", zip="82001", city="Cheyenne", state="WY")
    draft = Draft(action="freethemall", version=1, kept=(0,), own_words="My [City] {{ x }}")
    letter = LetterScribe().letter(action, office, person, draft)
    assert letter.office == f"{greeting.split(' Pérez')[0]} Ana Pérez"
    assert letter.subject == "Que nuestros vecinos vuelvan a casa"
    assert letter.body.startswith(f"{greeting}\n\nLe escribo desde Cheyenne, donde usted me")
    assert "y como persona de fe le pido" in letter.body
    assert "\n\nCon mis propias palabras: My [City] {{ x }}\n\n" in letter.body
    assert letter.body.endswith("Atentamente,\nLuz Díaz\nCheyenne")
    dropped = LetterScribe().letter(action, office, person, replace(draft, kept=(), own_words=""))
    assert "donde usted me representa, y le pido" in dropped.body
    assert "[" not in dropped.body
    assert "propias palabras" not in dropped.body


def test_an_action_is_not_read_in_a_language_that_it_leaves_in_or_lacks(right: str) -> None:
    assert parse(right + SPANISH, slug="free").to_read_in(EN) is None
    assert parse(right, slug="free").to_read_in(ES) is None
