"""Action files: what they say, and every mistake with its line."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.actions.mistakes import ActionFileError
from sms_line.actions.parse import SIZE_LIMIT, decoded, parse, read_action
from sms_line.actions.topics import TOPICS
from sms_line.core.action import Action, Resource, Target
from sms_line.core.letter import Gap, LetterTemplate, OptionalPhrase
from sms_line.core.people import Field, Language
from sms_line.core.prompts import PROMPT_NAMES

ROOT = Path(__file__).resolve().parents[2]
EN, ES = Language.ENGLISH, Language.SPANISH


def mistakes(source: str, **given: object) -> list[tuple[int, str]]:
    """The lines and codes of what is wrong."""
    options: dict[str, object] = {"slug": "free", "prompt_names": ("welcome", "intro")}
    with pytest.raises(ActionFileError) as error:
        parse(source, **(options | given))  # type: ignore[arg-type]
    assert all(m.sentence.endswith((".", "?", "…")) for m in error.value.mistakes)
    return [(m.line, m.code) for m in error.value.mistakes]


def read(source: str) -> Action:
    return parse(source, 3, slug="free")


def test_what_a_file_says(right: str) -> None:
    action = read(right)
    assert (action.slug, action.version, action.title) == ("free", 3, "Free Them All")
    assert (action.organization, action.contact) == (
        "Neighbors Together (demo)",
        "help@example.org",
    )
    assert action.keywords == {"FREE": EN, "LIBRES": ES}
    assert action.targets == set(Target)
    assert action.topic == "Immigration"
    assert action.ask == {EN: "Ask Congress to act.", ES: "Pida al Congreso que actúe."}
    assert action.share == {EN: "Text FREE to {{ number }}"}
    assert action.letter.subject == ("Bring our neighbors home",)
    assert action.letter.phrases == (OptionalPhrase(0, "as a person of faith"),)
    assert (action.script, action.reading, action.texts) == ({}, {}, {})
    assert (action.needs, action.resources) == ((), ())
    assert (action.day_of_action, action.ends) == (None, None)


@pytest.mark.parametrize(
    ("line", "attribute", "value"),
    [
        ("slug: my-action-2", "slug", "my-action-2"),
        ("needs: [email, street]", "needs", (Field.STREET, Field.EMAIL)),
        ("needs: street", "needs", (Field.STREET,)),
        ("day_of_action: 2027-04-01", "day_of_action", date(2027, 4, 1)),
        ("number: 307-555-0199", "number", "+13075550199"),
        ("number: +1 (787) 555-0199", "number", "+17875550199"),
        ("ends: '2027-04-30'", "ends", date(2027, 4, 30)),
    ],
)
def test_settings_that_may_be_there(right: str, line: str, attribute: str, value: object) -> None:
    assert getattr(read(right.replace("topic:", f"{line}\ntopic:")), attribute) == value


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("keywords: free", {"FREE": EN}),
        ("keywords: [FREE, Freedom]", {"FREE": EN, "FREEDOM": EN}),
        ("keywords: {English: free, español: [libres, libre]}",
         {"FREE": EN, "LIBRES": ES, "LIBRE": ES}),
        ("keywords:\n  en: FREE2\n  es: LIBRES", {"FREE2": EN, "LIBRES": ES}),
    ],
)  # fmt: skip
def test_ways_to_write_keywords(right: str, written: str, value: dict[str, Language]) -> None:
    source = right.replace("keywords: {en: FREE, es: LIBRES}", written)
    assert read(source).keywords == value


@pytest.mark.parametrize(
    ("old", "new", "found", "reason"),
    [
        ("---\ntitle", "title", [(1, "front-matter-missing")], "no settings at all"),
        ("---\n\n# Ask\n", "\n# Ask\n", [(1, "front-matter-open")], "settings never closed"),
        ("title: Free", "title: [Free", [(3, "yaml")], "the parser stops on the next line"),
        ("title: Free", "title: a: Free", [(2, "yaml")], "a colon in a value"),
        ("title: Free Them All\n", "", [(1, "key-missing")], "no title"),
        ("title: Free Them All", "title:", [(2, "value-empty")], "an empty title"),
        ("title: Free Them All", "title: [a, b]", [(2, "value-shape")], "a list for a title"),
        ("topic: Immigration", "topic: Migration", [(7, "topic-unknown")], "not one of the 32"),
        ("topic: Immigration", "topic: Immigration\nslug: A b", [(8, "slug")], "no address"),
        ("topic:", "number: 12345\ntopic:", [(7, "number")], "a short code cannot be rung"),
        ("topic:", "number: +44 20 7183 8750\ntopic:", [(7, "number")], "London"),
        ("topic:", "number: 416-555-0199\ntopic:", [(7, "number")], "Toronto has +1 too"),
        ("topic:", "number: 307-555-0199 x2\ntopic:", [(7, "number")], "an extension"),
        ("topic:", "number: [307-555-0199]\ntopic:", [(7, "value-shape")], "one and no more"),
        ("topic:", "organisation: x\ntopic:", [(7, "key-unknown")], "a misspelt name"),
        ("topic:", "title: x\ntopic:", [(7, "key-twice")], "twice"),
        ("topic:", "ends: 2027-02-30\ntopic:", [(7, "date")], "no such day"),
        ("topic:", "ends: 4/1/2027\ntopic:", [(7, "date")], "another way to write a date"),
        ("topic:", "day_of_action: 2027-04-02\nends: 2027-04-01\ntopic:", [(8, "dates-order")],
         "ends before its day"),
        ("topic:", "needs: [shoe size]\ntopic:", [(7, "need-unknown")], "nothing one asks for"),
        ("[senators, representative]", "[senators,\n mayor]", [(5, "target-unknown")], "its line"),
        ("es: LIBRES", "fr: LIBRE", [(3, "language-unknown")], "no French"),
        ("es: LIBRES", "es: 82001", [(3, "keyword-number")], "it would be a ZIP code"),
        ("es: LIBRES", "es: dos palabras", [(3, "keyword-shape")], "a space"),
        ("es: LIBRES", "es: ACCIÓN", [(3, "keyword-shape")], "an accent"),
        ("es: LIBRES", "es: X", [(3, "keyword-shape")], "one letter is a slip"),
        ("es: LIBRES", "es: free", [(3, "keyword-twice")], "two languages cannot share one"),
        ("en: FREE, es: LIBRES", "es: LIBRES", [(3, "keyword-english")], "English is needed"),
        ("# Ask\nAsk", "Ask", [(1, "section-missing"), (10, "text-before")], "no heading"),
        ("# Ask\nAsk Congress to act.\n", "# Ask\n", [(10, "section-empty")], "an empty section"),
        ("# Ask (Spanish)\n", "# Ask\n", [(1, "section-missing"), (13, "section-twice")],
         "LIBRES opens it in Spanish"),
        ("# Ask (Spanish)", "# Ask (French)", [(1, "section-missing"), (13, "section-language")],
         "no French"),
        ("# Share", "# Sharing", [(1, "section-missing"), (26, "section-unknown")], "misspelt"),
        ("# Share", "## More\n\n# Share", [(26, "heading-inside")], "no headings in a letter"),
        ("{{ number }}", "{{ numbr }}", [(27, "braces-unknown")], "no such name"),
        ("{{ number }}", "{{ number|upper }}", [(27, "braces-expression")], "no expressions"),
        ("{{ number }}", "{{ 7*7 }}", [(27, "braces-expression")], "no sums"),
        ("{{ number }}", "{% if x %}y{% endif %}", [(27, "braces-statement")], "no conditions"),
        ("{{ number }}", "{# note #}", [(27, "braces-comment")], "no comments"),
        ("{{ number }}", "{{ number", [(27, "braces-open")], "never closed"),
        ("{{ number }}", "x" * 330, [(27, "share-length")], "too long to forward"),
        ("Subject: Bring our neighbors home", "", [(19, "subject-missing")], "no subject"),
        ("Subject: Bring our neighbors home", "Subject:", [(17, "subject-empty")], "empty"),
        ("Subject: Bring", "Subject: " + "x" * 500, [(17, "subject-length")], "CWC's limit"),
        ("Subject: Bring", "Subject: [maybe]", [(17, "subject-phrase")], "nobody is asked there"),
        ("you to act.", "you to act." + "x" * 10_000, [(19, "letter-length")], "CWC's limit"),
        ("[as a", "[as [a", [(21, "bracket-open")], "one bracket in another"),
        ("[Your City]", "[Your City", [(24, "bracket-open")], "never opened"),
        ("[Your City]", "Your City]", [(24, "bracket-close")], "never opened"),
        ("[as a person of faith]", "[ … ]", [(21, "bracket-empty")], "no words to ask about"),
        ("[as a person of faith]", "[x " + "y" * 300 + "]", [(21, "phrase-length")], "a text"),
        ("[as a person", "[in {{ sender.city }} as", [(21, "phrase-field")], "a field inside"),
        ("[Your Name]", "[Your Phone Number]", [(23, "bracket-unknown")], "no such field"),
        ("[Your Name]", "I am [Name]", [(23, "bracket-name")], "whose name?"),
        ("[Your Name]", "So: [Your own words]", [(23, "own-words-inline")], "a paragraph"),
        ("[Your Name]", "[My Story]\n[Your Name]\n{{ own_words }}\n[your own words]",
         [(26, "own-words-twice")], "twice"),
        ("[Your Name]", "{{ sender.phone }}", [(23, "braces-unknown")], "no such field"),
        ("[Your Name]", "{{ sender.name.upper() }}", [(23, "braces-expression")], "no calls"),
        ("[Your Name]", "{% raw %}", [(23, "braces-statement")], "no statements"),
        ("# Share", "# Texts\nhello\n\n# Share", [(27, "text-before-name")], "whose words?"),
        ("# Share", "# Texts\n## welcom\nHi\n\n# Share", [(27, "prompt-unknown")], "misspelt"),
        ("# Share", "# Texts\n## welcome\n\n# Share", [(27, "section-empty")], "no words"),
        ("# Share", "# Texts\n## intro\nHi\n## Intro\nHo\n\n# Share", [(29, "prompt-twice")],
         "twice"),
        ("Ask Congress", "x" * 590 + " Ask Congress", [(11, "ask-length")], "611 characters"),
        ("# Share", "# Resources\n- a\nb\n\n# Share", [(28, "resource")], "no list"),
        ("# Share", "# Resources\n- [a](b.org)\n\n# Share", [(27, "resource-url")], "no https"),
        ("# Share", "# Resources (Spanish)\n- a\n\n# Share", [(26, "section-one-language")],
         "one list for all"),
        ("Pida al", "Pida\x07 al", [(14, "file-control")], "a control character"),
    ],
)  # fmt: skip
def test_a_mistake_has_its_line(
    right: str, old: str, new: str, found: list[tuple[int, str]], reason: str
) -> None:
    assert right.count(old) >= 1
    assert mistakes(right.replace(old, new, 1)) == found, reason


@pytest.mark.parametrize(
    "word",
    ["STOP", "start", "Help", "ALTO", "AYUDA", "YES", "no", "SI", "SKIP", "BACK", "CHANGE", "WHO",
     "ENGLISH", "ESPANOL", "ATRAS", "CALL", "MRS", "FORGET ME"],
)  # fmt: skip
def test_a_keyword_that_the_line_takes_for_something_else(right: str, word: str) -> None:
    assert mistakes(right.replace("LIBRES", word)) == [(3, "keyword-reserved")]


def test_all_mistakes_are_told_at_once(right: str) -> None:
    source = right.replace("title: Free Them All", "titel: x").replace("[Your Name]", "[Your Age]")
    assert mistakes(source) == [(1, "key-missing"), (2, "key-unknown"), (23, "bracket-unknown")]


def test_the_error_reads_like_the_file(right: str) -> None:
    with pytest.raises(ActionFileError, match=r'^line 2: The setting "title" is empty; write'):
        read(right.replace("Free Them All", ""))


def test_a_slug_is_needed_from_somewhere(right: str) -> None:
    assert mistakes(right, slug="") == [(1, "key-missing")]
    assert mistakes(right, slug="my action") == [(1, "key-missing")]


def test_all_topics_are_taken(right: str) -> None:
    assert len(set(TOPICS)) == 32
    for topic in TOPICS:
        source = right.replace("topic: Immigration", f"topic: {topic.upper()!r}")
        assert read(source).topic == topic


def test_texts_and_sections_by_language(right: str) -> None:
    more = """
# Texts
## Sending
Hi from {{ organization }}:
we are glad.

- one
- two

## represented
Names.

# Texts (es)
## sending
Hola.\\
Bienvenida.

# Call script (español)
Hola.

# Letter (Spanish)
Asunto: Hola

[como madre] [Su nombre]
"""
    action = parse(right + more, slug="free")
    assert action.texts == {
        EN: {
            "sending": "Hi from {{ organization }}: we are glad.\n\n- one\n- two",
            "represented": "Names.",
        },
        ES: {"sending": "Hola.\nBienvenida."},
    }
    assert action.script == {ES: "Hola."}
    body = (OptionalPhrase(0, "como madre"), " ", Gap.SENDER_NAME)
    assert action.reading == {ES: LetterTemplate(("Hola",), body, ES)}
    assert action.letter.body[-1] is Gap.SENDER_CITY


@pytest.mark.parametrize(
    ("text", "name", "found", "reason"),
    [
        ("sending", "organization", [], "every text is given it"),
        ("receipt", "share", [], "every text is given it"),
        ("sending", "first_name", [], "its prompt's own"),
        ("sending", "letters", [], "a number"),
        ("represented", "representative", [], "words"),
        ("represented", "senators", [(28, "braces-unknown")], "several: no written form"),
        ("represented", "title", [(28, "braces-unknown")], "its own title is a key, no words"),
        ("ask_zip", "first_name", [(28, "braces-unknown")], "not known yet"),
        ("receipt", "accepted", [(28, "braces-unknown")], "several: no written form"),
    ],
)
def test_a_text_names_only_what_its_prompt_is_given(
    right: str, text: str, name: str, found: list[tuple[int, str]], reason: str
) -> None:
    source = right.replace("# Share", f"# Texts\n## {text}\n{{{{ {name} }}}}\n\n# Share")
    if found:
        assert mistakes(source, prompt_names=PROMPT_NAMES) == found, reason
    else:
        assert read(source).texts == {EN: {text: f"{{{{ {name} }}}}"}}, reason


def test_a_section_names_only_what_is_always_known(right: str) -> None:
    for name in ("first_name", "senators", "link", "keyword"):
        source = right.replace("{{ number }}", f"{{{{ {name} }}}}")
        assert mistakes(source) == [(27, "braces-unknown")]


def test_the_letter_to_read_is_checked_like_the_letter(right: str) -> None:
    assert mistakes(right + "\n# Letter (Spanish)\nAsunto: Hola\n\n[Su teléfono]\n") == [
        (32, "bracket-unknown")
    ]


def test_headings_that_are_none(right: str) -> None:
    body = "to act.\n\nSee:\n---\n#FreeThemAll\n\n```\n# Ask\n```\n> # Share\n"
    action = read(right.replace("to act.\n", body))
    assert "".join(p for p in action.letter.body if isinstance(p, str)).count("# Ask") == 1


def test_resources_as_people_write_them(right: str) -> None:
    more = """
# Resources
- [A toolkit](https://example.org/a?b=c)
* Five demands: http://example.org/five
- https://example.org/bare
- Read [this analysis](https://example.org/x), it is short
1. A booklet at your library,
   on the second floor
"""
    assert read(right + more).resources == (
        Resource("A toolkit", "https://example.org/a?b=c"),
        Resource("Five demands", "http://example.org/five"),
        Resource("https://example.org/bare", "https://example.org/bare"),
        Resource("Read this analysis, it is short", "https://example.org/x"),
        Resource("A booklet at your library, on the second floor"),
    )


def test_line_ends_and_a_byte_order_mark_do_not_matter(right: str) -> None:
    assert read("\ufeff" + right.replace("\n", "\r\n")) == read(right)


def test_files(tmp_path: Path, right: str) -> None:
    path = tmp_path / "Free-Them.md"
    path.write_text(right, "utf-8")
    assert read_action(path).slug == "free-them"
    with pytest.raises(ActionFileError, match=r"^line 2: .*UTF-8"):
        decoded(b"---\ntitle: \xe9\n")
    with pytest.raises(ActionFileError, match="256 KB"):
        decoded(b"x" * (SIZE_LIMIT + 1))


@pytest.mark.parametrize(
    "source",
    ["", "---\n---", "---\n" + "[" * 5_000 + "\n---\n", "---\n? [a]: b\n---\n", "---\n- a\n---\n",
     "---\na: &x [*x]\n---\n", "---\nkeywords: {en: {a: b}}\nneeds: [[a]]\n---\n# ( )\n",
     "---\n--- \n" + "# Letter\n" + "[" * 5_000, "---\n!!python/object/apply:os.system [x]\n---\n"],
)  # fmt: skip
def test_nothing_but_its_own_error_comes_out(source: str) -> None:
    assert mistakes(source)


@given(st.text(st.sampled_from('# AskLeterSubject:\n-[]{}()%"\\/|>*`é\x00'), max_size=200))
def test_any_text_is_an_action_or_its_mistakes(text: str) -> None:
    with pytest.raises(ActionFileError):
        parse(f"---\n{text}\n---\n# Letter\n{text}\n# Texts\n{text}\n# Resources\n- {text}")


def test_the_demo_action() -> None:
    action = read_action(ROOT / "fixtures" / "actions" / "freethemall.md")
    assert (action.slug, action.keywords) == ("freethemall", {"FREE": EN, "LIBRES": ES})
    assert action.targets == set(Target)
    assert [p.words for p in action.letter.phrases] == ["as a person of faith"]
    for by_language in (action.ask, action.script, action.share):
        assert set(by_language) == {EN, ES}
    assert set(action.reading) == {ES}
    assert action.resources
    for language, share in action.share.items():
        keyword = next(k for k, opens in action.keywords.items() if opens is language)
        assert f"{keyword} " in share
        assert "{{ number }}" in share
        said = share.replace("{{ number }}", "+1 307 555 0100")
        # Without accents every character of ours is in GSM 03.38, and one segment holds 160.
        assert said.isascii()
        assert len(said) <= 160
