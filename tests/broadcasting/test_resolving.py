"""Legislators, districts, actions and tags in an audience, against the fixtures' directory."""

from collections.abc import Callable

import pytest
from sqlalchemy import insert

from sms_line.broadcasting.resolving import understand
from sms_line.core.broadcasts.audience import AudienceMistake
from sms_line.store.broadcast_tables import tags
from tests.whole_line import WholeLine

UNDERSTOOD = [
    ("state:WY", "state:WY", "a state stays"),
    ("legislator:B001261", "state:WY", "a senator's people are the state's"),
    ("senator:“John Barrasso”", "state:WY", "by name"),
    ("senator:Barrasso", "state:WY", "by last name"),
    ("legislator:Sen. Barrasso", "state:WY", "with a title"),
    ("senator:luján", "state:NM", "with an accent, in small letters"),
    ("senator:Ben Lujan", "state:NM", "without, and without the middle name"),
    ("representative:Harriet Hageman", "state:WY", "the one seat of a state is the state"),
    ("rep:Doggett", "district:TX-37", "one of many is the district"),
    ("not (rep:Doggett or tag:x)", "not (district:TX-37 or tag:x)", "wherever it stands"),
    ("-senator:Barrasso", "not state:WY", "behind a dash"),
    ("district:TX-37", "district:TX-37", "a district that there is"),
    ("wrote:freethemall", "wrote:freethemall", "an action that is loaded"),
    ("called:free", "called:freethemall", "or its keyword"),
    ("wrote:libres", "wrote:freethemall", "in any language"),
]


@pytest.mark.parametrize(("words", "resolved", "why"), UNDERSTOOD)
def test_what_is_understood(line: WholeLine, words: str, resolved: str, why: str) -> None:
    understood = understand(line.application.line.parts, words)
    assert str(understood.resolved) == resolved, why


WRONG = [
    ("tag:x senator:Baraso", 14, "did you mean John Barrasso (WY, B001261)?", "a slip"),
    ("senator:Nobody", 8, "write the name or the bioguide", "nobody near"),
    ("senator:Doggett", 8, "Nobody called 'Doggett'", "sits in the House"),
    ("legislator:John", 11, "'John' may be", "several of that name"),
    ("legislator:Z999999", 11, "Nobody called", "a bioguide that nobody has"),
    ("district:TX-99", 9, "There is no district TX-99", "too high a number"),
    ("district:WY-1", 9, "its one seat is WY-AL", "a state with one seat"),
    ("not wrote:freethemal", 10, "did you mean freethemall?", "would have meant everybody"),
    ("called:zzz", 7, "sms-line action list", "nothing near"),
]


@pytest.mark.parametrize(("words", "position", "sentence", "why"), WRONG)
def test_what_does_not_exist(
    line: WholeLine, words: str, position: int, sentence: str, why: str
) -> None:
    with pytest.raises(AudienceMistake) as mistake:
        understand(line.application.line.parts, words)
    assert sentence in mistake.value.sentence, why
    assert words[mistake.value.position :] == words[position:], why


def test_a_tag_that_nobody_has_is_warned_of(line: WholeLine) -> None:
    with line.database.write() as tx:
        tx.execute(insert(tags).values(supporter_id=1, tag="volunteer"))
    parts = line.application.line.parts
    assert understand(parts, "tag:volunteer").warnings == ()
    assert understand(parts, "tag:volunteer -tag:volunter").warnings == (
        "Nobody has the tag 'volunter'.",
    )


def test_nothing_is_known_before_the_first_sync(open_line: Callable[..., WholeLine]) -> None:
    line = open_line()
    with line.database.write() as tx:
        tx.exec_driver_sql("DELETE FROM directory_editions")
    with pytest.raises(AudienceMistake, match="data sync"):
        understand(line.application.line.parts, "senator:Barrasso")
