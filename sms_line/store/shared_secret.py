"""The secret key that all machines of a line share: with PostgreSQL it is kept in the database.

A second machine must read the cookies and links that the first one signs, and there is no shared
disk. Each machine keeps a copy as a file, for a start while the database is down.
"""

from contextlib import suppress
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select

from sms_line import secret_file
from sms_line.settings import Settings
from sms_line.store.database import Database, DatabaseDown
from sms_line.store.fleet_tables import shared_secrets
from sms_line.store.migrate import migrate

_NAME = "secret key"


def with_secret(settings: Settings, database: Database) -> Settings:
    """Settings that have a secret key: the one that is set, or the one that was made once.

    Raises DatabaseDown where only the database knows it.
    """
    if settings.secret_key:
        return settings
    known = _copy(settings)
    try:
        key = _agreed(database, known or secret_file.new_secret())
    except DatabaseDown:
        if not known:
            raise
        key = known
    if key != known:
        with suppress(OSError):  # it is only a copy
            secret_file.put(settings.data_dir, key)
    return replace(settings, secret_key=key)


def _copy(settings: Settings) -> str:
    with suppress(OSError, UnicodeError):
        return secret_file.read(settings.data_dir) or ""
    return ""


def _agreed(database: Database, candidate: str) -> str:
    """What is there; or else the candidate, of which one wins. Raises DatabaseDown."""
    migrate(database)
    with database.read() as tx:
        if found := read(tx):
            return found
    with database.write() as tx:
        tx.execute(
            database.insert(shared_secrets)
            .values(name=_NAME, value=candidate)
            .on_conflict_do_nothing(index_elements=["name"])
        )
        return read(tx) or candidate


def read(tx: Connection) -> str | None:
    """The key in the database; None where none has been made there."""
    mine = select(shared_secrets.c.value).where(shared_secrets.c.name == _NAME)
    return tx.execute(mine).scalar()


def put(tx: Connection, key: str) -> None:
    """Make this the key."""
    tx.execute(delete(shared_secrets).where(shared_secrets.c.name == _NAME))
    tx.execute(insert(shared_secrets).values(name=_NAME, value=key))
