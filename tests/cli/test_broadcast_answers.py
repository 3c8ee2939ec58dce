"""What `broadcast status` says while nothing leaves."""

from datetime import UTC, datetime

import pytest

from sms_line.broadcasting.mornings import Asleep
from sms_line.cli.broadcast_answers import Reasons, in_words, shown_json
from sms_line.core.broadcasts.broadcast import Broadcast, Figures, Plan, Stage
from sms_line.core.broadcasts.skipped import Skipped

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
    told = shown_json(SENDING, Figures(queued=100), waiting, (), Reasons())
    assert (told["asleep"], told["first_wakes_at"]) == (waiting.count, "2026-11-24T16:00:00+00:00")


def test_nobody_sleeps() -> None:
    assert "morning" not in in_words(SENDING, Figures(queued=100), Asleep())
    assert shown_json(SENDING, Figures(), Asleep(), (), Reasons())["first_wakes_at"] is None


def test_why_people_were_skipped_and_texts_failed() -> None:
    reasons = Reasons(
        {Skipped.STOPPED: 3, Skipped.INCOMPLETE: 1200},
        {"30006": 2, "99999": 1, "the mail is down": 1, "": 1},
    )
    figures = Figures(failed=5, skipped=1203)
    said = in_words(SENDING, figures, Asleep(), (), reasons).splitlines()
    assert [line for line in said if line.startswith(("Skipped", "Failed"))] == [
        "Skipped: 3 said STOP, were blocked or were forgotten after it started.",
        "Skipped: 1,200 lack something that the words name, such as a first name.",
        "Failed: 2 with 30006: a landline, or a carrier that takes no texts.",
        "Failed: 1 with 99999: see Twilio's page of error codes.",
        "Failed: 1: the mail is down.",
        "Failed: 1: no reason was given.",
    ]
    told = shown_json(SENDING, figures, Asleep(), (), reasons)
    assert told["skipped_because"] == {"stopped": 3, "incomplete": 1200}
    assert told["failed_because"]["30006"] == {
        "texts": 2,
        "meaning": "a landline, or a carrier that takes no texts",
    }
