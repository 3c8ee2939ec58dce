"""What failed for something that somebody mends is sent again once they have: to each once."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from sms_line.broadcasting import steering
from sms_line.core.broadcasts.broadcast import Figures, Stage
from sms_line.store.tables import texts
from sms_line.work.broadcasts import watch
from tests.broadcasts.sending import (
    NEW_YORK,
    ORGANIZER,
    adds_up,
    crowd,
    figures,
    found,
    joins,
    look,
    phones,
    stage,
    started,
    statuses,
    texted,
)
from tests.whole_line import WholeLine, together

UNREGISTERED = 30034


def report(line: WholeLine, phone: str, code: int | None, status: str = "undelivered") -> None:
    """What the carrier reports of the newest text to somebody."""
    row = line.rows(texts, texts.c.phone == phone, texts.c.direction == "out")[-1]
    assert line.report(row.id, row.sid, status, code) == 204


def resume(line: WholeLine, broadcast_id: int) -> None:
    """An hour after it was paused."""
    line.clock.moment += timedelta(hours=1)
    steering.resume(line.application.line.parts, broadcast_id, ORGANIZER)
    look(line)


@pytest.mark.parametrize("code", [30034, 30032, 30002])
def test_to_each_once(noon: WholeLine, code: int) -> None:
    ana, ben, cruz = phones(3)
    joins(noon.database, [ana, ben, cruz])
    sent = started(noon)
    look(noon)
    assert stage(noon, sent) is Stage.DONE
    report(noon, ana, code)
    report(noon, ben, code)
    report(noon, cruz, None, "delivered")
    look(noon)
    assert stage(noon, sent) is Stage.PAUSED, "it only seemed done"
    assert f"(Twilio error {code})" in found(noon, sent).why
    assert figures(noon, sent) == Figures(failed=2, delivered=1)
    resume(noon, sent)
    assert sorted(texted(noon)) == [ana, ana, ben, ben, cruz]
    assert (figures(noon, sent), stage(noon, sent)) == (Figures(sent=2, delivered=1), Stage.DONE)
    look(noon)
    assert len(texted(noon)) == 5
    assert statuses(noon, sent) == ["retried", "retried", "delivered", "accepted", "accepted"]


def test_what_fails_after_it_was_resumed_pauses_it_again(noon: WholeLine) -> None:
    joins(noon.database, phones(2))
    sent = started(noon)
    look(noon)
    for tries in (1, 2, 3):
        noon.clock.moment += timedelta(minutes=5)
        for each in phones(2):
            report(noon, each, UNREGISTERED)
        look(noon)
        assert (stage(noon, sent), len(texted(noon))) == (Stage.PAUSED, 2 * tries)
        adds_up(noon, sent)
        resume(noon, sent)
    for each in phones(2):
        report(noon, each, None, "delivered")
    assert figures(noon, sent) == Figures(delivered=2)


def test_a_report_that_comes_after_it_was_resumed(noon: WholeLine) -> None:
    """Its text left before that, so the mend came later."""
    ana, ben = phones(2)
    joins(noon.database, [ana, ben])
    sent = started(noon)
    look(noon)
    report(noon, ana, UNREGISTERED)
    look(noon)
    resume(noon, sent)
    report(noon, ben, UNREGISTERED)
    look(noon)
    assert stage(noon, sent) is Stage.DONE
    assert texted(noon).count(ben) == 2
    assert figures(noon, sent) == Figures(sent=2)


def test_who_said_stop_was_forgotten_or_sleeps(noon: WholeLine) -> None:
    ana, ben, cruz, dee = phones(4)
    joins(noon.database, [ana, ben, cruz, dee])
    sent = started(noon)
    look(noon)
    for each in (ana, ben, cruz):
        report(noon, each, UNREGISTERED)
    look(noon)
    noon.text("STOP", ana)
    noon.text("FORGET ME", ben)
    noon.clock.moment += timedelta(hours=9)
    resume(noon, sent)  # at ten in the evening
    assert len(texted(noon)) == 4
    assert figures(noon, sent) == Figures(queued=2, sent=1, failed=1)
    noon.text("STOP", ana)
    noon.clock.moment += timedelta(hours=11)
    look(noon)
    assert texted(noon).count(cruz) == 2
    assert len(texted(noon)) == 5
    assert figures(noon, sent) == Figures(sent=2, failed=1, skipped=1)


def test_a_region_may_stay_closed(noon: WholeLine) -> None:
    """Organizers may go on without its people: they are tried once more, and not a third time."""
    ana, ben, cruz = phones(3)
    joins(noon.database, [ana, ben, cruz])
    noon.twilio.refuse(ana, 21408)
    noon.twilio.refuse(ben, 21408)
    sent = started(noon)
    look(noon)
    assert (stage(noon, sent), figures(noon, sent)) == (Stage.PAUSED, Figures(sent=1, failed=2))
    noon.twilio.accept(ben)
    resume(noon, sent)
    assert (stage(noon, sent), figures(noon, sent)) == (Stage.DONE, Figures(sent=2, failed=1))
    assert texted(noon).count(ben) == 1


def test_cancelled_instead_of_mended(noon: WholeLine) -> None:
    joins(noon.database, phones(1))
    sent = started(noon)
    look(noon)
    report(noon, phones(1)[0], UNREGISTERED)
    look(noon)
    steering.cancel(noon.application.line.parts, sent, ORGANIZER)
    look(noon)
    assert (stage(noon, sent), len(texted(noon))) == (Stage.CANCELLED, 1)


def test_a_report_that_comes_days_late_opens_nothing(noon: WholeLine) -> None:
    joins(noon.database, phones(1))
    sent = started(noon)
    look(noon)
    noon.clock.moment += timedelta(days=2)
    report(noon, phones(1)[0], UNREGISTERED)
    look(noon)
    assert (stage(noon, sent), figures(noon, sent)) == (Stage.DONE, Figures(failed=1))


def test_many_with_many_watching(noon: WholeLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "AT_ONCE", 7)
    everybody = crowd(60)
    joins(noon.database, everybody)
    sent = started(noon)
    look(noon)
    for each in everybody:
        report(noon, each, UNREGISTERED)
    look(noon)
    assert stage(noon, sent) is Stage.PAUSED
    noon.clock.moment += timedelta(hours=1)
    steering.resume(noon.application.line.parts, sent, ORGANIZER)
    together(*[lambda: look(noon)] * 4)
    look(noon)
    assert sorted(texted(noon)) == sorted(everybody * 2)
    assert (figures(noon, sent), stage(noon, sent)) == (Figures(sent=60), Stage.DONE)


def test_a_mend_that_took_days_gives_nobody_up(noon: WholeLine) -> None:
    """A text that waited for it is as new as the mend."""
    joins(noon.database, phones(2), state="WY")
    joins(noon.database, phones(1, NEW_YORK))
    noon.twilio.refuse(phones(1)[0], 20005)
    sent = started(noon)
    look(noon)
    assert stage(noon, sent) is Stage.PAUSED
    with noon.database.write() as tx:
        tx.execute(update(texts).where(texts.c.status == "waiting").values(due_at=texts.c.at))
    noon.clock.moment += timedelta(days=3)
    noon.twilio.refuse(phones(1)[0], 21611)  # mended; and then a full queue
    resume(noon, sent)
    assert figures(noon, sent) == Figures(queued=1, sent=2)
