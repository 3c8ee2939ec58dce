"""Whoever sees to a broadcast gets a mail when it stops by itself: once, with why, and the way."""

from collections.abc import Callable
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import update

from sms_line.broadcasting import steering
from sms_line.core.broadcasts.broadcast import Stage
from sms_line.store import organizers
from sms_line.store.broadcast_tables import broadcasts
from sms_line.store.desk_tables import desk_mails
from sms_line.store.organizers import Role
from sms_line.store.tables import texts
from tests.broadcasts.sending import (
    NEW_YORK,
    NOON,
    ORGANIZER,
    SEATTLE,
    found,
    joins,
    look,
    phones,
    planned,
    stage,
    started,
)
from tests.whole_line import WholeLine, together

OWNER, ANOTHER, VIEWER = "owner@line.example", "ben@group.example", "viewer@line.example"


@pytest.fixture
def staffed(noon: WholeLine) -> WholeLine:
    """A line with an owner, two organizers of whom one plans, and a viewer."""
    staff(noon)
    return noon


def staff(line: WholeLine) -> None:
    roles = {
        OWNER: Role.OWNER,
        ORGANIZER: Role.ORGANIZER,
        ANOTHER: Role.ORGANIZER,
        VIEWER: Role.VIEWER,
    }
    with line.database.write() as tx:
        for email, role in roles.items():
            organizers.add(tx, email, role, line.clock.now())


def mails(line: WholeLine) -> dict[str, list[EmailMessage]]:
    """What a worker has mailed to whom by now."""
    line.work()
    found: dict[str, list[EmailMessage]] = {}
    for mail in line.mail.taken:
        found.setdefault(mail["To"], []).append(mail)
    return found


def unregistered(line: WholeLine, broadcast_id: int) -> None:
    """The carrier reports that the line may not send, and a worker looks."""
    row = line.rows(texts, texts.c.broadcast_id == broadcast_id)[-1]
    line.report(row.id, row.sid, "undelivered", 30034)
    look(line)


def test_the_planner_and_the_owners_are_told_why_and_where(staffed: WholeLine) -> None:
    joins(staffed.database, phones(3), name="Ana Diaz")
    sent = started(staffed, "{{ first_name }}, call now.", name="Day of\naction")
    look(staffed)
    unregistered(staffed, sent)
    assert stage(staffed, sent) is Stage.PAUSED
    told = mails(staffed)
    assert {who: len(each) for who, each in told.items()} == {ORGANIZER: 1, OWNER: 1}
    mail = told[ORGANIZER][0]
    assert mail["Subject"] == "A broadcast of SMS Line has paused itself"
    words = mail.get_content()
    assert 'The broadcast "Day of action" has paused itself.' in words
    assert found(staffed, sent).why in words
    assert "Of 3 recipients: 0 not sent yet, 2 sent, 0 delivered, 1 failed, 0 skipped." in words
    assert f"{staffed.application.settings.public_url}/broadcasts/{sent}" in words
    for each in ("555", "Ana", "call now"):
        assert each not in mail.as_string(), "nothing of a supporter leaves by mail"


def test_once_for_each_pause_however_many_watch(staffed: WholeLine) -> None:
    joins(staffed.database, phones(2))
    sent = started(staffed)
    look(staffed)
    row = staffed.rows(texts, texts.c.broadcast_id == sent)[-1]
    staffed.report(row.id, row.sid, "undelivered", 30034)
    together(*[lambda: look(staffed)] * 4)
    look(staffed)
    assert len(mails(staffed)[OWNER]) == 1
    staffed.clock.moment += timedelta(hours=1)
    steering.resume(staffed.application.line.parts, sent, ORGANIZER)
    look(staffed)
    assert len(mails(staffed)[OWNER]) == 1, "it goes on"
    unregistered(staffed, sent)
    assert len(mails(staffed)[OWNER]) == 2, "another pause"


def test_what_somebody_pauses_is_no_news(staffed: WholeLine) -> None:
    joins(staffed.database, phones(2))
    sent = started(staffed)
    steering.pause(staffed.application.line.parts, sent, ORGANIZER)
    look(staffed)
    assert mails(staffed) == {}


def test_who_has_gone_on_meanwhile_is_told_nothing_old(staffed: WholeLine) -> None:
    joins(staffed.database, phones(2))
    sent = started(staffed)
    look(staffed)
    staffed.mail.fates |= {"owner": "waiting", "ana": "waiting"}  # their mail server is down
    unregistered(staffed, sent)
    staffed.drain()
    steering.cancel(staffed.application.line.parts, sent, ORGANIZER)
    staffed.mail.fates.clear()
    staffed.clock.moment += timedelta(minutes=30)
    assert mails(staffed) == {}
    assert staffed.count(desk_mails, desk_mails.c.due_at.is_not(None)) == 0


def test_it_is_tried_for_longer_than_a_link(staffed: WholeLine) -> None:
    joins(staffed.database, phones(2))
    sent = started(staffed)
    look(staffed)
    staffed.mail.fates["owner"] = "waiting"
    unregistered(staffed, sent)
    for _ in range(4):
        assert OWNER not in mails(staffed)
        staffed.clock.moment += timedelta(hours=1)
    staffed.mail.fates.clear()
    assert len(mails(staffed)[OWNER]) == 1


def test_words_that_cannot_be_read_any_more(staffed: WholeLine) -> None:
    joins(staffed.database, phones(2))
    broken = started(staffed)
    with staffed.database.write() as tx:
        tx.execute(update(broadcasts).values(words=[{"en": "{{ no.such.field }}"}]))
    look(staffed)
    assert stage(staffed, broken) is Stage.PAUSED
    assert "worker's log" in mails(staffed)[ORGANIZER][0].get_content()


def test_an_audience_that_is_lost(staffed: WholeLine) -> None:
    sent = planned(staffed)
    with staffed.database.write() as tx:
        tx.execute(update(broadcasts).values(audience="legislator:Z999999"))
    look(staffed)
    assert stage(staffed, sent) is Stage.PAUSED
    words = mails(staffed)[OWNER][0].get_content()
    assert "Its audience cannot be found any more" in words
    assert "recipients" not in words, "there are none yet"


def test_whoever_can_approve_is_told_of_one_that_grew(
    open_line: Callable[..., WholeLine],
) -> None:
    line = open_line(approval_above=2)
    line.clock.moment = NOON
    staff(line)
    joins(line.database, phones(2))
    sent = planned(line)
    joins(line.database, phones(2, NEW_YORK) + phones(1, SEATTLE))
    look(line)
    look(line)
    assert stage(line, sent) is Stage.PROPOSED
    told = mails(line)
    assert {who: len(each) for who, each in told.items()} == {ORGANIZER: 1, ANOTHER: 1, OWNER: 1}
    mail = told[ANOTHER][0]
    assert mail["Subject"].endswith("waits for approval")
    assert "above 2 another organizer has to approve it" in mail.get_content()


def test_without_organizers_nothing_breaks(noon: WholeLine) -> None:
    joins(noon.database, phones(2))
    sent = started(noon)
    look(noon)
    unregistered(noon, sent)
    assert stage(noon, sent) is Stage.PAUSED
    assert mails(noon) == {}


def test_without_a_mail_server_it_is_a_file(open_line: Callable[..., WholeLine]) -> None:
    line = open_line(mail_url="outbox:")
    line.clock.moment = NOON
    staff(line)
    joins(line.database, phones(2))
    sent = started(line)
    look(line)
    unregistered(line, sent)
    line.work()
    outbox = line.application.settings.data_dir / "outbox"
    written = [each.read_text("utf-8") for each in outbox.rglob("*.eml")]
    assert sum(f"/broadcasts/{sent}" in each for each in written) == 2
