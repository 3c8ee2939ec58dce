"""What callers have spoken, to be deleted at the carrier."""

import sqlalchemy as sa
from alembic import op

from sms_line.store.metadata import Moment

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "recordings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=False),
        sa.Column("call_sid", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("text_id", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("error", sa.String(length=40), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("claimed_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sid"),
    )
    for column in ("call_sid", "phone", "text_id"):
        op.create_index(f"ix_recordings_{column}", "recordings", [column])
    due = sa.text("due_at IS NOT NULL")
    op.create_index(
        "ix_recordings_due_at",
        "recordings",
        ["due_at"],
        sqlite_where=due,
        postgresql_where=due,
    )
