"""What PostgreSQL refuses fails tests on SQLite too; see tests/column_guard.py."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Executable, insert, literal, select
from sqlalchemy.exc import DataError

from sms_line.store import supporters
from sms_line.store.broadcast_tables import tags
from sms_line.store.database import Database
from sms_line.store.tables import calls, texts
from sms_line.store.tables import supporters as people
from tests.column_guard import Unfit

NOW = datetime(2026, 11, 23, tzinfo=UTC)
ANA = "+13075550100"


def bind(database: Database, statement: Executable) -> None:
    with database.write() as tx:
        supporters.enrol(database, tx, ANA, NOW)
        tx.execute(statement)


def call(**changed: object) -> Executable:
    row = {"sid": "CA1", "line_number": "", "direction": "inbound", "status": "", "began_at": NOW}
    return insert(calls).values(row | changed)


UNFIT = {
    "too long": call(direction="x" * 11),
    "too long, in a list": insert(tags).from_select(
        ["supporter_id", "tag"],
        select(people.c.id, literal("x" * 61, tags.c.tag.type)),
    ),
    "NUL": call(sid="CA\0"),
    "a large number": call(seconds=2**31),
    "NUL, compared": select(calls.c.id).where(calls.c.sid == "CA\0"),
    "a large number, compared": select(calls.c.id).where(calls.c.id == 2**31),
    "a large number, one of several": select(texts.c.id).where(texts.c.id.in_([1, -(2**31) - 1])),
}
FITS = {
    "as long as it may be": call(direction="x" * 10),
    "as large as it may be": call(seconds=2**31 - 1),
    "longer, but only compared": select(calls.c.id).where(calls.c.direction == "x" * 11),
}


@pytest.mark.parametrize("statement", UNFIT.values(), ids=UNFIT)
def test_what_no_column_holds_is_refused(
    database: Database, statement: Executable, unfit: list[str]
) -> None:
    with pytest.raises(Unfit if database.is_sqlite else DataError):
        bind(database, statement)
    # Else the test would fail for it; only SQLite needs the guard.
    assert len(unfit) == database.is_sqlite
    unfit.clear()


@pytest.mark.parametrize("statement", FITS.values(), ids=FITS)
def test_what_fits_is_let_through(database: Database, statement: Executable) -> None:
    bind(database, statement)
