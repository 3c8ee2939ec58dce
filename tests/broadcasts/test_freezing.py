"""An audience is written down in steps: each of them once, whoever takes it."""

from collections import Counter

import pytest
from sqlalchemy import select

from sms_line.broadcasting.starting import start, start_a_step
from sms_line.core.broadcasts.broadcast import Stage
from sms_line.store import freezing
from sms_line.store.broadcast_tables import broadcasts, lanes, recipients
from sms_line.store.tables import supporters
from tests.broadcasts.sending import crowd, figures, found, joins, look, planned, stage
from tests.whole_line import WholeLine, together


@pytest.fixture(autouse=True)
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freezing, "STEP", 30)


def written_down(line: WholeLine, broadcast_id: int) -> list[str]:
    """Their numbers; positions in each lane are 0, 1, 2, …"""
    theirs = (
        select(lanes.c.id, recipients.c.position, supporters.c.phone)
        .join_from(recipients, lanes, lanes.c.id == recipients.c.lane_id)
        .join(supporters, supporters.c.id == recipients.c.supporter_id)
        .where(lanes.c.broadcast_id == broadcast_id)
        .order_by(lanes.c.id, recipients.c.position)
    )
    with line.database.read() as tx:
        rows = tx.execute(theirs).all()
    lengths = Counter(row.id for row in rows)
    for lane, length in lengths.items():
        assert [row.position for row in rows if row.id == lane] == list(range(length))
    totals = {row.id: row.total for row in line.rows(lanes, lanes.c.broadcast_id == broadcast_id)}
    assert totals == dict(lengths)
    return sorted(row.phone for row in rows)


def test_in_steps(noon: WholeLine) -> None:
    joins(noon.database, crowd(100))
    sent, parts = planned(noon), noon.application.line.parts
    steps = 1
    while not start_a_step(parts, sent):
        assert stage(noon, sent) is Stage.FREEZING
        steps += 1
    assert steps == 4
    assert written_down(noon, sent) == sorted(crowd(100))
    assert (found(noon, sent).recipients, figures(noon, sent).queued) == (100, 100)


def test_who_comes_later_is_not_of_it(noon: WholeLine) -> None:
    joins(noon.database, crowd(50))
    sent, parts = planned(noon), noon.application.line.parts
    assert not start_a_step(parts, sent)
    joins(noon.database, crowd(120)[50:])
    start(parts, sent)
    assert written_down(noon, sent) == sorted(crowd(50))


def test_after_a_crash_in_the_middle(noon: WholeLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a step had not finished is as if it had not been begun."""
    joins(noon.database, crowd(100))
    sent, parts = planned(noon), noon.application.line.parts
    assert not start_a_step(parts, sent)
    real = freezing._lane
    fell = iter([None, None])

    def falls(*args: object) -> tuple[int, int]:
        for _ in fell:
            raise KeyboardInterrupt  # as rude as an end can be from inside
        return real(*args)

    monkeypatch.setattr(freezing, "_lane", falls)
    with pytest.raises(KeyboardInterrupt):
        start(parts, sent)
    with pytest.raises(KeyboardInterrupt):
        start(parts, sent)
    assert len(written_down(noon, sent)) == 30
    look(noon)
    assert written_down(noon, sent) == sorted(crowd(100))
    assert len(noon.twilio.taken) == 100


def test_several_at_once(noon: WholeLine) -> None:
    joins(noon.database, crowd(400))
    sent, parts = planned(noon), noon.application.line.parts
    together(*[lambda: start(parts, sent)] * 4)
    assert written_down(noon, sent) == sorted(crowd(400))
    assert found(noon, sent).recipients == 400


def test_ids_are_not_given_again(noon: WholeLine) -> None:
    joins(noon.database, crowd(2))
    before = {row.id for row in noon.rows(supporters)}
    noon.text("FORGET ME", crowd(2)[1])
    joins(noon.database, crowd(3)[2:])
    new = {row.id for row in noon.rows(supporters)} - before
    assert min(new) > max(before)


def test_who_is_left_out_is_counted_when_it_begins(noon: WholeLine) -> None:
    joins(noon.database, crowd(10))
    for phone in crowd(3):
        noon.text("STOP", phone)
    sent = planned(noon)
    start(noon.application.line.parts, sent)
    assert found(noon, sent).recipients == 7
    assert dict(found(noon, sent).left_out) == {"stopped": 3}


def test_variants_are_shared_out(noon: WholeLine) -> None:
    joins(noon.database, crowd(1_000))
    sent = planned(noon, words=({"en": "A"}, {"en": "B"}))
    start(noon.application.line.parts, sent)
    counted = Counter(row.variant for row in noon.rows(recipients))
    assert set(counted) == {0, 1}
    assert 400 < counted[0] < 600, "by halves, by chance"


@pytest.mark.parametrize("first", [999_990, 2_147_483_000])
def test_ids_of_large_groups(noon: WholeLine, monkeypatch: pytest.MonkeyPatch, first: int) -> None:
    """Up to the largest that PostgreSQL's integer holds."""
    monkeypatch.setattr(freezing, "STEP", 2_147_483_000)
    joins(noon.database, crowd(20))
    with noon.database.write() as tx:
        tx.execute(supporters.update().values(id=supporters.c.id + first))
    sent = planned(noon, words=({"en": "A"}, {"en": "B"}))
    start(noon.application.line.parts, sent)
    assert written_down(noon, sent) == sorted(crowd(20))


def test_cancelled_meanwhile(noon: WholeLine) -> None:
    joins(noon.database, crowd(100))
    sent, parts = planned(noon), noon.application.line.parts
    assert not start_a_step(parts, sent)
    with noon.database.write() as tx:
        tx.execute(broadcasts.update().values(state=Stage.CANCELLED.value))
    assert start_a_step(parts, sent)
    assert len(written_down(noon, sent)) == 30
