"""A whole database as plain rows that any database can take back, streamed table by table."""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Date,
    LargeBinary,
    Table,
    delete,
    exists,
    func,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.exc import DataError, IntegrityError

from sms_line.store import (
    action_tables,
    api_tables,
    broadcast_tables,
    desk_tables,
    directory_tables,
    fleet_tables,
    page_tables,
    people_tables,
    recording_tables,
    tables,
    tally_tables,
)
from sms_line.store.database import Database
from sms_line.store.metadata import Moment, metadata

# Importing them fills the metadata.
__all__ = [
    "action_tables",
    "api_tables",
    "broadcast_tables",
    "desk_tables",
    "directory_tables",
    "fleet_tables",
    "page_tables",
    "people_tables",
    "recording_tables",
    "tables",
    "tally_tables",
]

_OF_THE_MOMENT = {
    "api_requests",
    "desk_mails",
    "import_pieces",
    "imports",
    "invitations",
    "journeys",
    "pacing",
    "page_uses",
    "passkey_challenges",
    "sessions",
    "shared_secrets",
    "sign_in_failures",
    "sign_in_links",
    "tallies",
    "tally_looks",
    "text_moves",
    "text_sums",
    "webhook_messages",
    "workers",
    "written_to",
}
"""Not kept: a backup must not sign anybody in again, nor make a used link good,
nor send a mail, tell another program or bring in a list once more; the secret key has a place of
its own in it, and what was summed is summed anew."""

_AT_A_TIME = 1_000
"""Rows in memory at once."""

Row = Mapping[str, Any]
"""One row as JSON can hold it; times and dates in ISO 8601, bytes in base64."""


class DoesNotFit(Exception):
    """A row that this database does not take. The message is the table's name."""


def all_tables() -> list[Table]:
    """Every table of this release; one comes after those that it refers to."""
    return list(metadata.sorted_tables)


def kept_tables() -> list[Table]:
    """The tables that are a line's state."""
    return [table for table in all_tables() if table.name not in _OF_THE_MOMENT]


@contextmanager
def snapshot(database: Database) -> Iterator[Connection]:
    """One read transaction in which every table is of the same moment. Raises DatabaseDown."""
    with database.read() as tx:
        # SQLite's transactions are like that by themselves.
        yield tx if database.is_sqlite else tx.execution_options(isolation_level="REPEATABLE READ")


def count(tx: Connection, table: Table) -> int:
    """How many rows a table has."""
    return int(tx.execute(select(func.count()).select_from(table)).scalar_one())


def rows(tx: Connection, table: Table) -> Iterator[Row]:
    """All rows of a table, in the order of its key."""
    query = select(table).order_by(*table.primary_key.columns)
    for row in tx.execute(query.execution_options(yield_per=_AT_A_TIME)):
        yield {name: _plain(value) for name, value in row._mapping.items()}


def is_empty(tx: Connection) -> bool:
    """Is there nothing to lose?"""
    return not any(
        tx.execute(select(exists(select(literal(1)).select_from(table)))).scalar()
        for table in kept_tables()
    )


def lock(database: Database, tx: Connection) -> None:
    """Let nobody else read or write until this transaction ends; SQLite has one writer anyway."""
    if not database.is_sqlite:
        tx.execute(text(f"LOCK TABLE {_names(tx)} IN ACCESS EXCLUSIVE MODE"))


def empty_out(database: Database, tx: Connection) -> None:
    """Drop every row there is, those of the consent ledger too."""
    if not database.is_sqlite:
        tx.execute(text(f"TRUNCATE {_names(tx)} RESTART IDENTITY"))
        return
    # The triggers of the ledger and the audit log refuse every DELETE, as they should (TRUNCATE
    # does not ask them): they go within this transaction, in which nobody else can write, and
    # come back word for word.
    guards = tx.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql IS NOT NULL")
    ).all()
    for guard in guards:
        tx.execute(text(f'DROP TRIGGER "{guard.name}"'))
    for table in reversed(all_tables()):
        tx.execute(delete(table))
    for guard in guards:
        tx.exec_driver_sql(guard.sql)


def fill(tx: Connection, table: Table, new: Iterable[Row]) -> int:
    """Put rows into a table and give their number. Raises DoesNotFit."""
    filled, waiting = 0, iter(new)
    while chunk := list(islice(waiting, _AT_A_TIME)):
        try:
            typed = [{c.name: _typed(c, row[c.name]) for c in table.columns} for row in chunk]
            tx.execute(insert(table), typed)
        except (DataError, IntegrityError, KeyError, TypeError, ValueError) as error:
            raise DoesNotFit(table.name) from error
        filled += len(chunk)
    return filled


def renumber(database: Database, tx: Connection) -> None:
    """Let PostgreSQL number new rows from where the old ones end; SQLite does so by itself."""
    for table in [] if database.is_sqlite else all_tables():
        column = table.autoincrement_column
        if column is not None:
            last = func.max(column)
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            tx.execute(select(func.setval(sequence, func.coalesce(last, 1), last.is_not(None))))


def _names(tx: Connection) -> str:
    quoted = tx.dialect.identifier_preparer.format_table
    return ", ".join(quoted(table) for table in all_tables())


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    return value.isoformat() if isinstance(value, date) else value


def _typed(column: "Column[Any]", value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, LargeBinary):
        return b64decode(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value
