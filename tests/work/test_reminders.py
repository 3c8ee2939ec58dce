"""REMIND: a tag for each, and one broadcast for all, at ten on the day before."""

from datetime import UTC, datetime

from sms_line.broadcasting.resolving import understand
from sms_line.core.broadcasts.broadcast import Stage
from sms_line.store import actions, audience
from sms_line.store.broadcast_tables import broadcasts, tags
from tests.transcripts.conftest import action_path
from tests.whole_line import ANA, WholeLine

BEN = "+13075550101"


def load(line: WholeLine) -> None:
    with line.database.write() as tx:
        actions.add(tx, "march", action_path("march").read_text("utf-8"), line.clock.now())


def test_one_broadcast_for_all_who_ask(line: WholeLine) -> None:
    load(line)
    for who in (ANA, BEN):
        line.walk(who, ("MARCH", "82001", "Ana Diaz", "yes", "remind me"))
    (planned,) = line.rows(broadcasts)
    assert (planned.reminds, planned.action, planned.state) == (
        ("march", "march", Stage.SCHEDULED.value)
    )
    assert planned.local_at == "2026-12-04T10:00"
    # Ten o'clock on Guam, where the day begins.
    assert planned.at == datetime(2026, 12, 4, tzinfo=UTC)
    (words,) = planned.words
    assert "March for Clean Air: the day of action is tomorrow" in words["en"]
    assert "MARCHA" in words["es"]
    assert {row.tag for row in line.rows(tags)} == {"remind:march"}
    wanted = understand(line.application.line.parts, planned.audience).resolved
    with line.database.read() as tx:
        assert audience.counted(tx, wanted, planned.id).recipients == 2


def test_forget_me_forgets_the_reminder(line: WholeLine) -> None:
    load(line)
    line.walk(ANA, ("MARCH", "82001", "Ana Diaz", "yes", "remind me", "forget me"))
    assert line.count(tags) == 0
