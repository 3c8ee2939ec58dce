"""What a call is about that waits for an office to open."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Give a call that was asked for the action of the call in which it was."""
    op.add_column(
        "callbacks", sa.Column("action", sa.String(length=60), nullable=False, server_default="")
    )
