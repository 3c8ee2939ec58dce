"""Who waits for their morning, and until when."""

from datetime import UTC, datetime

from sms_line.broadcasting.mornings import Asleep, asleep
from tests.broadcasts.sending import NEW_YORK, SEATTLE, found, joins, phones, started
from tests.whole_line import WholeLine


def waiting(line: WholeLine, broadcast_id: int) -> Asleep:
    with line.database.read() as tx:
        return asleep(tx, found(line, broadcast_id), line.clock.now())


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_until_when(line: WholeLine) -> None:
    joins(line.database, phones(2, NEW_YORK) + phones(3, SEATTLE))
    line.clock.moment = utc("2026-11-24T06:00")
    sent = started(line)
    assert waiting(line, sent) == Asleep(5, utc("2026-11-24T14:00"))
    line.clock.moment = utc("2026-11-24T14:05")
    assert waiting(line, sent) == Asleep(3, utc("2026-11-24T17:00"))
    line.clock.moment = utc("2026-11-24T17:00")
    assert waiting(line, sent) == Asleep()


def test_a_time_of_their_own(line: WholeLine) -> None:
    joins(line.database, phones(2, NEW_YORK) + phones(3, SEATTLE))
    line.clock.moment = utc("2026-11-24T14:30")
    sent = started(line, local_at="2026-11-24T10:00")
    assert waiting(line, sent) == Asleep(5, utc("2026-11-24T15:00"))


def test_nobody_waits_for_what_is_not_sent(line: WholeLine) -> None:
    joins(line.database, phones(2, NEW_YORK))
    line.clock.moment = utc("2026-11-24T06:00")
    sent = started(line, audience="tag:nobody")
    assert waiting(line, sent) == Asleep()
