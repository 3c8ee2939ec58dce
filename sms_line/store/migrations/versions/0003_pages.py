"""Letters and look-ups of people on a page, who have no telephone number; how often they do it."""

import sqlalchemy as sa
from alembic import op

from sms_line.store.metadata import Moment

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Give letters and look-ups the key of a conversation on a page."""
    op.add_column("letters", sa.Column("visit", sa.String(length=64), nullable=True))
    op.create_index("ix_letters_visit", "letters", ["visit", "action", "bioguide"], unique=True)
    op.add_column(
        "lookups", sa.Column("visit", sa.String(length=64), nullable=False, server_default="")
    )
    op.create_index("ix_lookups_visit", "lookups", ["visit"], unique=False)
    op.create_index(
        "ix_conversations_web",
        "conversations",
        ["updated_at"],
        unique=False,
        sqlite_where=sa.text("channel = 'web'"),
        postgresql_where=sa.text("channel = 'web'"),
    )
    op.create_table(
        "page_uses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_uses")),
    )
    op.create_index(op.f("ix_page_uses_at"), "page_uses", ["at"], unique=False)
    op.create_index("ix_page_uses_who", "page_uses", ["kind", "who", "at"], unique=False)
