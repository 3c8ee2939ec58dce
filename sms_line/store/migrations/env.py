"""Alembic's entry: run the migrations on the connection that `store.migrate` hands over."""

from alembic import context

from sms_line.store import desk_tables, directory_tables, tables
from sms_line.store.metadata import metadata

__all__ = ["desk_tables", "directory_tables", "tables"]  # importing them fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
