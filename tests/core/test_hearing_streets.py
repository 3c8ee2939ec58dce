import pytest

from sms_line.core.hearing import is_po_box, street

STREETS = [
    ("12 Oak St", "12 Oak St", "a house number and a street"),
    ("12 oak street", "12 oak street", "as it was typed"),
    (
        "1600 Pennsylvania Ave NW\nWashington DC 20500",
        "1600 Pennsylvania Ave NW, Washington DC 20500",
        "lines are joined by commas",
    ),
    (
        "1600 Pennsylvania Ave NW,\r\n  Washington,   DC",
        "1600 Pennsylvania Ave NW, Washington, DC",
        "one comma only, spaces folded",
    ),
    ("I live at 12 Oak St Apt 4", "12 Oak St Apt 4", "introduced"),
    ("My address is 12 Oak St, thanks!", "12 Oak St", "introduced, with thanks"),
    ("vivo en la calle Luna 12", "calle Luna 12", "introduced in Spanish"),
    ("12 1/2 Oak St", "12 1/2 Oak St", "a fraction"),
    ("12½ Oak St", "12 1/2 Oak St", "a fraction in one character, never 121/2"),
    ("221B Baker St", "221B Baker St", "a letter behind the number"),
    ("45-12 56th Ave", "45-12 56th Ave", "Queens"),
    ("N6W23001 Bluemound Rd", "N6W23001 Bluemound Rd", "Wisconsin"),
    ("123 N 1st St #4", "123 N 1st St #4", "direction, ordinal and unit"),
    ("12 45th", "12 45th", "an ordinal alone"),
    ("500 broadway", "500 broadway", "a street without a word for street"),
    ("1600 Pennsylvania", "1600 Pennsylvania", "a name with its capital"),
    ("One Main Street", "One Main Street", "the number in words"),
    ("12 Calle Luna", "12 Calle Luna", "Spanish street, English order"),
    ("Calle Luna 12", "Calle Luna 12", "Spanish order"),
    ("Ave. Ponce de León 1500", "Ave. Ponce de León 1500", "Spanish order, abbreviated"),
    ("Carr. 2 km 5.3", "Carr. 2 km 5.3", "Puerto Rico: a road and its kilometre"),
    ("Urb. Las Lomas, 12 Calle 4", "Urb. Las Lomas, 12 Calle 4", "Puerto Rico: urbanización"),
    ("RR 2 Box 12", "RR 2 Box 12", "a rural route is where somebody lives"),
    ("HC 1 Box 23", "HC 1 Box 23", "a highway contract route too"),
    ("12 Oak St, PO Box 3", "12 Oak St, PO Box 3", "a box beside a street"),
    ("12 Oak St 🏠", "12 Oak St", "emoji"),
    ("１２ Oak St", "12 Oak St", "full-width digits"),
    ("12 Oak St\x00\u200b", "12 Oak St", "invisible characters"),
    ("PO Box 12", None, "a post-office box"),
    ("P.O. Box 12, Cheyenne", None, "a post-office box"),
    ("Apartado 12", None, "a post-office box in Spanish"),
    ("N 1st St #4", None, "the house number is missing"),
    ("5th and Main", None, "a crossing"),
    ("12 oak", None, "small letters and no word for street: not guessed"),
    ("3 kids", None, "a number of something"),
    ("2 more questions", None, "a number of something"),
    ("82001", None, "a ZIP code"),
    ("82001 Cheyenne", "82001 Cheyenne", "looks like a house and a street: the geocoder decides"),
    ("307 555 0100", None, "a telephone number"),
    ("12", None, "a number"),
    ("no", None, "an answer"),
    ("why do you need it?", None, "a question"),
    ("12 Oak St?", None, "a question"),
    ("I have lived at 12 Oak St for years", None, "a sentence"),
    ("ana@example.org", None, "an e-mail address"),
    ("12 Oak St " + "x" * 160, None, "longer than 160 characters"),
    ("", None, "nothing"),
]

BOXES = [
    ("PO Box 12", True, "as the post writes it"),
    ("P.O. Box 12, Cheyenne WY", True, "with full stops and the city"),
    ("p o box #12", True, "small and apart"),
    ("POB 12", True, "abbreviated"),
    ("Post Office Box 12", True, "written out"),
    ("my address is PO Box 12", True, "introduced"),
    ("Box 12", True, "the word alone"),
    ("Apartado 12", True, "Spanish"),
    ("Apdo. Postal 12", True, "Spanish, abbreviated"),
    ("12 Oak St, PO Box 3", False, "the street beside it settles the place"),
    ("RR 2 Box 12", False, "a rural route"),
    ("12 Oak St", False, "a street"),
    ("Boxer Rd 12", False, "another word"),
]


@pytest.mark.parametrize(("text", "meant", "why"), STREETS)
def test_street(text: str, meant: str | None, why: str) -> None:
    assert street(text) == meant, why


@pytest.mark.parametrize(("text", "meant", "why"), BOXES)
def test_is_po_box(text: str, meant: bool, why: str) -> None:
    assert is_po_box(text) is meant, why
