"""The rules of a draft, one table each, the reason beside every row."""

from datetime import date

import pytest

from sms_line.actions.drafting.asks import asks_in, told
from sms_line.actions.drafting.dates import find_dates
from sms_line.actions.drafting.keyword import propose
from sms_line.actions.drafting.letter import is_greeting
from sms_line.actions.drafting.lines import Kind, Line, read_plain, texted
from sms_line.actions.drafting.placeholders import mend
from sms_line.actions.drafting.sentences import sentences
from sms_line.actions.drafting.targets import find_targets
from sms_line.actions.drafting.titles import purpose, short_title
from sms_line.actions.drafting.topic import find_topic
from sms_line.core.action import Target
from sms_line.core.people import Language

EN, ES = Language.ENGLISH, Language.SPANISH
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("I live in (your city).", "I live in [your city]."),  # round brackets with "your"
        ("I live there (state).", "I live there (state)."),  # a remark, not a gap
        ("{Your Name}", "[Your Name]"),  # a mail program's own gaps
        ("{{First Name}}", "\\{\\{First Name\\}\\}"),  # no field of the line: plain signs
        ("Dear Senator,", "Dear Senator [Name],"),  # the line knows the name
        ("Dear Members of Congress:", "Dear Representative/Senator [Name]:"),
        ("Dear Senator ________,", "Dear Senator [Name],"),  # a form's blank
        ("[Your first name] [Your last name]", "[Your Name]"),
        ("It matters. [Insert your story here]", "It matters.\n\n[Your own words]"),
        ("x\n[Your Address]\ny", "x\ny"),  # the line cannot fill it
        ("I ask [your senator] to act.", "I ask Representative/Senator [Name] to act."),
        ("As reported [1], it is so.", "As reported, it is so."),  # a footnote's mark
        ("I act [as a parent] today.", "I act [as a parent] today."),  # an optional phrase stays
        ("An open [ bracket", "An open \\[ bracket"),
        ("Use {{ number }}", "Use \\{\\{ number \\}\\}"),  # names no fact in a letter
    ],
)  # fmt: skip
def test_gaps_as_people_write_them(written: str, mended: str) -> None:
    assert mend(written, EN).text == mended


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("Dear Representative/Senator [Name],", True),
        ("Dear Congressman Smith:", True),
        ("Estimada Senadora:", True),
        ("Representante/Senador [Nombre]:", True),
        ("Dear Friend,", False),  # the mail to the supporter
        ("Dear [First Name],", False),  # the same, before it was merged
        ("Dear neighbors of Senator Reed,", False),
    ],
)
def test_who_is_greeted(line: str, opens: bool) -> None:
    assert is_greeting(line) is opens


@pytest.mark.parametrize(
    ("text", "day", "ends"),
    [
        ("Day of action: April 1st", date(2027, 4, 1), None),  # the next one
        ("Day of action: December 1", date(2026, 12, 1), None),
        ("National day of prayer, 4/1/2027", date(2027, 4, 1), None),
        ("Día de acción: 9 de diciembre", date(2026, 12, 9), None),
        ("Write by Friday, February 12, 2027.", None, date(2027, 2, 12)),
        ("The law of May 3, 2019 must go.", None, None),  # a date of something else
        ("Day of action: February 30", None, None),  # no such day
    ],
)
def test_days(text: str, day: date | None, ends: date | None) -> None:
    found = find_dates("", [Line(text)], TODAY)
    assert (found.day and found.day.day, found.ends and found.ends.day) == (day, ends)


@pytest.mark.parametrize(
    ("today", "differs"), [(date(2026, 3, 1), False), (date(2026, 11, 23), True)]
)
def test_a_weekday_that_is_another_is_noticed(today: date, differs: bool) -> None:
    found = find_dates("Join us on Wednesday, April 1st", [], today).day
    assert found
    assert found.weekday_differs is differs


@pytest.mark.parametrize(
    ("campaign", "title", "taken", "word"),
    [
        (("Free", "Them", "All"), "", (), "FREE"),
        (("Free", "Them", "All"), "", ("FREE",), "FREETHEMALL"),
        ((), "Stop the War in Yemen", (), "WAR"),  # "STOP" would end it all
        ((), "Protect SNAP", (), "SNAP"),  # what it is about before what is done
        ((), "Pass H.R. 2210", (), "HR2210"),
        ((), "Protect It Now", (), "PROTECT"),  # nothing better is there
        ((), "Renters", ("RENTERS",), "RENTERS2"),
        ((), "¡Ya!", (), ""),  # no word long enough
    ],
)
def test_keywords(campaign: tuple[str, ...], title: str, taken: tuple[str, ...], word: str) -> None:
    assert propose(campaign, title, "", taken) == word


@pytest.mark.parametrize(
    ("greeting", "text", "targets"),
    [
        ("Dear Representative/Senator [Name],", "", set(Target)),
        ("", "Send a message to your 2 Senators and 1 Representative", set(Target)),
        ("", "Both of your senators need to hear from you.", {Target.SENATORS}),
        ("", "Ask your congresswoman to vote. Senator Reed agrees.", {Target.REPRESENTATIVE}),
        ("", "Tell Congress to act.", set(Target)),
        ("Estimado Senador:", "Escriba a su representante.", {Target.SENATORS}),
        ("", "Tell the mayor.", set()),  # nobody whom the line writes to
    ],
)
def test_whom_it_writes_to(greeting: str, text: str, targets: set[Target]) -> None:
    assert find_targets([Line(text)], greeting) == targets


@pytest.mark.parametrize(
    ("letter", "language", "said", "what"),
    [
        ("I’m from [CITY], and [as a parent] I urge you to act now.", EN,
         "I urge you to act now.", "act now."),
        ("I am writing as a voter to ask that you support S. 12 today.", EN,
         "I ask you to support S. 12 today.", "support S. 12 today."),
        ("We call on you to vote no!", EN, "We call on you to vote no.", "vote no."),
        ("Please vote NO. Thank you.", EN, "Please vote NO.", "vote NO."),
        ("Le ruego que vote a favor.", ES, "Le ruego que vote a favor.", "vote a favor."),
    ],
)  # fmt: skip
def test_what_a_letter_asks(letter: str, language: Language, said: str, what: str) -> None:
    asked = asks_in(letter, language)
    assert (asked[0].sentence, asked[0].what) == (said, what)


def test_instructions_for_the_page_are_no_ask() -> None:
    lines = [
        Line("Click “Send Email” to send a message to your senators to act."),
        Line("Call your members of Congress at (202) 224-3121 and tell them to act."),
    ]
    assert told(lines, EN) == "Call your members of Congress and tell them to act."


@pytest.mark.parametrize(
    ("raw", "title", "about"),
    [
        ("TAKE ACTION: Join #A National Day of Action on Wednesday, April 1st to Protect Our Town",
         "#A National Day of Action to Protect Our Town", "Protect Our Town"),
        ("Tell Congress: Save the Bees", "Tell Congress: Save the Bees", "Save the Bees"),
        ("Ceasefire Now!", "Ceasefire Now!", "Ceasefire Now"),
    ],
)  # fmt: skip
def test_titles(raw: str, title: str, about: str) -> None:
    assert (short_title(raw), purpose(raw)) == (title, about)


def test_sentences_end_where_people_hear_it() -> None:
    text = "Vote for H.R. 12 by Sen. Reed of the U.S. Senate. Do it now! “Why?” Because."
    assert list(sentences(text)) == [
        "Vote for H.R. 12 by Sen. Reed of the U.S. Senate.",
        "Do it now!",
        "“Why?”",
        "Because.",
    ]


def test_a_topic_that_does_not_stand_out_is_left_open() -> None:
    assert find_topic("Save our hospitals", "Hospitals close.") == "Health"
    assert find_topic("", "A word about farmers and a word about students.") == ""
    assert find_topic("", "Nothing at all.") == ""


def test_lines_that_a_mail_program_broke_are_one() -> None:
    wide = "Families in our state used it for rent, for food and for child care, and"
    page = read_plain(f"{wide}\nthen some.\n[Your Name]\n\n• One thing\n  and more\n• Two")
    assert [(line.text, line.kind) for line in page.lines] == [
        (f"{wide} then some.", Kind.TEXT),
        ("[Your Name]", Kind.TEXT),
        ("One thing and more", Kind.ITEM),
        ("Two", Kind.ITEM),
    ]


def test_what_is_texted_has_no_editors_signs() -> None:
    assert texted("“It’s” – now… {x} señal") == '"It\'s" - now... (x) señal'
