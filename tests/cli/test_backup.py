"""`sms-line backup` and `restore`: there and back, what was in flight, what happened since."""

import json
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.exc import DBAPIError

from sms_line.settings import read
from sms_line.store import snapshot
from sms_line.store.migrate import migrate
from sms_line.store.shared_secret import with_secret
from sms_line.store.tables import deliveries, suppressions, texts
from tests.cli.conftest import ACTION, ANA, CommandLine, MakeLine, backed_up, live_in

BEN = "+13075550101"


def test_every_table_is_known(line: CommandLine) -> None:
    with line.database() as database:
        migrate(database)
        with database.read() as tx:
            there = set(inspect(tx).get_table_names())
    assert {table.name for table in snapshot.all_tables()} == there - {"alembic_version"}


def key_of(line: CommandLine) -> str:
    """What the line signs with."""
    with line.database() as database:
        return with_secret(read(line.environment), database).secret_key


def test_there_and_back_over_both_databases(
    sqlite_line: MakeLine, postgres_url: str, tmp_path: Path
) -> None:
    """SQLite to PostgreSQL to SQLite: equal to the last byte of the outbox."""
    first = live_in(sqlite_line("first"))
    lines = [first, CommandLine(postgres_url, tmp_path / "second"), sqlite_line("third")]
    for number, (before, after) in enumerate(pairwise(lines)):
        file = tmp_path / f"{number}.zip"
        backed_up(before, file)
        after.does("restore", str(file), "--resume")
        assert after.contents() == first.contents()
        assert after.outbox() == first.outbox()
        assert (after.folder / "secret-key").read_text() == (
            first.folder / "secret-key"
        ).read_text()
    assert len(first.outbox()) == 3
    assert first.contents()["directory_zips"]


@pytest.fixture
def restored(lived_in: CommandLine, other: CommandLine, file: Path) -> Callable[..., CommandLine]:
    """A line of each kind, lost and restored from a backup of itself."""

    def restore(*options: str) -> CommandLine:
        backed_up(lived_in, file)
        lived_in.does("restore", str(file), "--replace", *options)
        return lived_in

    return restore


def test_the_line_goes_on_where_it_was(restored: Callable[..., CommandLine]) -> None:
    """New rows get numbers of their own, and the ledger still refuses to be changed."""
    line = restored("--resume")
    line.text(*ACTION, sender=BEN)
    line.work()
    assert len(line.outbox()) == 6
    with line.database() as database:
        for forbidden in ("DELETE FROM consents", "UPDATE consents SET words = ''"):
            with pytest.raises(DBAPIError, match="append-only"), database.write() as tx:
                tx.execute(text(forbidden))


def test_replacing_a_line_by_itself_changes_nothing(
    lived_in: CommandLine, restored: Callable[..., CommandLine]
) -> None:
    before, letters = lived_in.contents(), lived_in.outbox()
    assert restored().contents() == before
    assert lived_in.outbox() == letters
    assert not list(lived_in.folder.glob(".restore-*"))


def test_what_is_printed(lived_in: CommandLine, other: CommandLine, file: Path) -> None:
    assert lived_in.does("backup", str(file)).startswith(f"{file}: ")
    answer = json.loads(lived_in.does("backup", str(file), "--json"))
    assert (answer["outbox"], answer["secret_key"]) == (3, True)
    assert answer["rows"]["letters"] == 3
    restored = json.loads(other.does("restore", str(file), "--json"))
    assert restored["rows"] == answer["rows"]
    assert restored["in_flight"] == {"deliveries": 0, "texts": 0}
    assert (restored["outbox"], restored["resumed"], restored["forgotten_again"]) == (3, False, 0)
    assert "3 letters of the outbox" in other.does("restore", str(file), "--replace")


def test_only_its_owner_can_read_it(lived_in: CommandLine, file: Path) -> None:
    file.write_bytes(b"an older backup")
    file.chmod(0o644)
    backed_up(lived_in, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert not list(file.parent.glob(f".{file.name}*"))


def test_nobody_is_signed_in_by_a_backup(lived_in: CommandLine, file: Path) -> None:
    backed_up(lived_in, file)
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
    assert not names & {"tables/sessions.jsonl", "tables/sign_in_links.jsonl"}
    assert "tables/consents.jsonl" in names


# --- what was in flight ---------------------------------------------------------------------


@pytest.fixture
def waiting(line: CommandLine) -> CommandLine:
    """Ana has said YES, and no worker has come yet; a text waits as well."""
    live_in(line)
    line.text(*ACTION, sender=BEN)
    with line.application() as application, line.database() as database:
        now = application.line.parts.clock.now() - timedelta(minutes=1)
        with database.write() as tx:
            tx.execute(
                texts.insert().values(
                    direction="out", phone=BEN, line_number="55555", body="News", at=now,
                    status="waiting", due_at=now,
                )
            )  # fmt: skip
    return line


def statuses(line: CommandLine, table: Any) -> list[str]:
    with line.database() as database, database.read() as tx:
        return list(tx.execute(select(table.c.status).order_by(table.c.id)).scalars())


def test_what_waited_is_not_sent_on_a_guess(
    waiting: CommandLine, other: CommandLine, file: Path
) -> None:
    backed_up(waiting, file)
    answer = other.does("restore", str(file))
    assert "In flight: 3 letters, 1 text; they are settled by evidence" in answer
    assert statuses(other, deliveries) == ["accepted"] * 3 + ["sending"] * 3
    assert statuses(other, texts)[-1] == "unsure"
    with other.database() as database, database.read() as tx:
        rows = tx.execute(select(deliveries).where(deliveries.c.status == "sending")).all()
    assert all(row.handed_over_at and row.claimed_at and row.attempts == 1 for row in rows)


def test_the_sweep_settles_it_by_evidence(
    waiting: CommandLine, other: CommandLine, file: Path
) -> None:
    """Mail knows nothing of what became of a letter, so it is unsure, and its sender is told."""
    backed_up(waiting, file)
    other.does("restore", str(file))
    other.more["SMS_LINE_MAIL_URL"] = "smtp://127.0.0.1:1"  # must not even be asked
    with other.database() as database, database.write() as tx:
        # Ten minutes pass.
        tx.execute(deliveries.update().values(claimed_at=datetime(2026, 1, 1, tzinfo=UTC)))
    other.work()
    assert statuses(other, deliveries) == ["accepted"] * 3 + ["unsure"] * 3
    told = [row for row in other.contents()["texts"] if row["phone"] == BEN][-1]
    assert "Barrasso" in told["body"]


def test_a_move_goes_on_as_if_nothing_had_happened(
    waiting: CommandLine, other: CommandLine, file: Path
) -> None:
    backed_up(waiting, file)
    assert "they go on waiting" in other.does("restore", str(file), "--resume")
    assert other.contents() == waiting.contents()
    other.work()
    assert statuses(other, deliveries) == ["accepted"] * 6


# --- what happened after the backup -----------------------------------------------------------


def test_no_opt_out_is_lost(lived_in: CommandLine, file: Path) -> None:
    """Who said STOP after the backup stays stopped, though the backup does not know it."""
    backed_up(lived_in, file)
    lived_in.text("STOP")
    before = lived_in.contents()
    lived_in.does("restore", str(file), "--replace")
    after = lived_in.contents()
    assert [each["phone"] for each in after["suppressions"]] == [ANA]
    assert after["consents"] == before["consents"]


def test_who_was_forgotten_stays_forgotten(lived_in: CommandLine, file: Path) -> None:
    backed_up(lived_in, file)
    lived_in.text("FORGET ME")
    assert lived_in.outbox() == {}
    answer = json.loads(lived_in.does("restore", str(file), "--replace", "--json"))
    assert answer["forgotten_again"] == 3
    assert lived_in.outbox() == {}
    after = lived_in.contents()
    assert after["supporters"] == []
    assert {each["phone"] for each in after["texts"] + after["letters"]} == {None}
    assert "forgotten" in {each["kind"] for each in after["consents"]}
    assert [name for name, rows in after.items() if "Ana Diaz" in json.dumps(rows)] == []


def test_a_new_line_does_not_keep_the_old_ones_key(
    lived_in: CommandLine, other: CommandLine, file: Path
) -> None:
    backed_up(lived_in, file)
    own = key_of(other)
    other.more["SMS_LINE_SECRET_KEY"] = "the operator's own"
    assert "SMS_LINE_SECRET_KEY is set and stays in use" in other.does("restore", str(file))
    del other.more["SMS_LINE_SECRET_KEY"]
    assert key_of(other) == key_of(lived_in) != own
    assert stat.S_IMODE((other.folder / "secret-key").stat().st_mode) == 0o600


def test_a_backup_is_of_one_moment(lived_in: CommandLine) -> None:
    """What is written while a snapshot is open is not in it."""
    with lived_in.database() as database, snapshot.snapshot(database) as tx:
        before = snapshot.count(tx, texts)
        lived_in.text("hello", sender=BEN)
        assert snapshot.count(tx, texts) == before
        assert len(list(snapshot.rows(tx, suppressions))) == 0
