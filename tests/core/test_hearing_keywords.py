import pytest

from sms_line.core.hearing import keyword, keyword_with_zip

KEYWORDS = ["FREE", "LIBRES", "ACCIÓN", "FREE THEM ALL", "PLEASE"]

ROWS = [
    ("FREE", "FREE", "as it is spelled"),
    ("free", "FREE", "small letters"),
    ("Free.", "FREE", "autocorrect's capital and full stop"),
    ("free!", "FREE", "a mark"),
    ("free?", "FREE", "a mark"),
    ("  FREE 🙏", "FREE", "space and emoji"),
    ("“FREE”", "FREE", "quoted as on the poster"),
    ("#free", "FREE", "a number sign"),
    ("ＦＲＥＥ", "FREE", "full-width letters"),
    ("𝐅𝐑𝐄𝐄", "FREE", "letters in bold from another app"),
    ("F R E E", "FREE", "letters apart"),
    ("f.r.e.e.", "FREE", "letters with full stops"),
    ("FR\u200bEE", "FREE", "an invisible character"),
    ("FREE please", "FREE", "courtesy behind"),
    ("Hi, free", "FREE", "a greeting before"),
    ("FREE thank you so much", "FREE", "thanks behind"),
    ("text FREE", "FREE", "the instruction repeated"),
    ("Text FREE to 55555", "FREE", "the whole instruction repeated"),
    ("envía LIBRES al 55555", "LIBRES", "the same in Spanish"),
    ("Free free", "FREE", "repeated"),
    ("Free\n-Ana", "FREE", "signed"),
    ("Free -Ana Diaz", "FREE", "signed on the same line"),
    ("FREE\nSent from my iPhone", "FREE", "signed by the phone"),
    ("libres", "LIBRES", "the other keyword"),
    ("accion", "ACCIÓN", "without the accent"),
    ("Acción", "ACCIÓN", "with the accent"),
    ("Accio\u0301n", "ACCIÓN", "letter and accent apart"),
    ("freethemall", "FREE THEM ALL", "words run together"),
    ("free-them-all", "FREE THEM ALL", "with hyphens"),
    ("please", "PLEASE", "a keyword that is a courtesy"),
    ("Freedom", None, "another word"),
    ("fre", None, "never guessed"),
    ("I feel free to say", None, "a word in a sentence"),
    ("free them", None, "a word more"),
    ("FREE LIBRES", None, "two keywords"),
    ("82001", None, "a ZIP code"),
    ("", None, "nothing"),
    ("🙏", None, "no word"),
]


@pytest.mark.parametrize(("text", "meant", "why"), ROWS)
def test_keyword(text: str, meant: str | None, why: str) -> None:
    assert keyword(text, KEYWORDS) == meant, why


def test_keywords_that_differ_by_an_accent_alone() -> None:
    assert keyword("Papá", ["PAPA", "PAPÁ"]) == "PAPÁ"
    assert keyword("papa", ["PAPA", "PAPÁ"]) == "PAPA"


WITH_ZIP = [
    ("FREE 82001", ("FREE", "82001"), "as many lines ask for it"),
    ("82001 free", ("FREE", "82001"), "the other way round"),
    ("Free, my zip is 82001", ("FREE", "82001"), "said at length"),
    ("libres 82001-1234 gracias", ("LIBRES", "82001"), "nine digits, and courtesy"),
    ("free them all, 82001", ("FREE THEM ALL", "82001"), "a keyword of several words"),
    ("FREE", None, "a keyword alone"),
    ("82001", None, "a ZIP code alone"),
    ("FREE 82001 10001", None, "two ZIP codes"),
    ("FREE 12345 Main St", None, "a house number"),
    ("Free people live in 82001", None, "a sentence"),
    ("FREE $82001", None, "money"),
]


@pytest.mark.parametrize(("text", "meant", "why"), WITH_ZIP)
def test_keyword_with_zip(text: str, meant: tuple[str, str] | None, why: str) -> None:
    assert keyword_with_zip(text, KEYWORDS) == meant, why
