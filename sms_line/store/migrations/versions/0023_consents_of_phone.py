"""What a person agreed to is found by their number, whatever SQLite thinks of its other index."""

from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    """The kind of a consent joins the number in the index."""
    op.drop_index("ix_consents_phone", "consents")
    op.create_index("ix_consents_of_phone", "consents", ["phone", "kind", "at"])
