"""Alerts by double opt-in: what the ledger holds, and whom nobody asks."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from sms_line.core.alerts import SOURCE
from sms_line.core.people import Language, PhoneNumber
from sms_line.store import blocked, consents
from sms_line.store.broadcast_tables import alert_offers
from sms_line.store.tables import consents as ledger
from sms_line.store.tables import conversations, supporters
from tests.whole_line import ANA, NUMBER, WholeLine


def invite(line: WholeLine, language: Language = Language.ENGLISH) -> bool:
    return line.application.line.invite(PhoneNumber(ANA), source="page", language=language)


def sent(line: WholeLine) -> list[str]:
    line.work()
    return [taken.body for taken in line.twilio.taken]


def test_the_yes_is_the_proof(line: WholeLine) -> None:
    assert invite(line)
    assert "reply YES" in sent(line)[0]
    assert line.count(ledger) == line.count(supporters) == 0
    line.text("Yes!")
    (row,) = line.rows(ledger)
    assert (row.phone, row.kind, row.words, row.source, row.line_number) == (
        (ANA, "opt-in", "Yes!", SOURCE, NUMBER)
    )
    assert line.count(supporters) == 1
    with line.database.read() as tx:
        assert consents.may_be_texted(tx, ANA)
    assert not invite(line)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        (("free",), "gets alerts"),
        (("free", "stop"), "said STOP"),
        (("forget me",), "is forgotten"),
    ],
)
def test_nobody_is_asked_who(line: WholeLine, before: tuple[str, ...], why: str) -> None:
    for text in before:
        line.text(text)
    assert not invite(line), why
    assert sent(line) == [], why


def test_nor_who_is_blocked(line: WholeLine) -> None:
    with line.database.write() as tx:
        blocked.add(line.database, tx, phone=ANA, reason="", who="sms-line", now=line.clock.now())
    assert not invite(line)
    assert line.count(conversations) == 0


def test_once_a_week(line: WholeLine) -> None:
    assert [invite(line) for _ in range(2)] == [True, False]
    line.clock.moment += timedelta(days=6)
    assert not invite(line)
    line.clock.moment += timedelta(days=1, minutes=1)
    assert invite(line)
    assert len(sent(line)) == 2


def test_never_into_a_question_under_way(line: WholeLine) -> None:
    line.text("who")
    assert not invite(line)
    assert line.count(alert_offers) == 0
    assert "Your senators" in line.text("82001")


def test_an_offer_lapses_once(line: WholeLine) -> None:
    invite(line)
    line.clock.moment += timedelta(days=8)
    line.work()
    assert "Text FREE" in line.text("yes")
    assert line.count(ledger) == 0
    (row,) = line.rows(alert_offers)
    assert (row.lapses_at, row.source) == (None, "page")


def test_forget_me_forgets_the_offer(line: WholeLine) -> None:
    invite(line)
    line.text("forget me")
    with line.database.read() as tx:
        assert tx.execute(select(alert_offers)).all() == []
