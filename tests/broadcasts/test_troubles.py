"""The carrier's codes and bad moments, the pace that all share, and figures that always add up."""

import random
import time
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import event

from sms_line.broadcasting import steering
from sms_line.broadcasting.starting import start
from sms_line.carrier import rest
from sms_line.core.broadcasts.broadcast import Figures, Stage
from sms_line.store import broadcasts as store
from sms_line.store import pacing
from sms_line.store.broadcast_tables import broadcasts
from sms_line.store.broadcasts import Troubles
from sms_line.store.tables import suppressions, texts
from sms_line.work.broadcasts.alarms import what_is_wrong
from sms_line.work.broadcasts.claims import Claims
from tests.broadcasts.sending import (
    NEW_YORK,
    NOON,
    ORGANIZER,
    SEATTLE,
    adds_up,
    crowd,
    figures,
    found,
    joins,
    look,
    phones,
    stage,
    started,
    texted,
)
from tests.doubles.twilio_server import Fault
from tests.whole_line import WholeLine, together


def hands(line: WholeLine) -> Claims:
    """A worker's, which take texts and never send them."""
    return Claims(line.application.line.parts, 5000.0)


WRONG = [
    (Troubles(1_000, 19, {30008: 19}), None, "a few always fail"),
    (Troubles(25, 19, {30008: 19}), None, "of a handful nothing follows"),
    (Troubles(150, 20, {30008: 20}), "20 of 150 texts failed", "more than a tenth"),
    (Troubles(1_000, 100, {30003: 60, 30008: 40}), None, "a tenth is not more than a tenth"),
    (Troubles(1_000, 101, {30003: 60, 30008: 41}), "mostly with Twilio error 30003", "it is now"),
    (Troubles(400, 10, {30007: 10}), "Carriers filtered 10 of 400", "the words are at fault"),
    (Troubles(100, 9, {30007: 9}), None, "nine may be chance"),
    (Troubles(5, 1, {21408: 1}), "may not text this region: allow it", "one is enough"),
    (Troubles(5, 2, {21408: 2}, {21408: 2}), None, "they know, and went on"),
    (Troubles(5, 2, {21408: 2}, {21408: 1}), "region", "one is new"),
    (Troubles(5, 1, {30034: 1}, {30034: 1}), "not registered", "nothing can leave"),
    (Troubles(5, 1, {30034: 1}), "not registered (10DLC): finish", "one is enough"),
    (
        Troubles(5, 0, {20003: 1}),
        "credentials were refused: check",
        "a text that waits because of it",
    ),
    (Troubles(5, 5, {}), None, "nothing is known of them"),
]


@pytest.mark.parametrize(("troubles", "words", "why"), WRONG)
def test_what_is_wrong(troubles: Troubles, words: str | None, why: str) -> None:
    alarm = what_is_wrong(troubles)
    assert (alarm is not None) is (words is not None), why
    assert words is None or (alarm and words in alarm.why)


@pytest.mark.parametrize(
    ("code", "everything"),
    [(21408, False), (20003, True), (20005, True), (30034, True)],
)
def test_codes_that_stop(line: WholeLine, code: int, everything: bool) -> None:
    line.clock.moment = NOON.replace(hour=14)  # nine in New York, six in Seattle
    ana, ben, cruz = phones(3, NEW_YORK)
    joins(line.database, [ana, ben, cruz, *phones(2, SEATTLE)])
    if code < 30000:
        line.twilio.refuse(ana, code)
    other = started(line, local_at="2026-11-30T12:00")
    sent = started(line)
    look(line)
    if code > 30000:
        (row,) = line.rows(texts, texts.c.phone == ana)
        line.report(row.id, row.sid, "undelivered", code)
        look(line)
    assert stage(line, sent) is Stage.PAUSED
    assert f"(Twilio error {code})" in found(line, sent).why
    assert (stage(line, other) is Stage.PAUSED) is everything
    adds_up(line, sent)


@pytest.mark.parametrize("code", [21610, 21211, 30005, 30006])
def test_codes_after_which_somebody_is_let_be(noon: WholeLine, code: int) -> None:
    ana, ben = phones(2)
    joins(noon.database, [ana, ben])
    if code < 30000:
        noon.twilio.refuse(ana, code)
    sent = started(noon)
    look(noon)
    if code > 30000:
        (row,) = noon.rows(texts, texts.c.phone == ana)
        noon.report(row.id, row.sid, "undelivered", code)
    assert noon.count(suppressions, suppressions.c.phone == ana) == 1
    assert figures(noon, sent) == Figures(sent=1, failed=1)
    again = started(noon)
    look(noon)
    assert figures(noon, again) == Figures(sent=1)


def test_too_many_requests_make_all_rest(noon: WholeLine) -> None:
    joins(noon.database, phones(30))
    sent = started(noon)
    first = hands(noon).next(1)
    with noon.database.write() as tx:
        pacing.hold_off(noon.database, tx, 30)
    rested = hands(noon).next(10)
    assert (len(first.ready), rested.ready) == (1, ())
    assert 25 < rested.wait < 30
    with noon.database.write() as tx:
        own = pacing.reserve(noon.database, tx, [pacing.Asked(1)], 5000.0, 1.0, most=1)
    assert own.delays == ((),), "the line's own texts rest, too"
    adds_up(noon, sent)


def test_a_429_gives_the_text_back(noon: WholeLine) -> None:
    joins(noon.database, phones(5))
    noon.twilio.retry_after = 1
    noon.twilio.trip(Fault.TOO_MANY, times=2)
    sent = started(noon)
    for _ in range(4):
        look(noon)
        adds_up(noon, sent)
        noon.clock.moment += timedelta(seconds=30)
    assert sorted(texted(noon)) == phones(5)
    assert figures(noon, sent) == Figures(sent=5)


def test_who_goes_on_is_judged_by_what_comes_then(noon: WholeLine) -> None:
    """Else a million that went well before would hide that everything fails now."""
    joins(noon.database, phones(30))
    sent, parts = started(noon), noon.application.line.parts
    hands(noon).next(20)
    steering.pause(parts, sent, ORGANIZER)
    steering.resume(parts, sent, ORGANIZER)
    start(parts, sent)
    hands(noon).next(4)
    with noon.database.read() as tx:
        assert store.troubles(tx, found(noon, sent)).handled == 4


def test_one_that_fails_does_not_keep_the_others(noon: WholeLine) -> None:
    """Words that this release cannot read any more, say."""
    joins(noon.database, phones(5))
    broken, sound = started(noon), started(noon)
    with noon.database.write() as tx:
        mine = broadcasts.update().where(broadcasts.c.id == broken)
        tx.execute(mine.values(words=[{"en": "{{ no.such.field }}"}]))
    look(noon)
    look(noon)
    assert (stage(noon, broken), stage(noon, sound)) == (Stage.PAUSED, Stage.DONE)
    assert "worker's log" in found(noon, broken).why
    assert sorted(texted(noon)) == phones(5)
    adds_up(noon, broken)


def test_a_rest_has_an_end(noon: WholeLine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a proxy answers: all workers heed it, and nobody could end a rest of a day."""
    monkeypatch.setattr(rest, "LONGEST_REST", 1)
    joins(noon.database, phones(1))
    noon.twilio.retry_after = 99_999
    noon.twilio.trip(Fault.TOO_MANY)
    sent = started(noon)
    look(noon)
    (row,) = noon.rows(texts, texts.c.broadcast_id == sent)
    assert (row.status, row.due_at) == ("waiting", noon.clock.now() + timedelta(seconds=1))
    noon.clock.moment += timedelta(seconds=1)
    look(noon)
    assert texted(noon) == phones(1)


@pytest.mark.parametrize("fault", [Fault.RESET_AFTER_TAKING, Fault.BROKEN_AFTER_TAKING])
def test_taken_without_an_answer(noon: WholeLine, fault: Fault) -> None:
    joins(noon.database, phones(10))
    noon.twilio.trip(fault, times=3)
    sent = started(noon)
    look(noon)
    assert figures(noon, sent) == Figures(queued=3, sent=7)
    assert stage(noon, sent) is Stage.SENDING, "three may not have left"
    noon.clock.moment += timedelta(minutes=2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sms_line.carrier.client.CLOCK_SECONDS", 10**9)  # the story's clock is ahead
        noon.work()
    look(noon)
    assert sorted(texted(noon)) == phones(10)
    assert (figures(noon, sent), stage(noon, sent)) == (Figures(sent=10), Stage.DONE)


def test_reports_before_the_answer_and_in_any_order(noon: WholeLine) -> None:
    joins(noon.database, phones(10))
    sent = started(noon)
    batch = hands(noon).next(10)
    for ready in batch.ready:
        for status in random.Random(ready.text.id).sample(["queued", "sent", "delivered"], 3):
            assert noon.report(ready.text.id, f"SM{ready.text.id:032x}", status) == 204
    look(noon)
    assert texted(noon) == [], "they have been settled by the reports"
    assert (figures(noon, sent), stage(noon, sent)) == (Figures(delivered=10), Stage.DONE)


def test_a_worker_that_died_with_texts_in_its_hands(noon: WholeLine) -> None:
    joins(noon.database, phones(10))
    sent = started(noon)
    hands(noon).next(4)
    look(noon)
    assert figures(noon, sent) == Figures(queued=4, sent=6)
    noon.clock.moment += timedelta(seconds=50)
    look(noon)
    noon.drain()
    assert figures(noon, sent) == Figures(queued=4, sent=6), "it may be alive"
    noon.clock.moment += timedelta(seconds=11)
    look(noon)
    noon.drain()
    look(noon)
    assert sorted(texted(noon)) == phones(10)
    assert (figures(noon, sent), stage(noon, sent)) == (Figures(sent=10), Stage.DONE)


# The pace


def moments(
    noon: WholeLine, *asked: pacing.Asked, rate: float, most: int = 500
) -> list[list[float]]:
    with noon.database.write() as tx:
        got = pacing.reserve(noon.database, tx, list(asked), rate, 0.6, most=500)
    return [list(delays) for delays in got.delays]


def test_moments_are_given_once(noon: WholeLine) -> None:
    (first,) = moments(noon, pacing.Asked(5), rate=50)
    assert [round(b - a, 3) for a, b in pairwise(first)] == [0.02] * 4
    shares = together(*[lambda: moments(noon, pacing.Asked(3), rate=50)] * 4)
    assert sum(len(share) for (share,) in shares) == 12
    (rest,) = moments(noon, pacing.Asked(500), rate=50)
    assert len(rest) < 30, "none beyond the horizon"


def test_what_a_claim_does_later_puts_no_moment_off(noon: WholeLine) -> None:
    """On a slow database they would come late unseen, and meet those that another worker took."""
    began, written = time.monotonic(), []

    def note(_one: object, _two: object, statement: str, *_rest: object) -> None:
        if statement.startswith("UPDATE pacing"):
            written.append(time.monotonic())

    event.listen(noon.database.engine, "before_cursor_execute", note)
    with noon.database.write() as tx:
        got = pacing.reserve(noon.database, tx, [pacing.Asked(1)], 50, 0.6, most=1)
    event.remove(noon.database.engine, "before_cursor_execute", note)
    assert began <= got.since - got.blur <= got.since <= written[0]


def test_a_slower_one_leaves_its_moments_to_another(noon: WholeLine) -> None:
    slow, fast = moments(noon, pacing.Asked(500, "broadcast:1", 10.0), pacing.Asked(500), rate=100)
    assert 5 <= len(slow) <= 6
    assert 45 <= len(fast) <= 55
    assert all(b - a > 0.08 for a, b in pairwise(slow))


def test_two_at_once_take_turns(noon: WholeLine) -> None:
    joins(noon.database, phones(40))
    first, second = started(noon), started(noon)
    batch = hands(noon).next(20)
    whose = [noon.rows(texts, texts.c.id == ready.text.id)[0].broadcast_id for ready in batch.ready]
    assert (whose.count(first), whose.count(second)) == (10, 10)
    look(noon)
    assert {figures(noon, each).sent for each in (first, second)} == {30}


# Whatever happens

REPORTED = (30001, 30003, 30004, 30006, 30008, 21408, 30034)


@pytest.mark.parametrize("seed", range(4))
def test_figures_always_add_up(noon: WholeLine, seed: int) -> None:
    chance = random.Random(seed)
    everybody = crowd(60)
    joins(noon.database, everybody)
    sent, parts = started(noon), noon.application.line.parts
    worker = hands(noon)

    def report() -> None:
        rows = noon.rows(texts, texts.c.broadcast_id == sent, texts.c.phone.is_not(None))
        if rows:
            row = chance.choice(rows)
            status = chance.choice(["sent", "delivered", "undelivered", "failed"])
            noon.report(row.id, row.sid or "", status, chance.choice([None, *REPORTED]))

    def pause() -> None:
        if stage(noon, sent) in {Stage.SENDING, Stage.SCHEDULED}:
            steering.pause(parts, sent, ORGANIZER)

    def resume() -> None:
        if stage(noon, sent) is Stage.PAUSED:
            steering.resume(parts, sent, ORGANIZER)
            look(noon)

    def wait() -> None:
        noon.clock.moment += timedelta(minutes=chance.choice([1, 31, 61]))

    steps = [
        lambda: look(noon),
        lambda: worker.next(chance.randrange(1, 9)),
        report,
        report,
        pause,
        resume,
        wait,
        lambda: noon.text("STOP", chance.choice(everybody)),
        lambda: noon.text("FORGET ME", chance.choice(everybody)),
        lambda: noon.twilio.trip(chance.choice([Fault.TOO_MANY, Fault.RESET_BEFORE_TAKING])),
        noon.work,
    ]
    for _ in range(40):
        chance.choice(steps)()
        adds_up(noon, sent)
    if stage(noon, sent) not in {Stage.DONE, Stage.CANCELLED}:
        steering.cancel(parts, sent, ORGANIZER)
        adds_up(noon, sent)
