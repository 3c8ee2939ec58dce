"""Organizers are told of broadcasts that pause themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """No mail tells of a broadcast yet."""
    op.add_column("desk_mails", sa.Column("about", sa.Integer(), nullable=True))
