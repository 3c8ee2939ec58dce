"""A broadcast that goes on is judged by what has happened since, not by all before."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """What went on before this is judged by all of it, as it was."""
    op.add_column(
        "broadcasts", sa.Column("handled_before", sa.Integer, nullable=False, server_default="0")
    )
