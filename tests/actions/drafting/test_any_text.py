"""Whatever is pasted, a draft comes back soon: nothing raises, nothing hangs."""

import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sms_line.actions.drafting import draft
from sms_line.actions.drafting.draft import SIZE_LIMIT
from sms_line.actions.mistakes import ActionFileError
from sms_line.actions.parse import parse
from sms_line.core.prompts import PROMPT_NAMES

TODAY = date(2026, 11, 23)
UNWRITTEN = {"key-missing", "section-missing", "keyword-english", "subject-empty"}
"""All that may be wrong with a draft: something is not there yet."""
SECONDS = 5
"""On a busy machine; a page of the largest size takes a fraction of one."""

_PIECES = (
    "Dear Senator [Name],", "Dear Friend,", "Sincerely,", "[Your Name]", "[as a parent]", "[", "]",
    "[Insert your story]", "[your address]", "{{ number }}", "{% if x %}", "{# x #}", "{", "\\",
    "Subject: Act [now]", "Sample Email:", "Talking points:", "• End it", "# Ask", "## x", "---",
    "```", "<!-- x", "<p>", "</p>", "<ul><li>", "<textarea>", "<a href='http://[x'>y</a>", "<br>",
    "I urge you to act.", "Please vote NO.", "Tell Congress to act.", "Le pido que vote.",
    "Estimado Senador [Nombre]:", "#SaveIt", "#STOP", "April 31st", "Day of action: 2/29/2027",
    "by May 1, 2020", "https://a.example/(x)?utm_source=[1]", "Recursos:", "Here are resources:",
    "- one", "1. two", "© 2026 A: B # C", "null", "~", "\n", "\n\n", " ", "\x00", "\u2028",
    "\ufeff", "Paid for by X \"Y\" {z}", "Script:", "Share this: {{ x }}",
    "forward this to your {friends}",
)  # fmt: skip


def check(text: str) -> None:
    begins = time.perf_counter()
    found = draft(text, today=TODAY, taken={"FREE"})
    assert time.perf_counter() - begins < SECONDS
    assert found.source or found.missing
    if not found.source:
        return
    try:
        parse(found.source, prompt_names=PROMPT_NAMES)
    except ActionFileError as error:
        wrong = [each for each in error.mistakes if each.code not in UNWRITTEN]
        assert not wrong, (wrong, found.source)
        assert found.missing


@settings(max_examples=200)
@given(st.text())
@example("")
@example("\ud800")
def test_any_text(text: str) -> None:
    check(text)


@settings(max_examples=400)
@given(st.lists(st.sampled_from(_PIECES), max_size=30), st.sampled_from(["", " ", "\n", "\n\n"]))
def test_any_mixture_of_what_alerts_are_made_of(pieces: list[str], between: str) -> None:
    check(between.join(pieces))


@pytest.mark.parametrize("piece", [*_PIECES, "a", "A ", "<b a=1><p>", "<div>", "senator ", "your "])
def test_a_page_full_of_one_thing(piece: str) -> None:
    whole = piece * (SIZE_LIMIT // len(piece.encode("utf-8", "replace")))
    check(whole)
    check("Dear Senator [Name],\n\nI urge you to act.\n" + whole[:30_000])


def test_too_much_is_refused_kindly() -> None:
    found = draft("x" * (SIZE_LIMIT + 1), today=TODAY, taken=())
    assert found.source == ""
    assert found.missing == (
        "This is 201 KB, and an alert is a page of text (at most 200 KB); paste only the alert "
        "itself.",
    )


def test_nothing_is_refused_kindly() -> None:
    for empty in ("", " \n\t", "<html><body><nav>Home</nav></body></html>"):
        found = draft(empty, today=TODAY, taken=())
        assert (found.source, found.found) == ("", ())
        assert found.missing == ("There are no words here; paste the text of the alert.",)
