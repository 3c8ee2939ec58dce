"""FORGET ME: no trace of a person but the proof of the opt-out, in no table and in no file."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from sms_line.store.tables import (
    consents,
    conversations,
    deliveries,
    letters,
    lookups,
    supporters,
    suppressions,
    texts,
)
from tests.whole_line import ANA, WholeLine

NAME = "Zelmira Quintanova"
STREET = "4711 Quaxwood Ave"
WORDS = "My great-aunt Brunhilde Xanthopoulos was locked up for eleven months without a doctor. "
TRACES = (
    ANA[1:],
    "Zelmira",
    "Quintanova",
    "Quaxwood",
    "4711 Quaxwood",
    "Brunhilde",
    "Xanthopoulos",
    "78704",
)
OTHERS = [f"+130755501{number:02d}" for number in range(10, 22)]


def rows_of_everything(line: WholeLine) -> Iterator[tuple[str, str]]:
    """Every row of every table of the database, the queue's too, as text."""
    with line.database.read() as tx:
        for table in inspect(tx).get_table_names():
            for row in tx.execute(text(f'SELECT * FROM "{table}"')):
                yield table, repr(tuple(bytes(v) if isinstance(v, memoryview) else v for v in row))


def traces_in_rows(line: WholeLine) -> set[tuple[str, str]]:
    # The directory's tables know the ZIP code too.
    return {
        (table, trace)
        for table, row in rows_of_everything(line)
        for trace in TRACES
        if trace in row and not table.startswith("directory_")
    }


def files(line: WholeLine) -> list[Path]:
    return [path for path in line.application.settings.data_dir.rglob("*") if path.is_file()]


def traces_in_files(line: WholeLine) -> set[tuple[str, str]]:
    contents = [(path.name, path.read_bytes()) for path in files(line)]
    return {
        (name, trace)
        for name, content in contents
        for trace in TRACES
        if trace.encode() in content and trace != "78704"  # in the directory
    }


def a_whole_life(line: WholeLine) -> None:
    """Everything that a person can leave behind, among other people's rows."""
    for who in OTHERS[:6]:
        line.walk(who)
    line.text("FREE")
    line.text("78704")
    line.geocoder.districts = None
    line.text(STREET)  # the geocoder is down, so that the look-up waits or is answered with a list
    line.work()
    line.text("1")
    line.text(NAME)
    line.text("no")
    for number in range(12):
        line.text(f"{WORDS * 8}That was {number} years ago.")
    line.text("change name")
    line.text(NAME)
    for _ in range(4):
        line.text("Qwxz zxwq?")
    line.push(f"{NAME}, news for you.")


@pytest.mark.parametrize("when", ["before YES", "after YES", "after the letters have left"])
def test_no_trace_is_left(open_line: Callable[..., WholeLine], when: str) -> None:
    line = open_line(mail_url="outbox:")
    a_whole_life(line)
    if when != "before YES":
        assert "on the way" in line.text("yes")
    if when == "after the letters have left":
        line.work()
        assert line.count(deliveries, deliveries.c.status == "accepted") == 21
    line.text(STREET)
    assert traces_in_rows(line), "the test looks for what is there"
    for who in OTHERS[6:]:
        line.walk(who, ("FREE", "82001", "Ben Okafor", "no"))

    assert line.text("forget me")

    allowed = {("consents", ANA[1:]), ("suppressions", ANA[1:])}
    assert traces_in_rows(line) <= allowed
    assert [row.kind for row in line.rows(consents, consents.c.phone == ANA)] == ["forgotten"]
    found = traces_in_files(line)
    if line.database.is_sqlite:
        assert found == {("line.db", ANA[1:])}, "the ledger's"
        wal = line.application.settings.data_dir / "line.db-wal"
        assert not wal.exists() or wal.stat().st_size == 0
    else:
        assert found == set()
    line.clock.moment += line.clock.moment - line.clock.moment.replace(hour=0)
    line.work()
    assert traces_in_rows(line) <= allowed, "what was still in flight brings nothing back"
    assert all(NAME.encode() not in path.read_bytes() for path in files(line))


def test_what_left_stays_as_a_count_and_what_did_not_is_gone(line: WholeLine) -> None:
    line.walk()
    first, second, third = line.rows(deliveries)
    line.mail.fates |= {first.bioguide: "waiting", second.bioguide: "refused"}
    line.work()
    line.text("forget me")
    assert [(row.bioguide, row.status) for row in line.rows(deliveries)] == [
        (second.bioguide, "refused"),
        (third.bioguide, "accepted"),
    ]
    for row in line.rows(letters):
        assert (row.phone, row.subject, row.body, row.sender_name) == (None, "", "", "")
    assert line.count(letters) == 2
    for table in (supporters, conversations, lookups):
        assert line.count(table) == 0, table.name
    assert line.count(texts, texts.c.body != "") == 1, "the goodbye, so that it can be repeated"


def test_whoever_was_forgotten_may_come_back(line: WholeLine) -> None:
    line.walk()
    line.text("forget me")
    assert line.text("free") == ""
    assert line.count(conversations) == 0, "silence needs no row"
    assert line.text("forget me") == "", "twice does no harm"
    assert line.text("start")
    line.walk()
    assert line.count(letters, letters.c.phone == ANA) == 3, "nothing is known of the first time"
    assert line.count(suppressions) == 0


def test_forgetting_one_is_not_forgetting_all(line: WholeLine) -> None:
    for who in (ANA, *OTHERS[:2]):
        line.walk(who)
    line.text("forget me")
    assert line.count(letters, letters.c.phone.in_(OTHERS)) == 6
    assert line.count(supporters) == 2
    line.work()
    assert len(line.mail.taken) == 6
