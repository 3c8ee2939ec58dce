"""Who was asked whether they want alerts: the first half of a double opt-in."""

import sqlalchemy as sa
from alembic import op

from sms_line.store.metadata import Moment

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "alert_offers",
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("lapses_at", Moment(), nullable=True),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("phone"),
    )
    op.create_index("ix_alert_offers_lapses_at", "alert_offers", ["lapses_at"])
