"""`sms-line backup` and `restore`: there and back on both databases, and every way to refuse."""

import json
import stat
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, inspect, select, text
from sqlalchemy.exc import DBAPIError

from sms_line.settings import read
from sms_line.store import snapshot
from sms_line.store.migrate import migrate
from sms_line.store.tables import consents, deliveries, suppressions, texts
from tests.cli.conftest import ACTION, ANA, CommandLine, MakeLine, live_in

BEN = "+13075550101"


@pytest.fixture
def other(sqlite_line: MakeLine) -> CommandLine:
    """An empty line on another machine."""
    return sqlite_line("other")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "line.zip"


def backed_up(line: CommandLine, file: Path) -> CommandLine:
    line.does("backup", str(file))
    return line


def test_every_table_is_known(line: CommandLine) -> None:
    with line.database() as database:
        migrate(database)
        with database.read() as tx:
            there = set(inspect(tx).get_table_names())
    assert {table.name for table in snapshot.all_tables()} == there - {"alembic_version"}


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
    assert "In flight: 3 letters, 1 texts; they are settled by evidence" in answer
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
    own = read(other.environment).secret_key
    other.more["SMS_LINE_SECRET_KEY"] = "the operator's own"
    assert "SMS_LINE_SECRET_KEY is set and stays in use" in other.does("restore", str(file))
    del other.more["SMS_LINE_SECRET_KEY"]
    assert read(other.environment).secret_key == read(lived_in.environment).secret_key != own
    assert stat.S_IMODE((other.folder / "secret-key").stat().st_mode) == 0o600


# --- refusals -----------------------------------------------------------------------------------


def rewritten(file: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """A copy in which each member is changed, or left out."""
    target = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def manifest(**values: object) -> Callable[[str, bytes], bytes]:
    def change(name: str, content: bytes) -> bytes:
        if name != "manifest.json":
            return content
        return json.dumps({**json.loads(content), **values}).encode()

    return change


@pytest.fixture
def untouched(other: CommandLine) -> Callable[[Path, str], None]:
    """Restoring this fails with this sentence, and the line is as it was."""
    other.does("action", "list")

    def check(file: Path, sentence: str) -> None:
        before = other.contents(), sorted(path.name for path in other.folder.iterdir())
        for options in ([], ["--replace"]):
            assert sentence in other.fails("restore", str(file), *options)
        assert (other.contents(), sorted(p.name for p in other.folder.iterdir())) == before

    return check


@pytest.fixture(scope="session")
def good_backup(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A backup of a line with one supporter's action on it."""
    folder = tmp_path_factory.mktemp("good")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        line = CommandLine(f"sqlite:///{folder / 'line.db'}", folder)
        backed_up(live_in(line), folder / "line.zip")
    return (folder / "line.zip").read_bytes()


@pytest.fixture
def good(good_backup: bytes, file: Path) -> Path:
    file.write_bytes(good_backup)
    return file


def _flipped(whole: bytes, place: int) -> bytes:
    return whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda whole: whole[: len(whole) // 2],  # a copy that broke off
        lambda whole: whole[:-1],
        lambda whole: b"",
        lambda whole: b"Dear Senator,",
        lambda whole: _flipped(whole, whole.index(b"tables/letters.jsonl") + 200),  # one bit
    ],
    ids=["half", "one byte short", "empty", "something else", "one bit"],
)
def test_a_damaged_file(
    good: Path, untouched: Callable[..., None], damage: Callable[[bytes], bytes]
) -> None:
    good.write_bytes(damage(good.read_bytes()))
    untouched(good, "damaged or no backup of SMS Line; use another one. Nothing was restored.")


@pytest.mark.parametrize(
    "change",
    [
        # A zip whose own checksums are right, though somebody has changed it.
        lambda n, c: c.replace(b"Ana", b"Eva") if n == "tables/letters.jsonl" else c,
        lambda n, c: None if n == "tables/letters.jsonl" else c,
        lambda n, c: None if n == "manifest.json" else c,
        lambda n, c: b"[]" if n == "manifest.json" else c,
        lambda n, c: b"not JSON" if n == "manifest.json" else c,
        manifest(members={}),
        manifest(made_at="yesterday"),
        manifest(members={"../evil": {"rows": 0, "bytes": 0, "sha256": ""}}),
    ],
    ids=["changed", "table gone", "no manifest", "list", "not JSON", "none", "time", "path"],
)
def test_a_file_that_somebody_changed(
    good: Path,
    untouched: Callable[..., None],
    change: Callable[[str, bytes], bytes | None],
) -> None:
    untouched(rewritten(good, change), "damaged or no backup of SMS Line")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (manifest(format=2, release="9.0"), "by a newer release (9.0); install that one."),
        (manifest(schema="9999", release="9.0"), "by a newer release (9.0); install that one."),
        (manifest(format=2, members={"x": {"other": 1}}), "by a newer release"),
        (manifest(schema="0000", release="0.0"), "by an older release (0.0); restore it with"),
    ],
    ids=["format", "schema", "unknown members", "older"],
)
def test_a_file_of_another_release(
    good: Path,
    untouched: Callable[..., None],
    change: Callable[[str, bytes], bytes],
    sentence: str,
) -> None:
    untouched(rewritten(good, change), sentence)


def test_a_line_that_is_not_empty(lived_in: CommandLine, good: Path) -> None:
    before = lived_in.contents()
    assert "This line is not empty; restore onto a new one, or say --replace" in lived_in.fails(
        "restore", str(good)
    )
    assert lived_in.contents() == before


def test_letters_in_the_outbox_are_something_to_lose(other: CommandLine, good: Path) -> None:
    (other.folder / "outbox").mkdir(parents=True)
    (other.folder / "outbox" / "a.eml").write_bytes(b"")
    assert "This line is not empty" in other.fails("restore", str(good))


def test_what_does_not_fit_leaves_all_as_it_was(lived_in: CommandLine, good: Path) -> None:
    """A late table fails: what the tables before it had is back, and the files are."""
    broken = _with_an_unknown_letter(good)
    before, letters = lived_in.contents(), lived_in.outbox()
    said = lived_in.fails("restore", str(broken), "--replace")
    assert "A row of its table deliveries does not fit here. Nothing was restored." in said
    assert (lived_in.contents(), lived_in.outbox()) == (before, letters)
    with (
        lived_in.database() as database,
        pytest.raises(DBAPIError, match="append-only"),
        database.write() as tx,
    ):
        tx.execute(delete(consents))


def _with_an_unknown_letter(file: Path) -> Path:
    """A backup whose deliveries refer to letters that are not in it, checksums and all."""
    name = "tables/deliveries.jsonl"
    with zipfile.ZipFile(file) as old:
        content = old.read(name).replace(b'"letter_id":1,', b'"letter_id":99,')
        members = json.loads(old.read("manifest.json"))["members"]
    members[name] |= {"bytes": len(content), "sha256": sha256(content).hexdigest()}

    def change(member: str, was: bytes) -> bytes:
        return content if member == name else manifest(members=members)(member, was)

    return rewritten(file, change)


def test_files_that_are_not_there(other: CommandLine, tmp_path: Path) -> None:
    missing = tmp_path / "missing" / "line.zip"
    assert "cannot be restored: No such file" in other.fails("restore", str(missing))
    assert "cannot be written: No such file" in other.fails("backup", str(missing))
    assert "is a directory" in other.fails("backup", str(tmp_path), code=2)
    assert "Missing argument" in other.fails("restore", code=2)
    other.more["SMS_LINE_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"
    assert "The database does not answer" in other.fails("backup", str(tmp_path / "line.zip"))
    assert not (tmp_path / "line.zip").exists()


def test_a_backup_is_of_one_moment(lived_in: CommandLine) -> None:
    """What is written while a snapshot is open is not in it."""
    with lived_in.database() as database, snapshot.snapshot(database) as tx:
        before = snapshot.count(tx, texts)
        lived_in.text("hello", sender=BEN)
        assert snapshot.count(tx, texts) == before
        assert len(list(snapshot.rows(tx, suppressions))) == 0
