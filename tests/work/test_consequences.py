"""Texts that the carrier could not bring over: once more, never twice more, and who is let be."""

from datetime import UTC, datetime, timedelta

import pytest

from sms_line.store.tables import suppressions, texts
from sms_line.work.consequences import RETRY_AFTER, wait
from tests.whole_line import ANA, WholeLine


def statuses(line: WholeLine) -> list[str]:
    return [row.status for row in line.rows(texts, texts.c.body == "News for you.")]


def undelivered(line: WholeLine, code: int) -> None:
    """The carrier reports of its newest text that it never arrived."""
    row = line.rows(texts, texts.c.body == "News for you.")[-1]
    assert line.report(row.id, row.sid, "undelivered", code) == 204


@pytest.mark.parametrize(
    "code",
    [
        30003,  # the handset is off
        30008,  # nobody knows why
    ],
)
def test_once_more_and_no_third_time(line: WholeLine, code: int) -> None:
    line.text("free")
    line.push("News for you.")
    line.work()
    undelivered(line, code)
    line.work()
    assert statuses(line) == ["retried", "waiting"], "not at once: the handset is still off"
    line.clock.moment += RETRY_AFTER + timedelta(seconds=1)
    line.work()
    assert statuses(line) == ["retried", "accepted"]
    undelivered(line, code)
    line.clock.moment += RETRY_AFTER + timedelta(seconds=1)
    line.work()
    assert statuses(line) == ["retried", "undelivered"]


def hours(*waits: float) -> list[timedelta]:
    return [timedelta(hours=each) for each in waits]


@pytest.mark.parametrize(
    ("code", "before", "waits", "why"),
    [
        (30003, [], 0.5, "off, or out of reach"),
        (30003, ["30003"], None, "once is enough"),
        (30003, ["30008"], None, "both are tried once, together"),
        (30003, ["30001"], 0.5, "a full queue said nothing of the handset"),
        (30001, ["30001", "30003", "30001"], 2, "its own waits go on"),
        (30003, ["30034"], 0.5, "it never left before"),
        (30001, ["", "given up"], 0.5, "words of the line's own"),
        (30006, [], None, "a landline stays one"),
    ],
)
def test_how_long_a_text_waits(code: int, before: list[str], waits: float | None, why: str) -> None:
    expected = None if waits is None else timedelta(hours=waits)
    assert wait(code, before) == expected, why


def test_a_queue_that_overflowed_is_tried_ever_more_rarely(line: WholeLine) -> None:
    line.text("free")
    line.push("News for you.")
    line.work()
    line.clock.moment = datetime(2026, 11, 24, 17, tzinfo=UTC)  # ten in the morning in Cheyenne
    for waits in hours(0.5, 1, 2, 4):
        undelivered(line, 30001)
        line.clock.moment += waits - timedelta(seconds=1)
        line.work()
        assert statuses(line)[-1] == "waiting", "the queue is still full"
        line.clock.moment += timedelta(seconds=2)
        line.work()
        assert statuses(line)[-1] == "accepted"
    undelivered(line, 30001)
    line.clock.moment += timedelta(hours=8, seconds=1)  # half past one at night
    line.work()
    assert statuses(line)[-1] == "waiting", "a text that late is no answer: nobody is woken"
    line.clock.moment = datetime(2026, 11, 25, 16, 0, 1, tzinfo=UTC)  # nine in the morning
    line.work()
    undelivered(line, 30001)
    assert statuses(line) == ["retried"] * 5 + ["undelivered"], "and no sixth time"


def test_a_report_of_the_first_try_changes_nothing_later(line: WholeLine) -> None:
    line.text("free")
    first = line.push("News for you.")
    line.work()
    sid = line.rows(texts, texts.c.id == first)[0].sid
    undelivered(line, 30003)
    assert line.report(first, sid, "delivered") == 204
    assert line.report(first, sid, "undelivered", 30003) == 204
    assert statuses(line) == ["retried", "waiting"]


def test_stop_before_the_second_try(line: WholeLine) -> None:
    line.text("free")
    line.push("News for you.")
    line.work()
    undelivered(line, 30003)
    line.text("stop")
    line.clock.moment += RETRY_AFTER + timedelta(seconds=1)
    line.work()
    assert statuses(line) == ["retried", "withheld"]


def test_forgotten_before_the_report_comes(line: WholeLine) -> None:
    line.text("free")
    pushed = line.push("News for you.")
    line.work()
    sid = line.rows(texts, texts.c.id == pushed)[0].sid
    line.text("forget me")
    assert line.report(pushed, sid, "undelivered", 30003) == 204
    assert line.count(texts, texts.c.repeats.is_not(None)) == 0


def test_blocked_by_the_carrier_twice_is_let_be(line: WholeLine) -> None:
    line.text("free")
    line.push("News for you.")
    line.work()
    undelivered(line, 30004)
    assert line.count(suppressions, suppressions.c.phone == ANA) == 0, "once may be chance"
    line.push("News for you.")
    line.work()
    undelivered(line, 30004)
    assert line.count(suppressions, suppressions.c.phone == ANA) == 1


def test_who_came_back_is_blocked_twice_anew(line: WholeLine) -> None:
    line.text("free")
    for _ in range(2):
        line.push("News for you.")
        line.work()
        undelivered(line, 30004)
    line.clock.moment += timedelta(days=1)
    line.text("start")
    line.push("News for you.")
    line.work()
    undelivered(line, 30004)
    assert line.count(suppressions, suppressions.c.phone == ANA) == 0
