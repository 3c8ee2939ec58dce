import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.core.segments import Cost, fold, measure

GSM_ALONE, GSM_PART, UCS_ALONE, UCS_PART = 160, 153, 70, 67

MEASURED = [
    ("", "GSM-7", 0, 0, "nothing is sent, nothing is paid"),
    ("a", "GSM-7", 1, 1, "one character"),
    ("a" * 160, "GSM-7", 160, 1, "as long as one segment can be"),
    ("a" * 161, "GSM-7", 161, 2, "the header of a long text takes seven septets of each part"),
    ("a" * 306, "GSM-7", 306, 2, "twice 153"),
    ("a" * 307, "GSM-7", 307, 3, "one more than twice 153"),
    ("a" * 158 + "€", "GSM-7", 159, 1, "the euro sign costs two septets: 160"),
    ("a" * 159 + "€", "GSM-7", 160, 2, "161 septets in 160 characters"),
    ("a" * 152 + "€" + "a" * 152, "GSM-7", 305, 3, "an escape is not split over the border"),
    ("a" * 151 + "€" + "a" * 153, "GSM-7", 305, 2, "the escape just fits before the border"),
    ("^{}\\[]~|€\f" * 8, "GSM-7", 80, 1, "all ten extension characters cost two: 160 septets"),
    ("^{}\\[]~|€\f" * 8 + "a", "GSM-7", 81, 2, "and one septet more"),
    ("ñÑéüÜ¿¡àèìòùÄÖäöÅåÆæßØøÉÇ", "GSM-7", 25, 1, "letters that GSM-7 has"),
    ("ΔΦΓΛΩΠΨΣΘΞ", "GSM-7", 10, 1, "Greek capitals that GSM-7 has"),
    ("a\r\nb", "GSM-7", 4, 1, "line ends are characters"),
    ("ç", "UCS-2", 1, 1, "GSM-7 has only the capital"),
    ("á" * 70, "UCS-2", 70, 1, "as long as one UCS-2 segment can be"),
    ("á" * 71, "UCS-2", 71, 2, "67 each when several"),
    ("á" * 134, "UCS-2", 134, 2, "twice 67"),
    ("á" * 135, "UCS-2", 135, 3, "one more than twice 67"),
    ("🙏" * 35, "UCS-2", 35, 1, "a surrogate pair counts two: 70 units"),
    ("🙏" * 36, "UCS-2", 36, 2, "72 units; 33 pairs fit in 67"),
    ("🙏" * 67, "UCS-2", 67, 3, "134 units, but a pair is not split: 33 + 33 + 1"),
    ("a" * 66 + "🙏" + "a" * 66, "UCS-2", 133, 3, "the pair moves to the second segment"),
    ("á" + "a" * 69 + "€", "UCS-2", 71, 2, "in UCS-2 the euro sign counts one"),
    ("`", "UCS-2", 1, 1, "the backtick is not GSM-7"),
    ("\t", "UCS-2", 1, 1, "neither is the tab"),
]


@pytest.mark.parametrize(("text", "encoding", "characters", "segments", "why"), MEASURED)
def test_measure(text: str, encoding: str, characters: int, segments: int, why: str) -> None:
    cost = measure(text)
    assert (cost.encoding, cost.characters, cost.segments) == (encoding, characters, segments), why


def test_because_names_each_character_once_in_order() -> None:
    assert measure("¿Qué pasó, acá? Pasó… 🙏 acá") == Cost("UCS-2", 27, 1, ("ó", "á", "…", "🙏"))


FOLDED = [
    ("“Don’t”", '"Don\'t"', "curly quotes"),
    ("ICE – CBP — now", "ICE - CBP - now", "dashes"),
    ("and so on…", "and so on...", "the ellipsis"),
    ("a\u00a0b\u2009c\u202fd", "a b c d", "non-breaking and thin spaces"),
    ("a\tb", "a b", "a tab"),
    ("zero\u200bwidth\ufeff", "zerowidth", "invisible characters"),
    ("Luján, Sánchez, Velázquez", "Lujan, Sanchez, Velazquez", "accents that GSM-7 lacks"),
    ("ÁÍÓÚ", "AIOU", "capitals with accents that GSM-7 lacks"),
    ("José Núñez", "José Nuñez", "é and ñ are GSM-7 and stay, ú is not"),
    ("¿Qué? ¡Sí! à è ì ò ù Ä Ö ü", "¿Qué? ¡Si! à è ì ò ù Ä Ö ü", "keep all that GSM-7 has"),
    ("Jose\u0301", "José", "a letter and its accent apart become é, which stays"),
    ("x\u0303", "x", "an accent that no composed letter has"),
    ("Nguyễn Thị Minh Khai", "Nguyen Thi Minh Khai", "two accents on one letter"),
    ("Đặng Œuvre Łódź", "Dang OEuvre Lodz", "letters with strokes, and ligatures"),
    ("ﬁne", "fine", "a typographic ligature"),
    ("ＦＲＥＥ", "FREE", "full-width letters"),
    ("façade", "facade", "ç is not GSM-7"),
    ("1º y 2ª", "1o y 2a", "Spanish ordinals"),
    ("• one", "- one", "bullets"),
    ("5² km", "5² km", "a power is no typography: 52 would be another number"),
    ("½ hour", "½ hour", "neither is a fraction"),
    ("王小明", "王小明", "what cannot be folded stays"),
    ("mañana á las tres 🙏", "mañana á las tres 🙏", "UCS-2 all the same: the accent is kept"),
    ("Мария", "Мария", "another script is kept whole"),
    ("हिन्दी", "हिन्दी", "vowel signs are no accents"),
    ("[x] {y} ~ | \\ ^ €", "[x] {y} ~ | \\ ^ €", "extension characters are GSM-7"),
    ("1️⃣ yes", "1 yes", "a keycap"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("text", "folded", "why"), FOLDED)
def test_fold(text: str, folded: str, why: str) -> None:
    assert fold(text) == folded, why


@given(st.text())
def test_fold_is_idempotent_and_never_dearer_in_encoding(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == text or measure(folded).encoding == "GSM-7"


@given(st.text())
def test_segments_are_never_fewer_than_the_units_need(text: str) -> None:
    cost = measure(text)
    assert bool(cost.because) is (cost.encoding == "UCS-2")
    assert (cost.segments == 0) is (text == "")
    if cost.encoding == "UCS-2":
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        alone, part = UCS_ALONE, UCS_PART
    else:
        units = len(text) + sum(text.count(c) for c in "^{}\\[]~|€\f")
        alone, part = GSM_ALONE, GSM_PART
    if units <= alone:
        assert cost.segments <= 1
    else:
        assert -(-units // part) <= cost.segments <= -(-units // (part - 1))
