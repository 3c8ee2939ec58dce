import pytest

from sms_line.core.hearing import choice_name, choice_number

NUMBERS = [
    ("2", 2, "a digit"),
    ("2.", 2, "a full stop"),
    ("#2", 2, "a number sign"),
    ("(2)", 2, "brackets"),
    ("２", 2, "a full-width digit"),
    ("2️⃣", 2, "a keycap"),
    ("②", 2, "a circled digit"),
    ("2 please", 2, "courtesy"),
    ("number two", 2, "a word"),
    ("option 2", 2, "with the word option"),
    ("the second one", 2, "an ordinal; one does not count"),
    ("one", 1, "a word"),
    ("2nd", 2, "an ordinal in digits"),
    ("el dos", 2, "Spanish"),
    ("el segundo por favor", 2, "Spanish ordinal"),
    ("la primera", 1, "Spanish ordinal"),
    ("0", None, "from 1"),
    ("4", None, "there are three"),
    ("22", None, "there are three"),
    ("02", None, "not how one counts three"),
    ("1 or 2", None, "two"),
    ("2 kids", None, "a number of something"),
    ("82001", None, "a ZIP code"),
    ("", None, "nothing"),
]

NAMES = [
    "Lloyd Doggett",
    "Chip Roy",
    "Mike Johnson",
    "Dusty Johnson",
    "Ben Ray Luján",
    "Alexandria Ocasio-Cortez",
    "Beth Van Duyne",
    "Donald S. Beyer Jr.",
]
PICKED = [
    ("doggett", 1, "a last name"),
    ("Lloyd Doggett", 1, "a full name"),
    ("Rep. Doggett please", 1, "title and courtesy"),
    ("It's Chip Roy", 2, "in a sentence"),
    ("2 Chip Roy", 2, "the number before it agrees"),
    ("1 Chip Roy", None, "the number before it disagrees"),
    ("Dogett", 1, "a slip"),
    ("dogget", 1, "a slip"),
    ("Lujan", 5, "without the accent"),
    ("LUJÁN", 5, "capitals with the accent"),
    ("Ocasio Cortez", 6, "without the hyphen"),
    ("Cortez", 6, "half of a double name"),
    ("van duyne", 7, "a name of two words"),
    ("Beyer", 8, "the suffix is no name"),
    ("Don Beyer", None, "a nickname is not guessed"),
    ("lloyd", 1, "a first name that only one has"),
    ("Johnson", None, "two of them"),
    ("Dusty Johnson", 4, "the first name settles it"),
    ("Ray", 5, "no slip is forgiven in three letters: not Roy"),
    ("Mike Roy", None, "nobody's name"),
    ("Cruz", None, "not in the list"),
    ("neither", None, "no name"),
    ("", None, "nothing"),
]


@pytest.mark.parametrize(("text", "meant", "why"), NUMBERS)
def test_choice_number(text: str, meant: int | None, why: str) -> None:
    assert choice_number(text, 3) == meant, why


def test_choice_number_of_a_longer_list() -> None:
    assert choice_number("12", 12) == 12
    assert choice_number("13", 12) is None


@pytest.mark.parametrize(("text", "meant", "why"), PICKED)
def test_choice_name(text: str, meant: int | None, why: str) -> None:
    assert choice_name(text, NAMES) == meant, why
