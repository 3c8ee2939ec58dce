"""Texts in an action's own words: what the first one must keep, and what any may cost."""

from typing import get_args

import pytest

from sms_line.actions.examples import EXAMPLES, example_cost
from sms_line.actions.first_message import missing
from sms_line.actions.merge import MERGE_NAMES
from sms_line.actions.mistakes import ActionFileError, Mistake
from sms_line.actions.parse import parse
from sms_line.actions.prompt_facts import names_for
from sms_line.bundle_paths import TEMPLATES
from sms_line.core.people import Language
from sms_line.core.prompts import PROMPT_NAMES, Prompt, prompt_name

EN, ES = Language.ENGLISH, Language.SPANISH
WELCOME = (
    "Neighbors Together: about 6 msgs per action. Rates may apply. HELP for help, STOP to quit."
)
BIENVENIDA = "{{ organization }}: 6 msjs por acción. Pueden aplicar tarifas. AYUDA, STOP."


def lacks(text: str, language: Language = EN) -> list[str]:
    """The first word or two of each thing that is missing."""
    return [
        each.partition(" in ")[0].partition(" (")[0]
        for each in missing(text, language, "Neighbors Together")
    ]


@pytest.mark.parametrize(
    ("old", "new", "lacking", "reason"),
    [
        ("", "", [], "all is there"),
        ("Neighbors Together", "{{organization}}", [], "by its fact"),
        ("Neighbors Together", "NEIGHBORS  TOGETHER", [], "by its words, however they stand"),
        ("Neighbors Together", "Neighbors", ["the name {{ organization }}"], "half a name"),
        ("STOP to", "stop to", ["STOP"], "in prose it is no instruction"),
        ("STOP to", "NONSTOP to", ["STOP"], "part of another word"),
        ("HELP for help", "ask us", ["HELP"], "no way to get help"),
        ("Rates may apply", "Msg & data rates may apply", [], "as carriers write it"),
        ("Rates may apply", "Standard message\nand data rates apply", [], "over two lines"),
        ("Rates may apply", "It is free", ["the rates"], "nothing about rates"),
        ("Rates may apply", "First-rate", ["the rates"], "another rate"),
        ("about 6 msgs per action", "Msg frequency varies", [], "as carriers write it"),
        ("about 6 msgs per action", "up to 4 msgs/month", [], "by a number"),
        ("about 6 msgs per action", "up to 6 short texts", [], "with a word between"),
        ("about 6 msgs per action", "recurring messages", [], "as carriers write it"),
        ("about 6 msgs per action", "text a friend", ["how often you text"], "no frequency"),
        ("about 6 msgs per action. ", "", ["how often you text"], "nothing about it"),
        (WELCOME, "Hi!", ["the name {{ organization }}", "STOP", "HELP", "the rates",
                          "how often you text"], "all of it"),
    ],
)  # fmt: skip
def test_the_first_text_keeps_what_carriers_require(
    old: str, new: str, lacking: list[str], reason: str
) -> None:
    assert lacks(WELCOME.replace(old, new, 1)) == lacking, reason


@pytest.mark.parametrize(
    ("old", "new", "lacking", "reason"),
    [
        ("", "", [], "all is there"),
        ("6 msjs por acción", "Frecuencia variable", [], "as carriers write it"),
        ("6 msjs por acción", "Mensajes al mes", [], "by a time"),
        ("6 msjs por acción", "Por mensaje de texto", ["how often you text"], "no frequency"),
        ("Pueden aplicar tarifas", "Se aplican tarifas de mensajes y datos", [], "another order"),
        ("Pueden aplicar tarifas", "Pueden cobrarse cargos", [], "other words"),
        ("Pueden aplicar tarifas", "Es gratis", ["the rates"], "nothing about rates"),
        ("AYUDA", "HELP", ["AYUDA"], "the word must be in the person's language"),
        ("STOP", "salir", ["STOP"], "the word that carriers know"),
    ],
)
def test_the_first_text_in_spanish(old: str, new: str, lacking: list[str], reason: str) -> None:
    assert lacks(BIENVENIDA.replace(old, new, 1), ES) == lacking, reason


@pytest.mark.parametrize("language", list(Language))
def test_the_words_that_the_line_has_itself_would_pass(language: Language) -> None:
    words = (TEMPLATES / "text" / language.value / "welcome.txt").read_text("utf-8")
    assert missing(words, language, "Neighbors Together") == ()


def wrong(right: str, texts: str) -> tuple[Mistake, ...]:
    """What is wrong with a file whose texts begin on line 27."""
    with pytest.raises(ActionFileError) as error:
        parse(
            right.replace("# Share", f"# Texts\n{texts}\n\n# Share"),
            slug="free",
            prompt_names=PROMPT_NAMES,
        )
    return error.value.mistakes


def test_a_first_text_that_lacks_something_is_told_on_its_line(right: str) -> None:
    (mistake,) = wrong(right, "## welcome\nNeighbors Together (demo): 6 msgs. Rates apply. HELP.")
    assert (mistake.line, mistake.code) == (27, "welcome-lacks")
    assert mistake.sentence.endswith("(CTIA 5.1.2); add STOP in capitals.")
    (mistake,) = wrong(right, '## intro\nHi\n\n## welcome\n{{ contact }}: "HELP", "STOP".')
    assert mistake.line == 30
    assert mistake.sentence.endswith(
        'add the name {{ organization }}, the rates ("Msg&data rates may apply"), how often you '
        'text ("About 6 msgs per action").'
    )


@pytest.mark.parametrize(
    ("words", "code", "reason"),
    [
        ("x" * 612, "", "four segments of 153"),
        ("x" * 613, "text-segments", "one more"),
        ("é" * 612, "", "an accent that GSM-7 has"),
        ("á" * 612, "", "an accent that is left out when it is sent"),
        ("✊" + "x" * 267, "", "four segments of 67"),
        ("✊" + "x" * 268, "text-segments-signs", "an emoji makes every segment shorter"),
        ("x\n\n" * 306, "", "empty lines are not sent"),
        ("{{ number }}" * 40, "", "40 numbers of 15 characters are 600"),
        ("{{ number }}" * 41, "text-segments", "measured as it is said, not as it is written"),
        ("{{ share }}" + "x" * 584, "", "the action's own words, with its number: 28"),
        ("{{ share }}" + "x" * 585, "text-segments", "one more"),
    ],
)
def test_a_text_takes_at_most_four_segments(right: str, words: str, code: str, reason: str) -> None:
    source = f"## hint\n{words}"
    if code:
        assert [(m.line, m.code) for m in wrong(right, source)] == [(27, code)], reason
    else:
        assert parse(right + f"\n# Texts\n{source}", slug="free").texts, reason


def test_the_sign_that_makes_a_text_dear_is_named(right: str) -> None:
    (mistake,) = wrong(right, "## hint\n✊" + "x" * 300)
    assert "5 segments" in mistake.sentence
    assert "✊ makes it cost" in mistake.sentence


def test_every_fact_that_a_text_may_name_has_an_example() -> None:
    own = {"organization": "N", "title": "T", "contact": "C", "share": "S"}
    for prompt in get_args(Prompt):
        for name in names_for(prompt_name(prompt), MERGE_NAMES):
            assert name in EXAMPLES or name in own, (prompt, name)
            assert example_cost(f"{{{{ {name} }}}}", own).segments == 1
