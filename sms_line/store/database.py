"""One database, SQLite or PostgreSQL, opened the same way: `write()` and `read()` transactions."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

SQLITE_BUSY_SECONDS = 10
"""How long another process's write is waited for; Twilio gives a webhook 15 seconds."""


class DatabaseDown(Exception):
    """The database could not be reached or did not answer. The message is one clear sentence."""


class Database:
    """An engine with the two kinds of transaction that the line uses."""

    def __init__(self, url: str) -> None:
        """Open (but do not yet connect to) `sqlite:///path` or `postgresql://…`."""
        self.url = url
        self.engine = _engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        # Several writers of one SQLite file starve each other (p99 3.1 s with four); a lock in
        # the process before BEGIN IMMEDIATE makes them queue in order.
        self._turn = threading.Lock()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that may change rows. Raises DatabaseDown."""
        if not self.is_sqlite:
            with _told(), self.engine.begin() as connection:
                yield connection
            return
        with self._turn, _told(), self.engine.connect() as connection:
            writing = connection.execution_options(writes=True)
            transaction = writing.begin()
            with transaction:
                yield writing

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that only reads. Raises DatabaseDown."""
        with _told(), self.engine.connect() as connection:
            yield connection

    def insert(self, table: Table) -> Any:
        """The dialect's own INSERT, which knows ON CONFLICT."""
        return sqlite.insert(table) if self.is_sqlite else postgresql.insert(table)

    def forget_traces(self) -> None:
        """After an erasure: SQLite's write-ahead log still holds what was erased until this."""
        if self.is_sqlite:
            with self._turn:
                raw = self.engine.raw_connection()
                try:
                    raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                finally:
                    raw.close()

    def check(self) -> None:
        """Ask the database for nothing. Raises DatabaseDown."""
        with self.read() as connection:
            connection.execute(text("SELECT 1"))

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the driver says about a lost connection into DatabaseDown.

    A mistake in the SQL or in the rows (IntegrityError and its like) passes as it is.
    """
    try:
        yield
    except DBAPIError as error:
        name = type(error.orig).__name__
        if name in {"OperationalError", "InterfaceError", "AdminShutdown", "ConnectionTimeout"}:
            raise DatabaseDown(
                "The database does not answer; check SMS_LINE_DATABASE_URL and that it runs."
            ) from error
        raise


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.drivername in {"postgresql", "postgres"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
        return create_engine(
            parsed, pool_size=20, max_overflow=20, pool_pre_ping=False, hide_parameters=True
        )
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        parsed,
        pool_size=20,
        max_overflow=20,
        connect_args={"timeout": SQLITE_BUSY_SECONDS, "check_same_thread": False},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN would come too late to be IMMEDIATE
    for pragma in (
        "journal_mode=WAL",
        "synchronous=NORMAL",
        "foreign_keys=ON",
        # FORGET ME means it: freed pages are overwritten.
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
