import pytest

from sms_line.core.hearing import ChangeAsked, Command, command

ROWS = [
    ("BACK", Command.BACK, "the word"),
    ("Back!", Command.BACK, "a mark"),
    ("go back please", Command.BACK, "courtesy"),
    ("atrás", Command.BACK, "Spanish"),
    ("volver", Command.BACK, "Spanish"),
    ("CHANGE", ChangeAsked(None), "which is not said"),
    ("change zip", ChangeAsked("zip"), "the ZIP code"),
    ("Change my ZIP code", ChangeAsked("zip"), "the ZIP code"),
    ("change my name", ChangeAsked("name"), "the name"),
    ("change words", ChangeAsked("words"), "the words"),
    ("edit my message", ChangeAsked("words"), "another way of saying it"),
    ("change phrase", ChangeAsked("phrase"), "the phrase"),
    ("change my address", ChangeAsked(None), "no answer of these four: the line asks which"),
    ("cambiar", ChangeAsked(None), "Spanish"),
    ("cambiar código", ChangeAsked("zip"), "Spanish"),
    ("cambiar mi código postal", ChangeAsked("zip"), "Spanish"),
    ("cambiar nombre", ChangeAsked("name"), "Spanish"),
    ("cambiar las palabras", ChangeAsked("words"), "Spanish"),
    ("cambiar frase", ChangeAsked("phrase"), "Spanish"),
    ("WHO", Command.WHO, "the word"),
    ("who?", Command.WHO, "a mark"),
    ("Who are my senators?", Command.WHO, "a question"),
    ("my senators", Command.WHO, "two words"),
    ("¿Quién?", Command.WHO, "Spanish"),
    ("quiénes", Command.WHO, "Spanish"),
    ("FORGET ME", Command.FORGET, "the words"),
    ("delete my data", Command.FORGET, "another way of saying it"),
    ("olvídame", Command.FORGET, "Spanish"),
    ("olvídenme por favor", Command.FORGET, "Spanish"),
    ("borra mis datos", Command.FORGET, "Spanish"),
    ("english", Command.ENGLISH, "the word"),
    ("in English please", Command.ENGLISH, "a request"),
    ("inglés", Command.ENGLISH, "in Spanish"),
    ("ESPAÑOL", Command.SPANISH, "the word"),
    ("espanol", Command.SPANISH, "without the tilde"),
    ("en español por favor", Command.SPANISH, "a request"),
    ("¿Hablan español?", Command.SPANISH, "a question"),
    ("spanish", Command.SPANISH, "in English"),
    ("I want my country back", None, "a word in a sentence"),
    ("change the law", None, "something else"),
    ("Change is coming", None, "a sentence"),
    ("who is this?", None, "who texts: that is HELP's question"),
    ("forget ICE", None, "something else"),
    ("English is my second language", None, "a sentence"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("text", "meant", "why"), ROWS)
def test_command(text: str, meant: Command | ChangeAsked | None, why: str) -> None:
    assert command(text) == meant, why
