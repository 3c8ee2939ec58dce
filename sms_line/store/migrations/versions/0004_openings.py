"""Calls that wait for an office to open, and which of its telephones was rung."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Give a call that was asked for its office, and a try to reach one its number."""
    op.add_column(
        "callbacks", sa.Column("bioguide", sa.String(length=10), nullable=False, server_default="")
    )
    op.add_column(
        "legs", sa.Column("number", sa.String(length=40), nullable=False, server_default="")
    )
