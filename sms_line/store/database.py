"""One database, SQLite or PostgreSQL, opened the same way: `write()` and `read()` transactions."""

import select
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolEmpty

SQLITE_BUSY_SECONDS = 7
"""How long other writers are waited for: once in this process and once for others, so that a
webhook, to which Twilio gives 15 seconds, still gets an answer."""
POOL_SECONDS = 7
"""How long a thread waits for a connection while all are in use."""
_POSTGRES_PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
"""Seconds and milliseconds (libpq's own units) after which a server that is silent is down."""

_EMPTY = "The database has not this release's tables; sms-line serve and sms-line worker make them."
_DOWN = "The database does not answer; check SMS_LINE_DATABASE_URL and that it runs."
_REFUSED = "The database refuses the user or the password in SMS_LINE_DATABASE_URL."


Insert = Callable[[Table], sqlite.Insert | postgresql.Insert]
"""INSERT in one dialect. To build a statement takes longer than to run it, so what every turn needs
is built once for each of these."""


class DatabaseDown(Exception):
    """The database could not be reached or did not answer. The message is one clear sentence."""


class Database:
    """An engine with the two kinds of transaction that the line uses."""

    def __init__(self, url: str) -> None:
        """Open (but do not yet connect to) `sqlite:///path` or `postgresql://…`."""
        self.url = url
        self.engine = _engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        self.insert: Insert = sqlite.insert if self.is_sqlite else postgresql.insert
        """The dialect's own INSERT, which knows ON CONFLICT."""
        # Several writers of one SQLite file starve each other (p99 3.1 s with four); a lock in
        # the process before BEGIN IMMEDIATE makes them queue in order.
        self._turn = threading.Lock()
        self._here = threading.local()

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """One transaction that may change rows. Raises DatabaseDown."""
        with _told(), self._turn_taken(), self.engine.connect() as connection:
            writing = connection.execution_options(writes=True)
            with writing.begin():
                self._here.writing = writing
                try:
                    yield writing
                finally:
                    self._here.writing = None

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that only reads. Raises DatabaseDown.

        Within a `write()` of the same thread it is that one: a thread never holds a connection
        while it waits for another, so that no number of threads can starve each other.
        """
        writing: Connection | None = getattr(self._here, "writing", None)
        if writing is not None:
            yield writing
            return
        with _told(), self.engine.connect() as connection:
            yield connection

    def forget_traces(self) -> None:
        """After an erasure: SQLite's write-ahead log still holds what was erased until this.

        What somebody else is just reading stays until the next call; the sweep makes one a minute.
        Raises DatabaseDown.
        """
        if not self.is_sqlite:
            return
        with _told(), self._turn_taken():
            raw = self.engine.raw_connection()
            try:
                cursor = raw.cursor()
                cursor.execute("PRAGMA busy_timeout = 1000")
                try:
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
                finally:
                    cursor.execute(f"PRAGMA busy_timeout = {int(SQLITE_BUSY_SECONDS * 1000)}")
            except sqlite3.Error as error:
                raise DatabaseDown(_DOWN) from error
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
    def _turn_taken(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=SQLITE_BUSY_SECONDS):
            raise DatabaseDown(_DOWN)
        try:
            yield
        finally:
            self._turn.release()


@contextmanager
def _told() -> Iterator[None]:
    """Turn what the driver says about a lost connection into DatabaseDown.

    A mistake in the SQL or in the rows (IntegrityError and its like) passes as it is.
    """
    try:
        yield
    except (OperationalError, InterfaceError, PoolEmpty) as error:
        raise DatabaseDown(_sentence(str(getattr(error, "orig", "")))) from error
    except DBAPIError as error:
        # SQLite says of a file that is broken, or is no database, only "DatabaseError"; and a
        # PostgreSQL that was made a standby while we were connected takes no writes.
        if type(error.orig).__name__ in {"DatabaseError", "ReadOnlySqlTransaction"}:
            raise DatabaseDown(_DOWN) from error
        if type(error.orig).__name__ == "UndefinedTable":
            raise DatabaseDown(_EMPTY) from error
        raise


def _sentence(said: str) -> str:
    """What is the matter, by what a driver says; of a refusal there is no code, only words."""
    if "no such table" in said:
        return _EMPTY
    return _REFUSED if "authentication failed" in said else _DOWN


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.drivername in {"postgresql", "postgres"}:
        return _postgres(parsed.set(drivername="postgresql+psycopg"))
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        parsed,
        pool_size=20,
        max_overflow=20,
        pool_timeout=POOL_SECONDS,
        connect_args={"timeout": SQLITE_BUSY_SECONDS, "check_same_thread": False},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _postgres(url: URL) -> Engine:
    engine = create_engine(
        url,
        pool_size=20,
        max_overflow=20,
        pool_timeout=POOL_SECONDS,
        connect_args={k: v for k, v in _POSTGRES_PATIENCE.items() if k not in url.query},
        # Asking every connection whether it lives would cost a round trip a turn; see below.
        pool_pre_ping=False,
        hide_parameters=True,
    )
    event.listen(engine, "checkout", _replace_if_hung_up)
    return engine


def _replace_if_hung_up(connection: Any, _record: Any, _proxy: Any) -> None:
    """A server that was restarted has closed the socket: seen in microseconds, without asking it.

    An idle connection has nothing to read but that goodbye. The pool connects anew, so that a
    restart between two texts loses neither.
    """
    if connection.closed:
        raise DisconnectionError
    socket = select.poll()
    socket.register(connection.fileno(), select.POLLIN)
    if socket.poll(0):
        raise DisconnectionError


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
