"""The migrations end where the code begins: one head, and the tables that the code describes."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from sms_line.store import migrate, snapshot
from sms_line.store.database import Database


def test_the_newest_is_alembics_head(database: Database) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate._MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_heads() == [migrate.HEAD]
    with database.read() as tx:
        assert migrate.version(tx) == migrate.HEAD


# Of an index over an expression, neither of them can tell what the expression is.
OF_EXPRESSIONS = {"ix_supporters_name", "ix_supporters_last_name"}


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_the_tables_are_those_of_the_code(database: Database) -> None:
    described = next(iter(snapshot.all_tables())).metadata
    with database.read() as tx:
        assert set(inspect(tx).get_table_names()) == {*described.tables, "alembic_version"}
        context = MigrationContext.configure(
            tx, opts={"include_name": lambda name, *_: name not in OF_EXPRESSIONS}
        )
        assert not compare_metadata(context, described)
