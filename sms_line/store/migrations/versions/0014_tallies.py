"""Sums by the minute for the desk's numbers, and how far people come on the way to a letter."""

import sqlalchemy as sa
from alembic import op

from sms_line.store.metadata import Moment

revision = "0014"
down_revision = "0013"

_TROUBLE = "status IN ('failed', 'undelivered', 'given up')"


def upgrade() -> None:
    """Make the tables; the next look fills them."""
    op.create_table(
        "tallies",
        sa.Column("grain", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", Moment(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("grain", "start", "source", "what", "action"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "written_to",
        sa.Column("grain", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", Moment(), nullable=False),
        sa.Column("bioguide", sa.String(length=10), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("grain", "start", "bioguide"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "journeys",
        sa.Column("conversation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "action"),
    )
    op.create_index("ix_journeys_began_at", "journeys", ["began_at", "step", "waiting", "action"])
    op.create_table(
        "tally_looks",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("looked_at", Moment(), nullable=False),
        sa.Column("kept", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "ix_texts_trouble",
        "texts",
        ["at"],
        sqlite_where=sa.text(_TROUBLE),
        postgresql_where=sa.text(_TROUBLE),
    )
