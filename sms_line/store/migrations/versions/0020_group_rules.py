"""Owners set rules for all broadcasts, and organizers are told of one that pauses itself."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """No mail tells of a broadcast yet; persons are counted only once an owner says so."""
    op.add_column("desk_mails", sa.Column("about", sa.Integer(), nullable=True))
    op.add_column(
        "desk_rules",
        sa.Column("links", sa.String(10), nullable=False, server_default="broadcast"),
    )
    op.add_column("desk_rules", sa.Column("approval_above", sa.Integer(), nullable=True))
