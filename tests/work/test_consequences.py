"""Texts that the carrier could not bring over: once more, never twice more, and who is let be."""

from datetime import timedelta

import pytest

from sms_line.store.tables import suppressions, texts
from sms_line.work.consequences import RETRY_AFTER
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
        30001,  # a queue overflowed
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
