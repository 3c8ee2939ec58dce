"""Two open actions never share a keyword or a number."""

from dataclasses import replace
from datetime import date

import pytest

from sms_line.actions.collisions import collision
from sms_line.core.action import Action
from sms_line.core.people import Language
from tests.calls.offices import action

TODAY = date(2026, 11, 23)
NUMBER = "+13075550199"
THERE = replace(action(), number=NUMBER)
NEW = replace(THERE, slug="new", keywords={"NEW": Language.ENGLISH}, number="+13075550198")


@pytest.mark.parametrize(
    ("new", "there", "named", "reason"),
    [
        (NEW, THERE, "", "nothing is shared"),
        (replace(NEW, keywords=THERE.keywords), THERE, "keyword FREE", "the same keyword"),
        (replace(NEW, number=NUMBER), THERE, f"number {NUMBER}", "the same number"),
        (replace(NEW, number=""), replace(THERE, number=""), "", "neither has one of its own"),
        (replace(THERE, version=2), THERE, "", "a new version of itself"),
        (replace(NEW, number=NUMBER), replace(THERE, ends=TODAY), "number", "it ends tonight"),
        (replace(NEW, number=NUMBER), replace(THERE, ends=date(2026, 11, 22)), "", "it is over"),
    ],
)
def test_what_is_taken(new: Action, there: Action, named: str, reason: str) -> None:
    sentence = collision(new, [there], TODAY)
    assert (named in sentence) if named else sentence == "", reason
    assert not named or "freethemall" in sentence
