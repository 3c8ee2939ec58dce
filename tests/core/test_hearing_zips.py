import pytest

from sms_line.core.hearing import alone_zip, zip_code

ZIPS = [
    ("82001", "82001", "five digits"),
    (" 82001. ", "82001", "space and a full stop"),
    ("82001-1234", "82001", "ZIP+4"),
    ("82001 - 1234", "82001", "ZIP+4 with spaces"),
    ("82001 1234", "82001", "ZIP+4 without its hyphen, and nothing else"),
    ("my zip is 82001", "82001", "in a sentence"),
    ("zip: 82001, Cheyenne", "82001", "with the city"),
    ("zip82001", "82001", "attached to the word"),
    ("It's 82001 thanks", "82001", "with thanks"),
    ("mi código es 82001", "82001", "Spanish"),
    ("8 2 0 0 1", "82001", "digits apart"),
    ("8-2-0-0-1", "82001", "digits with hyphens"),
    ("820 01", "82001", "five digits in two groups, and nothing else"),
    ("８２００１", "82001", "full-width digits"),
    ("٨٢٠٠١", "82001", "Arabic digits"),
    ("8️⃣2️⃣0️⃣0️⃣1️⃣", "82001", "keycap emoji"),
    ("𝟖𝟐𝟎𝟎𝟏", "82001", "mathematical digits"),
    ("8\u200b2001", "82001", "an invisible character"),
    ("82001🙏", "82001", "emoji behind"),
    ("“82001”", "82001", "quoted"),
    ("(82001)", "82001", "in brackets"),
    ("#82001", "82001", "a number sign, and nothing else"),
    ("82001 -Ana", "82001", "signed"),
    ("82001\nSent from my iPhone", "82001", "signed by the phone"),
    ("82001, 82001", "82001", "the same twice"),
    ("WY82001", "82001", "attached to the state"),
    ("Cheyenne,WY,82001", "82001", "commas without spaces"),
    ("82001 Cheyenne WY", "82001", "with the city behind"),
    ("63101 St Louis", "63101", "St behind the number is Saint"),
    ("No, 82001", "82001", "corrected, not denied"),
    ("1600 Pennsylvania Ave NW, Washington DC 20500", "20500", "at the end of an address"),
    ("12345 Main St, Cheyenne WY 82001", "82001", "the house number is none"),
    ("I lived in TX for 10 years, now 82001", "82001", "other numbers are shorter"),
    ("00501", "00501", "leading zeros are kept"),
    ("8200", None, "four digits"),
    ("820011", None, "six digits"),
    ("8 2 0 0 1 2", None, "six digits apart"),
    ("820011234", None, "nine digits may be a Social Security number"),
    ("123-45-6789", None, "a Social Security number"),
    ("3075550100", None, "a telephone number"),
    ("307-555-0100", None, "a telephone number"),
    ("(307) 555-0100", None, "a telephone number"),
    ("+1 307 555 0100", None, "a telephone number"),
    ("82001 or 82002", None, "two candidates"),
    ("82001-82009", None, "a range"),
    ("$82001", None, "a sum"),
    ("82001%", None, "a share"),
    ("82,001", None, "a number with its comma"),
    ("82001.50", None, "a decimal number"),
    ("12345 Main St", None, "a house number"),
    ("12345 5th Ave Apt 2", None, "a house number and a numbered street"),
    ("12345 Calle Luna", None, "a house number, Spanish"),
    ("12 Oak St Apt 82001", None, "an apartment"),
    ("PO Box 82001", None, "a box"),
    ("HR 82001x", None, "letters attached"),
    ("not 82001", None, "denied"),
    ("no es 82001", None, "denied in Spanish"),
    ("https://example.org/82001", None, "part of an address on the web"),
    ("ana82001@example.org", None, "part of an e-mail address"),
    ("8200l", None, "a letter for a digit is not guessed"),
    ("eighty-two thousand and one", None, "words"),
    ("", None, "nothing"),
    ("why do you need it?", None, "a question"),
]

ALONE = [
    ("82001", "82001", "nothing else"),
    ("82001-1234 ", "82001", "ZIP+4"),
    ("my zip code is 82001 please", "82001", "only what belongs to it"),
    ("hola, mi código postal es el 82001, gracias", "82001", "Spanish"),
    ("8 2 0 0 1", "82001", "digits apart"),
    ("82001 🙏", "82001", "emoji"),
    ("82001, Cheyenne", None, "a city more"),
    ("I owe 82001 people a letter", None, "a sentence"),
    ("1600 Pennsylvania Ave NW, Washington DC 20500", None, "an address"),
    ("82001 82002", None, "two"),
    ("free", None, "no ZIP code"),
]


@pytest.mark.parametrize(("text", "meant", "why"), ZIPS)
def test_zip_code(text: str, meant: str | None, why: str) -> None:
    assert zip_code(text) == meant, why


@pytest.mark.parametrize(("text", "meant", "why"), ALONE)
def test_alone_zip(text: str, meant: str | None, why: str) -> None:
    assert alone_zip(text) == meant, why
