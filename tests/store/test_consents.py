"""The consent ledger: the database itself refuses to change it."""

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from sms_line.store.tables import consents, supporters, suppressions
from tests.whole_line import ANA, NUMBER, WholeLine

BEN = "+13075550101"


def kinds(line: WholeLine, phone: str = ANA) -> list[str]:
    return [row.kind for row in line.rows(consents, consents.c.phone == phone)]


def test_who_when_which_words_which_number_from_where(line: WholeLine) -> None:
    line.text("  Free!! ")
    line.text("please stop texting me")
    line.text("START")
    rows = line.rows(consents)
    assert [row.kind for row in rows] == ["opt-in", "opt-out", "opt-in"]
    assert [row.words for row in rows] == ["  Free!! ", "please stop texting me", "START"]
    assert {row.phone for row in rows} == {ANA}
    assert {row.line_number for row in rows} == {NUMBER}
    assert {row.source for row in rows} == {"text"}
    assert {row.at for row in rows} == {line.clock.now()}
    assert rows[0].action == "freethemall"


@pytest.mark.parametrize("words", ["free", "stop", "forget me"])
def test_nobody_changes_or_drops_a_row(line: WholeLine, words: str) -> None:
    line.text("free")
    line.text(words)
    before = line.rows(consents)
    for attempt in (
        update(consents).values(words="I never said that"),
        update(consents).where(consents.c.id == before[0].id).values(kind="opt-in"),
        delete(consents),
        delete(consents).where(consents.c.id == before[-1].id),
    ):
        with pytest.raises(DBAPIError, match="append-only"), line.database.write() as tx:
            tx.execute(attempt)
    assert line.rows(consents) == before


def test_only_the_opt_ins_of_the_forgotten_may_go(line: WholeLine) -> None:
    for who in (ANA, BEN):
        line.text("free", who)
        line.text("stop", who)
        line.text("start", who)
    line.text("forget me")
    assert kinds(line) == ["opt-out", "forgotten"]
    assert kinds(line, BEN) == ["opt-in", "opt-out", "opt-in"]


@pytest.mark.parametrize("words", ["FREE", "START"])
def test_who_opts_in_has_a_row_at_once(line: WholeLine, words: str) -> None:
    line.text(words)
    line.text("START")
    (row,) = line.rows(supporters)
    assert (row.phone, row.language) == (ANA, "en")


def test_who_opts_in_again_keeps_what_is_known(line: WholeLine) -> None:
    line.walk()
    line.text("START")
    (row,) = line.rows(supporters)
    assert (row.name, row.zip, row.district) == ("Ana Diaz", "82001", "WY-AL")


def test_suppression_follows_from_the_ledger(line: WholeLine) -> None:
    for words, silent in [
        ("free", False),
        ("stop", True),
        ("free", True),
        ("start", False),
        ("forget me", True),
        ("hello", True),
        ("start", False),
    ]:
        line.text(words)
        assert bool(line.count(suppressions, suppressions.c.phone == ANA)) is silent, words
