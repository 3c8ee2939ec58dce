"""What recipients are sent: the fields' values from real rows and the fixtures' directory."""

import pytest

from sms_line.broadcasting.wording import Wording
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.core.broadcasts.words import WordsMistake
from sms_line.store.recipients import FACTS, Recipient
from tests.broadcasting.people import ALPINE, CHEYENNE, DC, SANTA_FE
from tests.whole_line import WholeLine

ANA = {**CHEYENNE, "name": "Dr. Ana María Diaz"}


def somebody(language: str = "en", variant: int = 0, **facts: str) -> Recipient:
    return Recipient(1, "+13075550100", language, variant, dict.fromkeys(FACTS, "") | facts)


def wording(line: WholeLine, *words: dict[str, str], action: str = "freethemall") -> Wording:
    plan = Plan(words=words, at=line.clock.now(), action=action)
    return Wording(line.application.line.parts, plan)


STOP = "\nSTOP to quit."
US = "Neighbors Together (demo): "
WRITTEN = [
    ("Call now.", ANA, f"{US}Call now.{STOP}", "who it is from and how to stop are added"),
    (
        "{{ organization }} asks: call! Reply STOP to quit",
        ANA,
        "Neighbors Together (demo) asks: call! Reply STOP to quit",
        "unless they are there",
    ),
    ("{{ first_name }}", ANA, f"{US}Ana{STOP}", "the name without its title"),
    ("{{ name }}", ANA, f"{US}Dr. Ana Maria Diaz{STOP}", "the whole name, í folded"),
    ("{{ city }}, {{ state }}", ANA, f"{US}Cheyenne, WY{STOP}", "where they live"),
    (
        "{{ rep.name }} {{ rep.phone }} {{ district }}",
        ANA,
        f"{US}Harriet M. Hageman 202-225-2311 WY-AL{STOP}",
        "who represents them",
    ),
    (
        "{{ senators }}",
        ANA,
        f"{US}John Barrasso & Cynthia M. Lummis{STOP}",
        "both senators, the senior one first",
    ),
    ("{{ keyword }}", ANA, f"{US}FREE{STOP}", "the action's keyword in their language"),
    (
        "{{ senators }}",
        {**CHEYENNE, "district": ""},
        f"{US}John Barrasso & Cynthia M. Lummis{STOP}",
        "the state alone gives senators",
    ),
    ("{{ rep.name }}", ALPINE, None, "a vacant seat"),
    (
        "{{ rep.name or 'your rep' }}",
        ALPINE,
        f"{US}your rep{STOP}",
        "a vacant seat, and a fallback",
    ),
    ("{{ senators }}", DC, None, "nobody in the Senate"),
    ("{{ first_name }}", CHEYENNE, None, "no name"),
    ("{{ rep.name }}", {"name": "Ana"}, None, "no place"),
    (
        "{{ link }}",
        ANA,
        f"{US}http://127.0.0.1:8000/a/freethemall{STOP}",
        "the page of the action, where links are not shortened",
    ),
]


@pytest.mark.parametrize(("source", "facts", "text", "why"), WRITTEN)
def test_written(
    line: WholeLine, source: str, facts: dict[str, str], text: str | None, why: str
) -> None:
    written = wording(line, {"en": source}).text(somebody(**facts))
    assert written == text, why


def test_everybody_is_texted_in_their_language(line: WholeLine) -> None:
    words = wording(
        line, {"en": "Tell {{ senators }}", "es": "Diga a {{ senators }}: {{ keyword }}"}
    )
    assert words.text(somebody("es", **SANTA_FE)) == (
        f"{US}Diga a Martin Heinrich y Ben Ray Lujan: LIBRES\nSTOP para salir."
    )
    assert words.text(somebody(**SANTA_FE)) == (f"{US}Tell Martin Heinrich & Ben Ray Lujan{STOP}")


def test_who_has_no_words_of_their_own_gets_the_others(line: WholeLine) -> None:
    assert wording(line, {"en": "Call"}).text(somebody("es")) == f"{US}Call{STOP}"
    assert wording(line, {"es": "Llame"}).text(somebody()) == f"{US}Llame\nSTOP para salir."


def test_each_variant_has_its_own_words(line: WholeLine) -> None:
    words = wording(line, {"en": "One"}, {"en": "Two"})
    assert words.text(somebody(variant=1)) == f"{US}Two{STOP}"


def test_without_an_action_it_is_in_the_name_of_the_newest(line: WholeLine) -> None:
    words = wording(line, {"en": "{{ keyword or 'hello' }}"}, action="")
    assert words.text(somebody()) == f"{US}hello{STOP}"


def test_a_mistake_says_in_which_words_it_is(line: WholeLine) -> None:
    with pytest.raises(WordsMistake) as wrong:
        wording(line, {"en": "One"}, {"en": "Two", "es": "Hola {{ nombre }}"})
    [mistake] = wrong.value.mistakes
    assert (wrong.value.variant, wrong.value.language, mistake.position) == (1, "es", 5)
    with pytest.raises(WordsMistake, match="does not speak 'fr'"):
        wording(line, {"fr": "Bonjour"})
