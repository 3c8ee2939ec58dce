"""Above a size that the group sets, a second organizer has to say yes."""

from collections.abc import Callable

import pytest

from sms_line.broadcasting import steering
from sms_line.broadcasting.steering import NotPossible
from sms_line.core.broadcasts.broadcast import Stage
from sms_line.store import broadcast_rules
from sms_line.store.broadcast_rules import BroadcastRules
from sms_line.store.desk_tables import audit
from tests.broadcasts.sending import (
    NEW_YORK,
    NOON,
    ORGANIZER,
    found,
    joins,
    look,
    phones,
    planned,
    stage,
    texted,
)
from tests.whole_line import WholeLine

ANOTHER = "ben@group.example"


@pytest.fixture
def careful(open_line: Callable[..., WholeLine]) -> WholeLine:
    """Three recipients may be texted without a second organizer."""
    line = open_line(approval_above=3)
    line.clock.moment = NOON
    return line


def test_up_to_the_size_nobody_is_asked(careful: WholeLine) -> None:
    joins(careful.database, phones(3))
    assert stage(careful, planned(careful)) is Stage.SCHEDULED


def test_above_it_another_organizer_approves(careful: WholeLine) -> None:
    parts = careful.application.line.parts
    joins(careful.database, phones(4))
    sent = planned(careful)
    assert stage(careful, sent) is Stage.PROPOSED
    assert found(careful, sent).why == (
        "It goes to 4 people; above 3 another organizer has to approve it."
    )
    look(careful)
    assert texted(careful) == []
    with pytest.raises(NotPossible, match="Somebody else"):
        steering.approve(parts, sent, ORGANIZER)
    steering.approve(parts, sent, ANOTHER)
    look(careful)
    assert len(texted(careful)) == 4
    assert found(careful, sent).approved_by == ANOTHER
    deeds = [(row.who, row.did) for row in careful.rows(audit, audit.c.kind == "broadcast")]
    assert deeds == [(ORGANIZER, "planned"), (ANOTHER, "approved")]


def test_an_audience_that_has_grown_waits(careful: WholeLine) -> None:
    parts = careful.application.line.parts
    joins(careful.database, phones(3))
    sent = planned(careful)
    joins(careful.database, phones(2, NEW_YORK))
    look(careful)
    assert (stage(careful, sent), texted(careful)) == (Stage.PROPOSED, [])
    assert found(careful, sent).why.startswith("It goes to 5 people")
    with pytest.raises(NotPossible):
        steering.resume(parts, sent, ORGANIZER)
    steering.approve(parts, sent, ANOTHER)
    look(careful)
    assert (stage(careful, sent), len(texted(careful))) == (Stage.DONE, 5)


def test_a_pause_is_no_way_around_it(careful: WholeLine) -> None:
    parts = careful.application.line.parts
    joins(careful.database, phones(3))
    sent = planned(careful)
    steering.pause(parts, sent, ORGANIZER)
    joins(careful.database, phones(2, NEW_YORK))
    steering.resume(parts, sent, ORGANIZER)
    look(careful)
    assert (stage(careful, sent), texted(careful)) == (Stage.PROPOSED, [])


@pytest.mark.parametrize(("rule", "size"), [(2, 2), (5, 3), (None, 3)])
def test_the_smaller_of_rule_and_setting_counts(
    careful: WholeLine, rule: int | None, size: int
) -> None:
    database = careful.database
    with database.write() as tx:
        decided = BroadcastRules(approval_above=rule)
        broadcast_rules.decide(database, tx, decided, "owner@line.example", NOON)
    joins(database, phones(size))
    assert stage(careful, planned(careful)) is Stage.SCHEDULED
    joins(database, phones(1, NEW_YORK))
    later = planned(careful)
    assert stage(careful, later) is Stage.PROPOSED
    assert f"above {size} another" in found(careful, later).why


def test_a_rule_holds_for_what_is_planned_already(careful: WholeLine) -> None:
    joins(careful.database, phones(3))
    sent = planned(careful)
    with careful.database.write() as tx:
        decided = BroadcastRules(approval_above=0)
        broadcast_rules.decide(careful.database, tx, decided, "owner@line.example", NOON)
    look(careful)
    assert (stage(careful, sent), texted(careful)) == (Stage.PROPOSED, [])


def test_who_was_left_out_is_not_counted(careful: WholeLine) -> None:
    joins(careful.database, phones(4))
    careful.text("stop", phones(1)[0])
    assert stage(careful, planned(careful)) is Stage.SCHEDULED
