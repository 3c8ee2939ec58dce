"""Address look-ups: every one is answered, late ones and odd ones too, and no address stays."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from sms_line.core import places
from sms_line.core.people import District
from sms_line.store.tables import conversations, lookups, texts
from sms_line.work.pauses import CLAIM_LASTS
from tests.whole_line import ANA, WholeLine, together

FIRST, SECOND = "1100 S Congress Ave", "2201 Barton Springs Rd"


def asked_for_the_street(line: WholeLine) -> None:
    line.walk(texts=("FREE", "78704"))


def answers(line: WholeLine) -> list[str]:
    return [taken.body for taken in line.twilio.taken]


def test_the_answer_is_pushed_and_the_address_forgotten(line: WholeLine) -> None:
    asked_for_the_street(line)
    line.text(FIRST)
    assert line.count(lookups) == 1
    line.geocoder.districts = ("TX-37",)
    line.work()
    line.work()
    assert len(answers(line)) == 1
    assert "Lloyd Doggett" in answers(line)[0]
    assert line.count(lookups) == 0
    assert not any("Congress Ave" in row.body for row in line.rows(texts))


def test_two_workers_at_once(line: WholeLine) -> None:
    asked_for_the_street(line)
    line.text(FIRST)
    line.geocoder.districts = ("TX-37",)
    (row,) = line.rows(lookups)
    together(*[lambda: line.application.errands.pathfinder.locate(row.id)] * 6)
    line.work()
    assert len(answers(line)) == 1


def test_a_worker_that_died_over_an_address(line: WholeLine) -> None:
    asked_for_the_street(line)
    line.text(FIRST)
    with line.database.write() as tx:
        tx.execute(lookups.update().values(claimed_at=line.clock.now()))
    line.geocoder.districts = ("TX-37",)
    line.work()
    assert answers(line) == []
    line.clock.moment += CLAIM_LASTS + timedelta(seconds=1)
    line.work()
    assert len(answers(line)) == 1


class Answering:
    """A geocoder during whose answer something else happens."""

    def __init__(self) -> None:
        self.meanwhile: Callable[[], Any] = lambda: None

    def locate(self, street: str, zip_code: str) -> tuple[District, ...]:
        happens, self.meanwhile = self.meanwhile, lambda: None
        happens()
        return (places.district("TX-37" if street == FIRST else "TX-35"),)


def test_another_address_while_the_first_is_looked_up(
    open_line: Callable[..., WholeLine],
) -> None:
    """SQLite gives the second row the first one's id: the first answer must not drop it."""
    geocoder = Answering()
    line = open_line(geocoder=geocoder)
    asked_for_the_street(line)
    line.text(FIRST)
    geocoder.meanwhile = lambda: line.text(SECOND)
    line.work()
    line.work()
    assert len(answers(line)) == 1, "one answer, to the address given last"
    assert "Lloyd Doggett" not in answers(line)[0]
    assert line.count(lookups) == 0


@pytest.mark.parametrize("words", ["forget me", "stop"])
def test_gone_while_the_address_is_looked_up(
    open_line: Callable[..., WholeLine], words: str
) -> None:
    geocoder = Answering()
    line = open_line(geocoder=geocoder)
    asked_for_the_street(line)
    line.text(FIRST)
    geocoder.meanwhile = lambda: line.text(words)
    line.work()
    assert answers(line) == []
    assert line.count(lookups) == 0
    assert line.count(conversations, conversations.c.key == ANA) == (words == "stop")


class Odd:
    def locate(self, street: str, zip_code: str) -> tuple[District, ...]:
        raise KeyError(street)


def test_an_answer_that_nobody_foresaw(open_line: Callable[..., WholeLine]) -> None:
    line = open_line(geocoder=Odd())
    asked_for_the_street(line)
    line.text(FIRST)
    line.work()
    assert len(answers(line)) == 1
    assert "1 Lloyd Doggett" in answers(line)[0], "the person chooses"
    assert line.count(lookups) == 0
