"""`sms-line restore` refuses in one clear sentence, and leaves the line as it was."""

import json
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import DBAPIError

from sms_line.store.tables import consents
from tests.cli.conftest import CommandLine, backed_up, live_in


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
