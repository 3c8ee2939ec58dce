"""The pace needs no record of idle time: a text that leaves late takes another moment."""

from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Let go of the column."""
    op.drop_column("pacing", "idle")
