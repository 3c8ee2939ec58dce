"""The table of what callers have spoken and the carrier keeps, until it is deleted there."""

from sqlalchemy import Column, Index, Integer, String, Table

from sms_line.store.metadata import Moment, metadata
from sms_line.store.tables import PHONE

recordings = Table(
    "recordings",
    metadata,
    Column("id", Integer, primary_key=True),
    # What the carrier calls it: "Recordings", or "Transcriptions" for the words of one.
    Column("kind", String(16), nullable=False),
    Column("sid", String(64), nullable=False, unique=True),
    Column("call_sid", String(64), nullable=False, index=True),
    # NULL where the caller withheld it or asked to be forgotten, and once it is deleted.
    Column("phone", PHONE, index=True),
    Column("status", String(12), nullable=False),
    # Which text in the inbox is about it; an organizer listens.
    Column("text_id", Integer, index=True),
    Column("attempts", Integer, nullable=False, default=0),
    Column("error", String(40), nullable=False, default=""),
    Column("created_at", Moment, nullable=False),
    # When it is to be deleted; NULL while a person is to listen, and once it is gone.
    Column("due_at", Moment),
    Column("claimed_at", Moment),
    # What is to be deleted is a handful of rows.
    Index(
        "ix_recordings_due_at",
        "due_at",
        sqlite_where=Column("due_at").is_not(None),
        postgresql_where=Column("due_at").is_not(None),
    ),
)
