"""Texts that are sent in place of one that the carrier could not bring over."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Let a text say which one it repeats."""
    op.add_column("texts", sa.Column("repeats", sa.Integer(), nullable=True))
