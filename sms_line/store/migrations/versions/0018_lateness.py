"""The pace knows how late texts may leave: the more, the further apart are their moments."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    """Nothing is late yet."""
    for name in ("lateness", "lateness_until"):
        op.add_column("pacing", sa.Column(name, sa.Float, nullable=False, server_default="0"))
