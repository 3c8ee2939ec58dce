"""Find supporters by the beginning of their name, or of its last word, among a million."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Index what `store/supporter_search.py` asks for, in its very words."""
    # In PostgreSQL a range of letters is only one in the order of their codes.
    ordered = ' COLLATE "C"' if op.get_bind().dialect.name == "postgresql" else ""
    last = "lower(substr(name, length(rtrim(name, replace(name, ' ', ''))) + 1))"
    for index, words in (("ix_supporters_name", "lower(name)"), ("ix_supporters_last_name", last)):
        op.execute(sa.text(f"CREATE INDEX {index} ON supporters (({words}){ordered})"))
