"""Alembic's folder; `store.migrate` runs it."""
