"""The tables of the organizers' work on actions; the versions themselves are in `tables`."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table, Text

from sms_line.store.metadata import Moment, metadata

action_drafts = Table(
    "action_drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    # The action that it will be a version of; "" for one that was never published.
    Column("slug", String(60), nullable=False),
    # The version that it began with, 0 for none.
    Column("base_version", Integer, nullable=False),
    Column("source", Text, nullable=False),
    # What drafting found and missed: lists of sentences by "missing", "found", "spanish".
    Column("notes", JSON, nullable=False),
    # Goes up with each change, so that nobody writes over what they have not seen.
    Column("revision", Integer, nullable=False),
    Column("changed_by", String(254), nullable=False),
    Column("changed_at", Moment, nullable=False),
    # An action has one draft, which all organizers share.
    Index(
        "ix_action_drafts_slug",
        "slug",
        unique=True,
        sqlite_where=Column("slug") != "",
        postgresql_where=Column("slug") != "",
    ),
    sqlite_autoincrement=True,
)

action_endings = Table(
    "action_endings",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("slug", String(60), nullable=False, index=True),
    # Ended by hand, or opened again; the newest row of an action counts.
    Column("ended", Boolean, nullable=False),
    Column("at", Moment, nullable=False),
)
