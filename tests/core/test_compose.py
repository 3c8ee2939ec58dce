"""Letters filled: what leaves is clean text, and what a supporter types stays what it is."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.core.compose import compose, one_line, paragraphs
from sms_line.core.letter import Gap, LetterTemplate, LetterWords, OptionalPhrase, Piece, Sender
from sms_line.core.people import Legislator, Title

LUJAN = Legislator("L000570", Title.SENATOR, "Ben Ray Luján", "Luján", "NM", None, "202-224-6621")
ANA = Sender("Ana Díaz", "Santa Fe", "NM", "87501", "ana@example.org")
WORDS = LetterWords(
    titles={
        Title.SENATOR: "Senator",
        Title.REPRESENTATIVE: "Representative",
        Title.DELEGATE: "Delegate",
        Title.RESIDENT_COMMISSIONER: "Resident Commissioner",
    },
    own_words="In my own words:",
)
NAME, CITY, OWN = Gap.SENDER_NAME, Gap.SENDER_CITY, Gap.OWN_WORDS


def body_of(*body: Piece, kept: Sequence[int] = (), own: str = "", sender: Sender = ANA) -> str:
    return compose(LetterTemplate(("About us",), body), LUJAN, sender, kept, own, WORDS)[1]


def cut(text: str) -> tuple[Piece, ...]:
    """Text with ‹optional phrases›, so that the tables below can be read."""
    parts = re.split("‹(.*?)›", text)
    return tuple(
        OptionalPhrase(i // 2, part) if i % 2 else part for i, part in enumerate(parts) if part
    )


@pytest.mark.parametrize(
    ("text", "left", "reason"),
    [
        ("Hi, and ‹as a person of faith› I urge", "Hi, and I urge", "the seed page's own"),
        ("I, ‹as a parent›, urge you", "I urge you", "a pair of commas belonged to it"),
        ("I — ‹as a parent› — urge you", "I urge you", "so did a pair of dashes"),
        ("I—‹as a parent›—urge you", "I urge you", "with no spaces too"),
        ("‹As a parent›, we urge you", "We urge you", "a capital at the start"),
        ("‹As a parent,› we urge you", "We urge you", "the comma may be inside"),
        ("Dear X,\n\n‹as a parent› we urge", "Dear X,\n\nWe urge", "the start of a paragraph"),
        ("Dear X,\n‹as a parent›, I urge", "Dear X,\nI urge", "below a greeting"),
        ("One. ‹As a parent,› we urge", "One. We urge", "the start of a sentence"),
        ("One. ‹Yes, really.› We urge", "One. We urge", "a whole sentence"),
        ("One. ‹Thank you›. We urge", "One. We urge", "its full stop goes with it"),
        ("the U.S. ‹federal› agencies", "the U.S. agencies", "no capital after an abbreviation"),
        ("and ‹as a parent›, I urge", "and I urge", "the comma after a conjunction was its own"),
        ("families ‹and children›, and work", "families, and work", "a list keeps its comma"),
        ("I urge you, ‹please›.", "I urge you.", "no comma before a full stop"),
        ("I urge you ‹to act›.", "I urge you.", "no space before a full stop"),
        ("our town (‹Laramie›) is", "our town is", "empty parentheses"),
        ("our town (‹Laramie› today) is", "our town (today) is", "no space in parentheses"),
        ("every child‹ren› here", "every child here", "inside a word"),
        ("One.\n\n‹A paragraph.›\n\nTwo.", "One.\n\nTwo.", "no empty line where it stood alone"),
        ("One\n‹a line›\nTwo", "One\nTwo", "a line in a block"),
        ("‹First.›\n\nTwo.", "Two.", "the first line of all"),
        ("One.\n\n‹Last.›", "One.", "the last line of all"),
        ("We ‹and› ‹our friends› ask", "We ask", "two in a row"),
        ("my community\n‹and family›, we", "my community,\nwe", "the comma goes up a line"),
    ],
)
def test_a_dropped_phrase_leaves_clean_text(text: str, left: str, reason: str) -> None:
    assert body_of(*cut(text)) == left, reason


def test_a_kept_phrase_stands_as_it_was_written() -> None:
    assert body_of(*cut("I, ‹as a parent›, urge ‹all of› you"), kept=[0]) == (
        "I, as a parent, urge you"
    )


def test_dropping_never_touches_what_stays_elsewhere() -> None:
    odd = "Two  spaces , a lone comma (  ) and «this» .\n\n"
    assert body_of(odd, *cut("I ‹really› ask")) == odd + "I ask"


@pytest.mark.parametrize(
    ("title", "written"),
    [
        (Title.SENATOR, "Dear Senator Luján,"),
        (Title.REPRESENTATIVE, "Dear Representative Luján,"),
        (Title.DELEGATE, "Dear Delegate Luján,"),
        (Title.RESIDENT_COMMISSIONER, "Dear Resident Commissioner Luján,"),
    ],
)
def test_the_salutation_is_by_title(title: Title, written: str) -> None:
    member = Legislator("L000570", title, "Ben Ray Luján", "Luján", "NM", 1, "202-224-6621")
    gaps = (Gap.LEGISLATOR_TITLE, " ", Gap.LEGISLATOR_LAST_NAME)
    template = LetterTemplate(("s",), ("Dear ", *gaps, ","))
    assert compose(template, member, ANA, (), "", WORDS)[1] == written


@pytest.mark.parametrize(
    ("body", "written", "reason"),
    [
        (("Ask.\n\n", NAME, "\n", CITY), "Ask.\n\n{own}\n\nAna Díaz\nSanta Fe", "above the name"),
        (
            ("Ask.\n\nSincerely,\n", NAME),
            "Ask.\n\n{own}\n\nSincerely,\nAna Díaz",
            "and its closing",
        ),
        (
            ("Ask.\n\nWith hope,\n\n", NAME, ", ", CITY, "\n"),
            "Ask.\n\n{own}\n\nWith hope,\n\nAna Díaz, Santa Fe",
            "a blank line between",
        ),
        (("Ask.\n", NAME), "Ask.\n\n{own}\n\nAna Díaz", "with no blank line"),
        (("I am ", NAME, ". Ask."), "I am Ana Díaz. Ask.\n\n{own}", "no signature: at the end"),
        (("Ask.\n\n", OWN, "\n\n", NAME), "Ask.\n\n{own}\n\nAna Díaz", "where their place is"),
        (("Ask.\n\n", OWN), "Ask.\n\n{own}", "their place is the end"),
        ((NAME,), "{own}\n\nAna Díaz", "nothing but a name"),
    ],
)
def test_own_words_are_marked_and_stand_in_their_place(
    body: tuple[Piece, ...], written: str, reason: str
) -> None:
    own = "In my own words: My uncle was held.\n\nHe came home."
    typed = "My uncle was held.\r\n\r\n\r\nHe came home. "
    assert body_of(*body, own=typed) == written.format(own=own), reason


def test_without_own_words_their_place_leaves_no_trace() -> None:
    assert body_of("Ask.\n\n", OWN, "\n\nSincerely,\n", NAME) == "Ask.\n\nSincerely,\nAna Díaz"


def test_a_city_nobody_knows_is_the_zip_code() -> None:
    nowhere = Sender("Ana", "", "", "87501")
    template = ("I live in ", CITY, ", ", Gap.SENDER_STATE, ".\n\n", NAME, "\n", CITY)
    assert body_of(*template, sender=nowhere) == "I live in 87501.\n\nAna\n87501"


def test_the_subject_is_one_line_whatever_is_in_it() -> None:
    sender = Sender("Ana\r\nBcc: x@example.org", "Santa Fe", "NM", "87501")
    template = LetterTemplate(("From ", NAME), ("x",))
    subject, _ = compose(template, LUJAN, sender, (), "", WORDS)
    assert subject == "From Ana Bcc: x@example.org"


@pytest.mark.parametrize(
    ("typed", "clean", "reason"),
    [
        ("  Ana \t Díaz\n", "Ana Díaz", "spaces"),
        ("Ana\x00\x1b[31m\x7f", "Ana[31m", "control characters"),
        ("Ana\u202egro.elpmaxe", "Anagro.elpmaxe", "turned direction"),
        ("Ana\ud83d", "Ana", "half an emoji cannot be written as UTF-8"),
        ("A\u2028B\u2029C\u0085D", "ABCD", "line ends that nobody sees"),
        ("علی\u200cرضا", "علی\u200cرضا", "a joiner that Persian needs"),
    ],
)
def test_one_line(typed: str, clean: str, reason: str) -> None:
    assert one_line(typed) == clean, reason


TEMPTING = [
    "{{ 7*7 }}",
    "{% if x %}",
    "[City]",
    "[Your Name]",
    "<script>alert(1)</script>",
    "\\1 \\g<0>",
    "%(name)s {own} {0}",
    "\x01",
    "\x02\x03",
    ".",
    "Ana, ",
    "Sincerely,\nAna",
]
typed = st.one_of(st.sampled_from(TEMPTING), st.text(max_size=60))


@given(typed, typed, typed, st.booleans())
def test_what_is_typed_comes_out_verbatim_and_alters_nothing(
    name: str, own: str, phrase: str, keep: bool
) -> None:
    words = one_line(phrase) or "a parent"
    sender = Sender(name, "Santa Fe", "NM", "87501")
    body = (
        "Dear Senator,\n\nI am from ", CITY, ", and ", OptionalPhrase(0, words), " I urge you.\n\n",
        OWN, "\n\nSincerely,\n", NAME, "\n", CITY,
    )  # fmt: skip
    expected = "Dear Senator,\n\nI am from Santa Fe, and "
    expected += f"{words} I urge you." if keep else "I urge you."
    expected += f"\n\nIn my own words: {paragraphs(own)}" if paragraphs(own) else ""
    expected += "\n\nSincerely,"
    expected += f"\n{one_line(name)}" if one_line(name) else ""
    expected += "\nSanta Fe"
    kept = [0] if keep else []
    assert compose(LetterTemplate(("s",), body), LUJAN, sender, kept, own, WORDS)[1] == expected


pieces = st.lists(
    st.one_of(
        st.text("ab ,.\n([)—A\x01\x03", max_size=8),
        st.sampled_from(list(Gap)),
        st.builds(OptionalPhrase, st.integers(0, 5), st.text(max_size=8)),
    ),
    max_size=12,
)


@given(pieces, typed, typed, st.sets(st.integers(0, 5)))
def test_any_letter_can_be_filled(body: list[Piece], name: str, own: str, kept: set[int]) -> None:
    sender = Sender(name, "", "NM", "")
    filled = body_of(*body, sender=sender, own=own, kept=sorted(kept))
    assert not re.search("[\x00-\x09\x0b-\x1f]", filled)
    if paragraphs(own):
        assert paragraphs(own) in filled
