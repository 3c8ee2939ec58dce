"""Bring a database to the shape that this release needs, in one transaction."""

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from sms_line.store.database import Database

_MIGRATIONS = Path(__file__).parent / "migrations"
HEAD = max(each.name.partition("_")[0] for each in (_MIGRATIONS / "versions").glob("[0-9]*_*.py"))
"""The newest migration; a test holds that it is Alembic's own head."""

_LOCK = 727_546
"""Any number of processes may start at once on PostgreSQL: one migrates, the rest wait."""


def migrate(database: Database) -> None:
    """Run what is missing. Raises DatabaseDown."""
    with database.read() as connection:
        if version(connection) == HEAD:
            return
    with database.write() as connection:
        if not database.is_sqlite:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        _upgrade(connection)


def version(connection: Connection) -> str | None:
    """The newest migration that this database has; None for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _upgrade(connection: Connection) -> None:
    # Imported here because most starts find nothing to do, and Alembic takes 0.2 s to load.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
