"""Letters as people write them: fields, optional phrases, links, the seed page's own letter."""

from pathlib import Path

import pytest

from sms_line.actions.letter import cut
from sms_line.actions.letter_words import read_letter_words
from sms_line.actions.mistakes import Mistakes
from sms_line.actions.parse import parse
from sms_line.actions.sections import Words
from sms_line.core.compose import letter_to
from sms_line.core.letter import Gap, OptionalPhrase, Piece, Sender
from sms_line.core.people import Language, Legislator, Title

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed" / "action-alert.txt"
NAME, CITY, STATE, ZIP = Gap.SENDER_NAME, Gap.SENDER_CITY, Gap.SENDER_STATE, Gap.SENDER_ZIP
TITLE, LAST, FULL = Gap.LEGISLATOR_TITLE, Gap.LEGISLATOR_LAST_NAME, Gap.LEGISLATOR_NAME
OFFICE = (TITLE, " ", LAST)


def pieces(text: str) -> tuple[Piece, ...]:
    mistakes = Mistakes()
    found = cut(Words(text, 1), mistakes)
    mistakes.raise_any()
    return found


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[Your Name]", (NAME,)),
        ("[YOUR NAME]", (NAME,)),
        ("[ your  name ]", (NAME,)),
        ("[Your Full Name]", (NAME,)),
        ("[Su nombre]", (NAME,)),
        ("[Tu Nombre]", (NAME,)),
        ("{{ sender.name }}", (NAME,)),
        ("{{sender.name}}", (NAME,)),
        ("{{ Sender.Name }}", (NAME,)),
        ("[Name]", (NAME,)),  # alone on its line it is a signature
        ("[CITY/TOWN]", (CITY,)),
        ("[City / Town]", (CITY,)),
        ("[City]", (CITY,)),
        ("[Your City]", (CITY,)),
        ("[Town]", (CITY,)),
        ("[Ciudad]", (CITY,)),
        ("[Su ciudad/pueblo]", (CITY,)),
        ("{{ sender.city }}", (CITY,)),
        ("[State]", (STATE,)),
        ("[Estado]", (STATE,)),
        ("[ZIP]", (ZIP,)),
        ("[Zip Code]", (ZIP,)),
        ("[Código postal]", (ZIP,)),
        ("[City, State]", (CITY, ", ", STATE)),
        ("[City, State ZIP]", (CITY, ", ", STATE, " ", ZIP)),
        ("[Your own words]", (Gap.OWN_WORDS,)),
        ("[Your story]", (Gap.OWN_WORDS,)),
        ("[Sus propias palabras]", (Gap.OWN_WORDS,)),
        ("{{ own_words }}", (Gap.OWN_WORDS,)),
        ("Representative/Senator [Name]", OFFICE),
        ("Senator/Representative [Name]", OFFICE),
        ("SENATOR / REPRESENTATIVE [NAME]", OFFICE),
        ("Sen./Rep. [Name]", OFFICE),
        ("Rep./Sen. [Last Name]", OFFICE),
        ("Senator or Representative [Name]", OFFICE),
        ("Senator [Name]", OFFICE),
        ("Representante/Senador [Nombre]", OFFICE),
        ("Senador(a)/Representante [Apellido]", OFFICE),
        ("[Representative/Senator Name]", OFFICE),
        ("Dear [Name],", ("Dear ", *OFFICE, ",")),
        ("[Senator/Representative] {{ legislator.name }}", (TITLE, " ", FULL)),
        ("[Legislator’s Name]", (FULL,)),
        ("[as a person of faith]", (OptionalPhrase(0, "as a person of faith"),)),
        ("[a] [b]", (OptionalPhrase(0, "a"), " ", OptionalPhrase(1, "b"))),
        ("[as a person\nof faith]", (OptionalPhrase(0, "as a person of faith"),)),
        ("a Senator [and friend]", ("a Senator ", OptionalPhrase(0, "and friend"))),
        ("our senator\n[Your City]", ("our senator\n", CITY)),
        ("[the report](https://example.org/r)", ("the report (https://example.org/r)",)),
        ("[as a nurse](of 20 years)", (OptionalPhrase(0, "as a nurse"), "(of 20 years)")),
        (r"\[sic\] and \{\{ x }", ("[sic] and {{ x }",)),
        ("1 < 2 & {x} <b>", ("1 < 2 & {x} <b>",)),
    ],
)
def test_brackets(written: str, meant: tuple[Piece, ...]) -> None:
    assert pieces(written) == meant


def letters(letter: str, right: str, kept: tuple[int, ...]) -> list[str]:
    """The body to a senator and to a representative."""
    before, _, rest = right.partition("Dear ")
    action = parse(before + letter + "\n\n# Share" + rest.partition("# Share")[2], slug="seed")
    offices = [
        Legislator("B001261", Title.SENATOR, "John Barrasso", "Barrasso", "WY", None, ""),
        Legislator("H001096", Title.REPRESENTATIVE, "Harriet Hageman", "Hageman", "WY", 0, ""),
    ]
    sender = Sender("Ana Díaz", "Cheyenne", "WY", "82001")
    words = read_letter_words(Language.ENGLISH)
    return [letter_to(action, to, sender, kept, "", words).body for to in offices]


WRITTEN_ANEW = """\
Dear Representative/Senator [Name],

I’m your constituent from [CITY/TOWN], and [as a person of faith] I ask for your help – today.

[Your Name]
[Your City]"""


@pytest.mark.parametrize(
    ("kept", "sentence"),
    [
        ((0,), "I’m your constituent from Cheyenne, and as a person of faith I ask"),
        ((), "I’m your constituent from Cheyenne, and I ask"),
    ],
)
def test_a_letter_as_alerts_have_it(right: str, kept: tuple[int, ...], sentence: str) -> None:
    senator, representative = letters(WRITTEN_ANEW, right, kept)
    assert senator == (
        f"Dear Senator Barrasso,\n\n{sentence} for your help – today.\n\nAna Díaz\nCheyenne"
    )
    assert representative == senator.replace("Senator Barrasso", "Representative Hageman")


@pytest.mark.skipif(not SEED.exists(), reason="the seed page is not beside this checkout")
def test_the_seed_page_as_it_stands(right: str) -> None:
    page = SEED.read_text("utf-8")
    start, end = page.index("Dear Representative"), page.index("Here are some additional")
    seed = page[start:end].strip()
    for kept, phrase in (((0,), "and as a person of faith I urge"), ((), "and I urge")):
        senator, representative = letters(seed, right, kept)
        assert senator.startswith("Dear Senator Barrasso,\n\nI’m your constituent from Cheyenne, ")
        assert representative.startswith("Dear Representative Hageman,\n")
        assert phrase in senator
        assert senator.endswith("uphold the best of who we are.\n\nAna Díaz\nCheyenne")
        assert "[" not in senator
