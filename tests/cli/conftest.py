"""Whole lines to run commands on, of both kinds, with one supporter's action on them."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from click.testing import CliRunner, Result

from sms_line import settings
from sms_line.app import Application, build
from sms_line.bundle_paths import FIXTURES
from sms_line.cli import main
from sms_line.core.people import PhoneNumber
from sms_line.saying import Heard
from sms_line.store import snapshot
from sms_line.store.database import Database

ANA = "+13075550100"
ACTION = ("free", "82001", "Ana Diaz", "no", "yes")
"""What somebody in Cheyenne texts from the keyword to three letters."""


@dataclass
class CommandLine:
    """One line's environment, and the commands run in it."""

    url: str
    folder: Path
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        return {
            "SMS_LINE_DATABASE_URL": self.url,
            "SMS_LINE_DATA_DIR": str(self.folder),
            **self.more,
        }

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(main, list(words), env=dict(self.environment))

    def fails(self, *words: str, code: int = 1) -> str:
        """Run what must fail in one clear sentence, and give that."""
        result = self.run(*words)
        assert result.exit_code == code, result.output
        assert result.stdout == ""
        assert "Traceback" not in result.stderr
        assert "unexpected" not in result.stderr
        return " ".join(result.stderr.split())

    def does(self, *words: str) -> str:
        """Run what must succeed, and give its answer."""
        result = self.run(*words)
        assert result.exit_code == 0, result.output
        return result.stdout_bytes.decode()

    @contextmanager
    def application(self) -> Iterator[Application]:
        application = build(settings.read(self.environment))
        try:
            yield application
        finally:
            application.close()

    def text(self, *words: str, sender: str = ANA) -> None:
        """Somebody texts the line."""
        with self.application() as application:
            for body in words:
                application.line.hear(
                    Heard(
                        sid=f"SM{uuid4().hex}",
                        sender=PhoneNumber(sender),
                        line_number="55555",
                        body=body,
                    )
                )

    def work(self) -> None:
        """A worker does all that is due."""
        with self.application() as application:
            application.sweep()
            application.bell.drain()

    @contextmanager
    def database(self) -> Iterator[Database]:
        with closing(Database(self.url)) as database:
            yield database

    def contents(self) -> dict[str, list[dict[str, Any]]]:
        """Every row of every table that is state."""
        with self.database() as database, database.read() as tx:
            return {
                table.name: [dict(row) for row in snapshot.rows(tx, table)]
                for table in snapshot.kept_tables()
            }

    def outbox(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.folder / "outbox").glob("*.eml")}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No .env of the checkout."""
    monkeypatch.chdir(tmp_path)


MakeLine = Callable[[str], CommandLine]


@pytest.fixture
def sqlite_line(tmp_path: Path) -> MakeLine:
    """Makes empty lines on SQLite, by name."""
    return lambda name: CommandLine(f"sqlite:///{tmp_path / name / 'line.db'}", tmp_path / name)


@pytest.fixture
def line(migrated_url: str, tmp_path: Path) -> CommandLine:
    """An empty line, once of each kind."""
    return CommandLine(migrated_url, tmp_path / "var")


@pytest.fixture
def synced(prepared_url: str, tmp_path: Path) -> CommandLine:
    """A line that knows who represents whom, once of each kind."""
    return CommandLine(prepared_url, tmp_path / "var")


def live_in(line: CommandLine) -> CommandLine:
    """Data, an action, and one supporter who has carried it out."""
    line.does("data", "sync", "--from", str(FIXTURES / "directory"))
    return act_on(line)


def act_on(line: CommandLine) -> CommandLine:
    """An action, and one supporter who has carried it out."""
    line.does("action", "load", str(FIXTURES / "actions" / "freethemall.md"))
    line.text(*ACTION)
    line.work()
    return line


@pytest.fixture
def lived_in(synced: CommandLine) -> CommandLine:
    """A line on which Ana's three letters have left."""
    return act_on(synced)


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
