"""The database itself: one connection a thread, times, and what is meant by down."""

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import IntegrityError, StatementError

from sms_line.core.people import Language
from sms_line.store import database as database_module
from sms_line.store import previews, sending, texts
from sms_line.store.database import Database, DatabaseDown
from sms_line.store.tables import suppressions
from sms_line.store.tables import texts as texts_table

NOW = datetime(2026, 11, 23, 15, 30, 1, 123456, tzinfo=UTC)


def test_times_are_the_same_moment_on_both(database: Database) -> None:
    elsewhere = NOW.astimezone(timezone(timedelta(hours=-7)))
    for number, moment in enumerate((NOW, elsewhere)):
        with database.write() as tx:
            tx.execute(insert(suppressions).values(phone=str(number), since=moment, reason=""))
    with database.read() as tx:
        kept = list(tx.execute(select(suppressions.c.since)).scalars())
        assert kept == [NOW, NOW]
        assert {moment.tzinfo for moment in kept} == {UTC}
        later = select(suppressions.c.phone).where(suppressions.c.since < elsewhere)
        assert list(tx.execute(later).scalars()) == []
        later = select(suppressions.c.phone).where(
            suppressions.c.since <= elsewhere + timedelta(microseconds=1)
        )
        assert len(list(tx.execute(later).scalars())) == 2


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    naive = NOW.replace(tzinfo=None)
    with pytest.raises(StatementError, match="without a zone"), database.write() as tx:
        tx.execute(insert(suppressions).values(phone="1", since=naive, reason=""))


def test_all_or_nothing(database: Database) -> None:
    def half_way() -> None:
        with database.write() as tx:
            tx.execute(insert(suppressions).values(phone="1", since=NOW, reason=""))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_way()
    with database.read() as tx:
        assert tx.execute(select(suppressions)).all() == []


def test_a_mistake_in_the_rows_is_not_a_database_that_is_down(database: Database) -> None:
    twice = [{"phone": "1", "since": NOW, "reason": ""}] * 2
    for _ in range(2):
        with pytest.raises(IntegrityError), database.write() as tx:
            tx.execute(insert(suppressions), twice)
    database.check()


def test_a_read_within_a_write_is_the_same_transaction(database: Database) -> None:
    with database.write() as tx:
        tx.execute(insert(suppressions).values(phone="1", since=NOW, reason=""))
        with database.read() as again:
            assert len(again.execute(select(suppressions)).all()) == 1
        assert database.engine.pool.checkedout() == 1  # type: ignore[attr-defined]
        seen: list[int] = []

        def elsewhere() -> None:
            with database.read() as other:
                seen.append(len(other.execute(select(suppressions)).all()))

        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        assert seen == [0], "another thread has its own"
    with database.read() as tx:
        assert len(tx.execute(select(suppressions)).all()) == 1
    assert database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


def test_no_connection_is_left(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database_module, "POOL_SECONDS", 0.1)
    small = Database(database.url)
    held = [small.engine.connect() for _ in range(40)]
    with pytest.raises(DatabaseDown), small.read():
        pass
    for each in held:
        each.close()
    small.check()
    small.close()


def test_writers_of_one_file_wait_only_so_long(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL lets many write")
    monkeypatch.setattr(database_module, "SQLITE_BUSY_SECONDS", 0.05)
    outcome: list[str] = []

    def second() -> None:
        try:
            with database.write():
                outcome.append("wrote")
        except DatabaseDown:
            outcome.append("down")

    with database.write():
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    second()
    assert outcome == ["down", "wrote"]


def test_traces_go_even_while_somebody_reads(database: Database) -> None:
    with database.write() as tx:
        tx.execute(insert(suppressions).values(phone="1", since=NOW, reason="Quaxwood"))
    with database.read() as tx:
        tx.execute(select(suppressions)).all()
        database.forget_traces()  # waits a second at most, and the sweep comes back
        with database.write() as writing:
            writing.execute(update(suppressions).values(reason=""))
    database.forget_traces()
    if database.is_sqlite:
        log = Path(f"{make_url(database.url).database}-wal")
        assert log.stat().st_size == 0


def test_what_is_due(database: Database) -> None:
    """A text that is settled has no time at which it is due, and is never found again."""
    lasts = timedelta(minutes=10)
    with database.write() as tx:
        rows = [
            texts.queue(tx, phone="+13075550100", line_number="1", body="x", action="", now=NOW)
            for _ in range(6)
        ]
        changes = [
            {},
            {"due_at": NOW + timedelta(seconds=1)},
            {"due_at": None},
            {"status": texts.CLAIMED, "claimed_at": NOW},
            {"status": texts.CLAIMED, "claimed_at": NOW - lasts - timedelta(seconds=1)},
            {"status": texts.UNSURE},
        ]
        for row, values in zip(rows, changes, strict=True):
            if values:
                tx.execute(update(texts_table).where(texts_table.c.id == row).values(**values))
        due = sending.due(tx, NOW, lasts, 100)
    assert sorted(due) == [rows[0], rows[4], rows[5]]


def test_expired_previews_go(database: Database) -> None:
    shown = previews.Preview(action="a", version=1, language=Language.ENGLISH, letters=())
    with database.write() as tx:
        for number, until in enumerate((NOW, NOW + timedelta(seconds=1))):
            previews.put(
                database,
                tx,
                phone=str(number),
                preview=shown,
                token=f"t{number}",
                expires_at=until,
            )
        previews.drop_expired(tx, NOW)
        left = tx.execute(text("SELECT token FROM previews")).scalars().all()
    assert left == ["t1"]


@pytest.fixture
def guarded_url(postgres_url: str) -> Iterator[str]:
    """A PostgreSQL database that wants a password, and an address with a wrong one."""
    url = make_url(postgres_url)
    user = f"guarded_{url.database}"
    database = Database(postgres_url)
    with database.write() as tx:
        tx.execute(text(f"CREATE ROLE {user} LOGIN PASSWORD 'right'"))
        rules = Path(tx.execute(text("SHOW hba_file")).scalar_one())
        before = rules.read_text()
        rules.write_text(f"local {url.database} {user} scram-sha-256\n{before}")
        tx.execute(text("SELECT pg_reload_conf()"))
    yield url.set(username=user, password="wrong").render_as_string(hide_password=False)
    rules.write_text(before)
    with database.write() as tx:
        tx.execute(text("SELECT pg_reload_conf()"))
        tx.execute(text(f"DROP ROLE {user}"))
    database.close()


def test_a_wrong_password_is_told(guarded_url: str) -> None:
    """What happens when POSTGRES_PASSWORD is changed in .env: the database keeps the old one."""

    def until_the_server_has_read_its_rules_anew() -> None:
        while True:
            database = Database(guarded_url)
            try:
                database.check()
            finally:
                database.close()

    with pytest.raises(DatabaseDown, match="refuses the user or the password"):
        until_the_server_has_read_its_rules_anew()
