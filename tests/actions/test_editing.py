"""A part of an action file is changed, and every other byte stays as somebody wrote it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.actions.editing import PARTS, changed, merged, part_at, parts, plain, readable
from sms_line.actions.parse import parse
from sms_line.bundle_paths import FIXTURES
from sms_line.core.people import Language

DEMO = (FIXTURES / "actions" / "freethemall.md").read_text("utf-8")
BY_HAND = """---
# what we want
title:   "Free: all"   # in quotes, because of the colon
keywords:
  en: [FREE, FREEDOM]
  es:
    - LIBRES
to: senators
organization: Neighbors
contact: help@example.org
topic: Immigration
---

# Ask

Ask them.


# Letter
Subject: Old

Dear Senator [Name],

# Share
Pass it on
# Texts
## welcome
Hello
"""


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("source", [DEMO, BY_HAND], ids=["demo", "by hand"])
def test_a_part_is_read_back_as_it_was_put_in(source: str, name: str) -> None:
    value = {"to": "senators", "keywords_en": "FREEDOM", "keywords_es": "LIBRE, LIBRES"}.get(
        name, "2027-04-01"
    )
    before, after = parts(source), parts(changed(source, name, value))
    assert after[name].value == value
    others = set(PARTS) - {name}
    assert {n: after[n].value for n in others} == {n: before[n].value for n in others}


@pytest.mark.parametrize("name", PARTS)
@pytest.mark.parametrize("source", [DEMO, BY_HAND], ids=["demo", "by hand"])
def test_a_part_is_taken_away(source: str, name: str) -> None:
    before, after = parts(source), parts(changed(source, name, ""))
    assert after[name].value == ""
    others = set(PARTS) - {name}
    assert {n: after[n].value for n in others} == {n: before[n].value for n in others}


@pytest.mark.parametrize(
    ("name", "value", "was", "becomes"),
    [
        ("title", "Free them", '"Free: all"   #', "Free them   #"),  # the comment stays
        ("title", "Free: them", '"Free: all"', '"Free: them"'),
        ("to", "representative", "to: senators", "to: [representative]"),
        ("keywords_es", "LIBRE", "en: [FREE", "{en: [FREE"),
        ("subject_en", "New", "Subject: Old\n\nDear", "Subject: New\n\nDear"),
        ("ask_en", "Tell them.", "\n\nAsk them.\n\n\n# L", "\n\nTell them.\n\n\n# L"),
        ("share_en", "Tell all", "Pass it on\n# T", "Tell all\n# T"),
    ],
)
def test_the_rest_stays_as_it_was_written(name: str, value: str, was: str, becomes: str) -> None:
    after = changed(BY_HAND, name, value)
    assert was in BY_HAND
    assert becomes in after
    assert "# what we want" in after


def test_a_new_section_stands_in_its_place() -> None:
    after = changed(BY_HAND, "ask_es", "Pida.")
    assert "# Ask (Spanish)\nPida.\n\n# Letter" in after
    assert after.index("# Ask\n") < after.index("# Ask (Spanish)")


def test_no_field_opens_a_section() -> None:
    after = changed(DEMO, "ask_en", "Ask them.\n# Share\nhijacked")
    assert parts(after)["share_en"].value == parts(DEMO)["share_en"].value


def test_settings_that_cannot_be_read_are_left_alone() -> None:
    broken = BY_HAND.replace("to: senators", "to: [senators")
    assert not readable(broken)
    assert changed(broken, "title", "Other") == broken
    assert parts(broken)["ask_en"].value == "Ask them."


def test_a_whole_action_can_be_typed_into_the_form() -> None:
    source = ""
    for name, part in parts(DEMO).items():
        source = changed(source, name, part.value) if part.value else source
    made = parse(source, slug="freethemall")
    assert made == parse(DEMO, slug="freethemall")
    assert made.reading[Language.SPANISH]


# both at once


def test_what_was_changed_in_both_is_kept_of_both() -> None:
    text = BY_HAND.replace("Ask them.", "Ask them twice.")
    done = merged(BY_HAND, text, {"title": "Free them", "ask_en": "Ask them."})
    assert done.overruled == ()
    assert parts(done.source)["title"].value == "Free them"
    assert parts(done.source)["ask_en"].value == "Ask them twice."


def test_where_both_disagree_the_text_stands_and_it_is_told() -> None:
    text = BY_HAND.replace("Ask them.", "Ask them twice.")
    done = merged(BY_HAND, text, {"ask_en": "Ask nobody."})
    assert done.overruled == ("ask_en",)
    assert done.source == text


def test_empty_lines_above_the_settings_are_no_mistake() -> None:
    file = "---\r\ntitle: Bees\r\n---\r\n\r\n# Ask"
    assert plain(f"\ufeff\r\n  \r\n{file}") == "---\ntitle: Bees\n---\n\n# Ask"
    assert plain("\n\n") == ""


def test_a_browser_changes_nothing_by_itself() -> None:
    form = {name: part.value.replace("\n", "\r\n") for name, part in parts(DEMO).items()}
    assert merged(DEMO, DEMO, form) == merged(DEMO, DEMO, {})
    assert merged(DEMO, DEMO, form).source == DEMO


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("title:", "title"),
        ("- LIBRES", "keywords_en"),
        ("Dear", "letter_en"),
        ("Old", "subject_en"),
        ("Pass it on", "share_en"),
        ("Hello", "texts_en"),
        ("# what we want", ""),
    ],
)
def test_a_line_is_in_its_part(words: str, name: str) -> None:
    line = 1 + BY_HAND[: BY_HAND.index(words)].count("\n")
    assert part_at(BY_HAND, line) == name


@given(st.text(max_size=300), st.sampled_from(PARTS), st.text(max_size=60))
def test_whatever_the_file_holds_nothing_is_raised(source: str, name: str, value: str) -> None:
    changed(source, name, value)
    parts(changed(DEMO, name, value))
