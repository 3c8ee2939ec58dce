"""A secret for each link of a broadcast, and the variant whose words name it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Links had no rows before."""
    op.add_column("links", sa.Column("variant", sa.Integer(), server_default="0", nullable=False))
    op.add_column(
        "links", sa.Column("secret", sa.String(length=40), server_default="", nullable=False)
    )
