"""What `broadcast status` says while nothing leaves."""

from datetime import UTC, datetime

import pytest

from sms_line.broadcasting.mornings import Asleep
from sms_line.cli.broadcast_answers import in_words, shown_json
from sms_line.core.broadcasts.broadcast import Broadcast, Figures, Plan, Stage

AT = datetime(2026, 11, 24, 16, tzinfo=UTC)
SENDING = Broadcast(
    id=7,
    plan=Plan(words=({"en": "Hi"},), at=AT),
    stage=Stage.SENDING,
    why="",
    created_by="ana@group.example",
    approved_by="",
    created_at=AT,
    resumed_at=None,
    frozen_at=AT,
    ended_at=None,
    recipients=100,
)


@pytest.mark.parametrize(
    ("waiting", "line"),
    [
        (
            Asleep(83, AT),
            "83 wait for the morning or a time of their own, the first until 2026-11-24 16:00 UTC.",
        ),
        (
            Asleep(1, AT),
            "1 waits for the morning or a time of their own, the first until 2026-11-24 16:00 UTC.",
        ),
    ],
)
def test_who_sleeps(waiting: Asleep, line: str) -> None:
    assert line in in_words(SENDING, Figures(queued=100), waiting).splitlines()
    told = shown_json(SENDING, Figures(queued=100), waiting, ())
    assert (told["asleep"], told["first_wakes_at"]) == (waiting.count, "2026-11-24T16:00:00+00:00")


def test_nobody_sleeps() -> None:
    assert "morning" not in in_words(SENDING, Figures(queued=100), Asleep())
    assert shown_json(SENDING, Figures(), Asleep(), ())["first_wakes_at"] is None
