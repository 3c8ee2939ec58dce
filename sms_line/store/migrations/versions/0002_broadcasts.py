"""Broadcasts: their recipients, the pace of the sender, tags, short links."""

import sqlalchemy as sa
from alembic import op

from sms_line.store.metadata import Moment

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the tables, and give everybody who ever opted in a row among the supporters."""
    _broadcasts()
    _lanes()
    _recipients()
    _pacing()
    _tags()
    _links()
    _clicks()
    _supporters()
    _texts()


def _broadcasts() -> None:
    op.create_table(
        "broadcasts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("why", sa.String(length=300), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("local_at", sa.String(length=16), nullable=False),
        sa.Column("earliest", sa.Integer(), nullable=False),
        sa.Column("latest", sa.Integer(), nullable=False),
        sa.Column("night", sa.String(length=4), nullable=False),
        sa.Column("rate", sa.Float(), nullable=True),
        sa.Column("links", sa.String(length=10), nullable=False),
        sa.Column("reminds", sa.String(length=60), nullable=True),
        sa.Column("resumed_at", Moment(), nullable=True),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("created_by", sa.String(length=254), nullable=False),
        sa.Column("approved_by", sa.String(length=254), nullable=False),
        sa.Column("frozen_at", Moment(), nullable=True),
        sa.Column("frozen_to", sa.Integer(), nullable=False),
        sa.Column("freeze_until", sa.Integer(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("recipients", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcasts")),
        sa.UniqueConstraint("reminds", name=op.f("uq_broadcasts_reminds")),
    )
    op.create_index("ix_broadcasts_state", "broadcasts", ["state"], unique=False)


def _lanes() -> None:
    op.create_table(
        "lanes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("strict", sa.Boolean(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("next", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("stopped", sa.Integer(), nullable=False),
        sa.Column("night", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("incomplete", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcasts.id"], name=op.f("fk_lanes_broadcast_id_broadcasts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lanes")),
        sa.UniqueConstraint(
            "broadcast_id", "zone", "strict", name=op.f("uq_lanes_broadcast_id_zone_strict")
        ),
    )


def _recipients() -> None:
    op.create_table(
        "recipients",
        sa.Column("lane_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("supporter_id", sa.Integer(), nullable=False),
        sa.Column("variant", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["lane_id"], ["lanes.id"], name=op.f("fk_recipients_lane_id_lanes")
        ),
        sa.PrimaryKeyConstraint("lane_id", "position", name=op.f("pk_recipients")),
        sqlite_with_rowid=False,
    )


def _pacing() -> None:
    op.create_table(
        "pacing",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("next_at", sa.Float(), nullable=False),
        sa.Column("idle", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_pacing")),
    )


def _tags() -> None:
    op.create_table(
        "tags",
        sa.Column("supporter_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("tag", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("supporter_id", "tag", name=op.f("pk_tags")),
    )
    op.create_index("ix_tags_tag", "tags", ["tag", "supporter_id"], unique=False)


def _links() -> None:
    op.create_table(
        "links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["broadcast_id"], ["broadcasts.id"], name=op.f("fk_links_broadcast_id_broadcasts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_links")),
    )
    op.create_index(op.f("ix_links_broadcast_id"), "links", ["broadcast_id"], unique=False)


def _clicks() -> None:
    op.create_table(
        "clicks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("link_id", sa.Integer(), nullable=False),
        sa.Column("supporter_id", sa.Integer(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["link_id"], ["links.id"], name=op.f("fk_clicks_link_id_links")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clicks")),
    )
    op.create_index(op.f("ix_clicks_link_id"), "clicks", ["link_id"], unique=False)
    op.create_index(op.f("ix_clicks_supporter_id"), "clicks", ["supporter_id"], unique=False)


def _supporters() -> None:
    # SQLite would give the number of the last supporter who was erased to the next who comes.
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table(
            "supporters", recreate="always", table_kwargs={"sqlite_autoincrement": True}
        ):
            pass
    op.create_index("ix_supporters_state", "supporters", ["state"], unique=False)
    op.execute(
        """
        INSERT INTO supporters
            (phone, language, name, prefix, street, email, zip, city, state, district,
             created_at, updated_at)
        SELECT phone, 'en', '', '', '', '', '', '', '', '', MIN(at), MIN(at)
        FROM consents
        WHERE kind = 'opt-in' AND phone NOT IN (SELECT phone FROM supporters)
        GROUP BY phone
        """
    )


def _texts() -> None:
    op.add_column("texts", sa.Column("broadcast_id", sa.Integer(), nullable=True))
    op.add_column("texts", sa.Column("variant", sa.Integer(), nullable=True))
    op.create_index(
        "ix_texts_broadcast",
        "texts",
        ["broadcast_id", "status", "error"],
        unique=False,
        sqlite_where=sa.text("broadcast_id IS NOT NULL"),
        postgresql_where=sa.text("broadcast_id IS NOT NULL"),
    )
