"""Broadcasts that go as they should; STOP, FORGET ME, pause, resume and cancel while they go."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from sms_line.broadcasting import steering
from sms_line.broadcasting.steering import NotPossible
from sms_line.core.broadcasts.broadcast import Figures, Stage
from sms_line.core.broadcasts.skipped import Skipped
from sms_line.store import blocked, restoring
from sms_line.store.broadcast_tables import broadcasts, lanes, pacing
from sms_line.store.tables import texts
from sms_line.work.broadcasts.claims import Batch, Claims
from tests.broadcasts.sending import (
    NOON,
    ORGANIZER,
    adds_up,
    crowd,
    figures,
    found,
    joins,
    look,
    phones,
    planned,
    skipped,
    stage,
    started,
    statuses,
    texted,
)
from tests.whole_line import WholeLine, together


def claims(line: WholeLine, rate: float = 5000.0) -> Claims:
    """A worker's hands, which take texts and never send them."""
    return Claims(line.application.line.parts, rate)


def taken(batch: Batch) -> list[str]:
    return [ready.text.phone for ready in batch.ready]


def test_everybody_once(noon: WholeLine) -> None:
    joins(noon.database, phones(30))
    sent = started(noon)
    assert figures(noon, sent) == Figures(queued=30)
    look(noon)
    assert sorted(texted(noon)) == phones(30)
    assert figures(noon, sent) == Figures(sent=30)
    assert stage(noon, sent) is Stage.DONE
    look(noon)
    assert len(texted(noon)) == 30


def test_a_worker_starts_what_is_due(noon: WholeLine) -> None:
    joins(noon.database, phones(3))
    later = planned(noon, at=NOON + timedelta(hours=1))
    look(noon)
    assert (stage(noon, later), texted(noon)) == (Stage.SCHEDULED, [])
    noon.clock.moment += timedelta(hours=1)
    look(noon)
    assert (stage(noon, later), len(texted(noon))) == (Stage.DONE, 3)


def test_nobody_is_meant(noon: WholeLine) -> None:
    sent = started(noon, audience="tag:nobody")
    look(noon)
    assert (stage(noon, sent), figures(noon, sent)) == (Stage.DONE, Figures())


# Who is not texted after all


def test_stop_between_freezing_and_sending(noon: WholeLine) -> None:
    ana, ben, cruz, dee = phones(4)
    joins(noon.database, [ana, ben, cruz, dee])
    sent = started(noon)
    noon.text("STOP", ana)
    noon.text("FORGET ME", ben)
    with noon.database.write() as tx:
        blocked.add(tx=tx, database=noon.database, phone=cruz, reason="", who="x", now=NOON)
    look(noon)
    assert texted(noon) == [dee]
    assert figures(noon, sent) == Figures(sent=1, skipped=3)
    assert skipped(noon, sent) == {Skipped.STOPPED: 3}


def test_who_is_forgotten_and_comes_back_is_somebody_else(noon: WholeLine) -> None:
    """SQLite must not give the id of a recipient who is gone to the next who joins."""
    ana, ben = phones(2)
    joins(noon.database, [ana])
    sent = started(noon)
    noon.text("FORGET ME", ana)
    joins(noon.database, [ben])
    look(noon)
    assert texted(noon) == []
    assert figures(noon, sent) == Figures(skipped=1)


def test_stop_before_the_second_try(noon: WholeLine) -> None:
    (ana,) = phones(1)
    joins(noon.database, [ana])
    sent = started(noon)
    look(noon)
    (row,) = noon.rows(texts, texts.c.broadcast_id == sent)
    noon.report(row.id, row.sid, "undelivered", 30003)
    assert figures(noon, sent) == Figures(queued=1)
    noon.text("STOP", ana)
    noon.clock.moment += timedelta(hours=1)
    look(noon)
    look(noon)
    assert len(texted(noon)) == 1
    assert (figures(noon, sent), stage(noon, sent)) == (Figures(skipped=1), Stage.DONE)
    assert skipped(noon, sent) == {Skipped.HELD_BACK: 1}


def test_words_that_lack_something(noon: WholeLine) -> None:
    ana, ben = phones(2)
    joins(noon.database, [ana], name="Ana Diaz")
    joins(noon.database, [ben])
    sent = started(noon, "{{ first_name }}, call now.")
    look(noon)
    assert texted(noon) == [ana]
    assert (figures(noon, sent), stage(noon, sent)) == (Figures(sent=1, skipped=1), Stage.DONE)
    assert skipped(noon, sent) == {Skipped.INCOMPLETE: 1}


def test_many_whom_the_words_do_not_fit_are_looked_at_in_parts(noon: WholeLine) -> None:
    joins(noon.database, crowd(2_500))
    sent = started(noon, "{{ first_name }}, call now.")
    assert taken(claims(noon).next(500)) == []
    assert 0 < figures(noon, sent).skipped < 2_500, "no transaction without an end"
    look(noon)
    assert (figures(noon, sent), stage(noon, sent)) == (Figures(skipped=2_500), Stage.DONE)


# Organizers at the wheel


def test_pause_and_resume(noon: WholeLine) -> None:
    joins(noon.database, phones(20))
    parts, sent = noon.application.line.parts, started(noon)
    first = claims(noon).next(5)
    steering.pause(parts, sent, ORGANIZER)
    assert taken(claims(noon).next(5)) == []
    look(noon)
    assert texted(noon) == []
    assert found(noon, sent).why == f"Paused by {ORGANIZER}."
    adds_up(noon, sent)
    steering.resume(parts, sent, ORGANIZER)
    look(noon)
    assert sorted(texted(noon) + taken(first)) == phones(20)
    assert figures(noon, sent) == Figures(queued=5, sent=15)


def test_pause_while_the_audience_is_written_down_or_before(noon: WholeLine) -> None:
    joins(noon.database, phones(3))
    parts, sent = noon.application.line.parts, planned(noon)
    steering.pause(parts, sent, ORGANIZER)
    look(noon)
    assert (stage(noon, sent), found(noon, sent).recipients) == (Stage.PAUSED, 0)
    steering.resume(parts, sent, ORGANIZER)
    look(noon)
    assert len(texted(noon)) == 3


def test_going_on_needs_no_audience_any_more(noon: WholeLine) -> None:
    """What it spoke of may have changed since; who is meant is written down."""
    joins(noon.database, phones(3), state="WY")
    parts, sent = noon.application.line.parts, started(noon, audience="state:WY")
    steering.pause(parts, sent, ORGANIZER)
    with noon.database.write() as tx:
        tx.execute(update(broadcasts).values(audience="legislator:Z999999"))
    steering.resume(parts, sent, ORGANIZER)
    look(noon)
    assert len(texted(noon)) == 3


def test_an_audience_that_cannot_be_found_any_more(noon: WholeLine) -> None:
    joins(noon.database, phones(3))
    sent, other = planned(noon), planned(noon)
    with noon.database.write() as tx:
        lost = update(broadcasts).where(broadcasts.c.id == sent)
        tx.execute(lost.values(audience="legislator:Z999999"))
    look(noon)
    assert stage(noon, sent) is Stage.PAUSED
    assert found(noon, sent).why.startswith("Its audience cannot be found any more: ")
    assert (stage(noon, other), len(texted(noon))) == (Stage.DONE, 3)


def test_cancel(noon: WholeLine) -> None:
    joins(noon.database, phones(20))
    parts, sent = noon.application.line.parts, started(noon)
    steering.cancel(parts, sent, ORGANIZER)
    look(noon)
    assert texted(noon) == []
    assert (figures(noon, sent), stage(noon, sent)) == (Figures(skipped=20), Stage.CANCELLED)
    assert skipped(noon, sent) == {Skipped.CANCELLED: 20}
    with pytest.raises(NotPossible, match="it is cancelled"):
        steering.resume(parts, sent, ORGANIZER)


def test_cancel_with_texts_in_hand(noon: WholeLine) -> None:
    """What comes back from a worker, or undelivered, after that is not sent again."""
    joins(noon.database, phones(3))
    sent = started(noon)
    look(noon)
    first, second, _ = noon.rows(texts, texts.c.broadcast_id == sent)
    joins(noon.database, phones(1, "212"))
    noon.report(first.id, first.sid, "undelivered", 30003)
    look(noon)
    assert stage(noon, sent) is Stage.SENDING, "one text is to be sent once more"
    steering.cancel(noon.application.line.parts, sent, ORGANIZER)
    noon.report(second.id, second.sid, "undelivered", 30003)
    noon.clock.moment += timedelta(hours=1)
    look(noon)
    look(noon)
    assert len(texted(noon)) == 3
    assert figures(noon, sent) == Figures(sent=1, skipped=2)


def test_a_text_that_came_back_when_all_seemed_done(noon: WholeLine) -> None:
    (ana,) = phones(1)
    joins(noon.database, [ana])
    sent = started(noon)
    look(noon)
    assert stage(noon, sent) is Stage.DONE
    (row,) = noon.rows(texts, texts.c.broadcast_id == sent)
    noon.report(row.id, row.sid, "undelivered", 30003)
    look(noon)
    assert (stage(noon, sent), texted(noon)) == (Stage.SENDING, [ana]), "not at once"
    noon.clock.moment += timedelta(minutes=31)
    look(noon)
    assert (stage(noon, sent), texted(noon)) == (Stage.DONE, [ana, ana])
    assert (figures(noon, sent), statuses(noon, sent)) == (
        Figures(sent=1),
        ["retried", "accepted"],
    )


def test_a_second_organizer(noon: WholeLine) -> None:
    joins(noon.database, phones(2))
    parts = noon.application.line.parts
    sent = planned(noon)
    with noon.database.write() as tx:
        tx.execute(update(broadcasts).values(state=Stage.PROPOSED.value))
    look(noon)
    assert texted(noon) == []
    with pytest.raises(NotPossible, match="Somebody else"):
        steering.approve(parts, sent, ORGANIZER)
    steering.approve(parts, sent, "ben@group.example")
    look(noon)
    assert len(texted(noon)) == 2
    for does in (steering.approve, steering.resume, steering.cancel, steering.pause):
        with pytest.raises(NotPossible):
            does(parts, sent, "ben@group.example")


def test_what_a_backup_brings_back_waits_for_an_organizer(noon: WholeLine) -> None:
    """Who was texted after it was made would be texted again."""
    joins(noon.database, phones(2))
    sent = started(noon)
    with noon.database.write() as tx:
        restoring.doubt(tx, NOON)
    look(noon)
    assert (texted(noon), stage(noon, sent)) == ([], Stage.PAUSED)
    assert "backup" in found(noon, sent).why


# Many hands


def test_no_two_hands_take_the_same(noon: WholeLine) -> None:
    joins(noon.database, crowd(1_000))
    started(noon)
    hands = [claims(noon) for _ in range(8)]

    def take(each: Claims) -> list[str]:
        mine: list[str] = []
        while batch := taken(each.next(40)):
            mine += batch
        return mine

    shares = together(*[lambda each=each: take(each) for each in hands])
    # Moments that are too far away end a share; what is left is there to be taken in their time.
    with noon.database.write() as tx:
        tx.execute(update(pacing).values(next_at=0.0))
    rest = take(claims(noon, rate=1e6))
    everybody = [phone for share in [*shares, rest] for phone in share]
    assert sorted(everybody) == sorted(crowd(1_000))


def test_pumps_side_by_side(noon: WholeLine) -> None:
    joins(noon.database, crowd(300))
    sent = started(noon)
    together(*[lambda: look(noon)] * 4)
    assert sorted(texted(noon)) == sorted(crowd(300))
    assert figures(noon, sent) == Figures(sent=300)


def test_a_hand_that_comes_to_the_end_of_a_lane(noon: WholeLine) -> None:
    joins(noon.database, phones(7))
    started(noon)
    assert len(taken(claims(noon).next(5))) == 5
    assert len(taken(claims(noon).next(5))) == 2
    assert claims(noon).next(5) == Batch()
    (lane,) = noon.rows(lanes)
    assert (lane.next, lane.total) == (7, 7)
