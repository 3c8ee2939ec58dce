"""The table of the public pages: how often somebody has used what costs others something."""

from sqlalchemy import Column, Index, Integer, String, Table

from sms_line.store.metadata import Moment, metadata

page_uses = Table(
    "page_uses",
    metadata,
    Column("id", Integer, primary_key=True),
    # What was done, such as "letters".
    Column("kind", String(12), nullable=False),
    # A keyed hash of where somebody came from, or of a telephone number; kept for a day.
    Column("who", String(64), nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Index("ix_page_uses_who", "kind", "who", "at"),
)
