"""The tables of who represents whom. Each sync writes one whole edition; the newest is in use."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from sms_line.store.metadata import Moment, metadata


def _edition() -> Column[int]:
    """The edition a row belongs to; it goes when its edition goes."""
    return Column(
        "edition",
        Integer,
        ForeignKey("directory_editions.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


editions = Table(
    "directory_editions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("loaded_at", Moment, nullable=False),
    Column("source", Text, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("members_as_of", Date, nullable=False),
    Column("lines_as_of", Date),
    Column("congress", Integer, nullable=False),
    Column("valid_from", Moment, nullable=False),
    Column("valid_to", Moment, nullable=False),
    Column("notes", Text, nullable=False),
    # A number is never given twice: processes recognize by it what they keep in memory.
    sqlite_autoincrement=True,
)

members = Table(
    "directory_members",
    metadata,
    _edition(),
    Column("bioguide", String(7), primary_key=True),
    Column("title", String(24), nullable=False),
    Column("name", Text, nullable=False),
    Column("last_name", Text, nullable=False),
    Column("state", String(2), nullable=False),
    Column("district", Integer),
    Column("senior", Boolean, nullable=False),
    Column("phone", String(12), nullable=False),
    Column("congress", Integer, nullable=False),
    Column("valid_from", Moment, nullable=False),
    Column("valid_to", Moment, nullable=False),
)
"""Who sits: `district` is NULL for a senator, `valid_from` and `valid_to` bound the term as it is
published (one appointed until a special election may sit on past it)."""

seats = Table(
    "directory_seats",
    metadata,
    _edition(),
    Column("state", String(2), primary_key=True),
    Column("district", Integer, primary_key=True, autoincrement=False),
    Column("congress", Integer, nullable=False),
    Column("valid_from", Moment, nullable=False),
    Column("valid_to", Moment, nullable=False),
)
"""The House districts whose lines this edition has; one without a member is vacant."""

offices = Table(
    "directory_offices",
    metadata,
    _edition(),
    Column("id", String(100), primary_key=True),
    Column("bioguide", String(7), nullable=False),
    Column("city", Text, nullable=False),
    Column("state", String(2), nullable=False),
    Column("phone", String(12), nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("hours", Text, nullable=False),
    Column("time_zone", String(40), nullable=False),
)
"""Offices at home; `phone`, `hours` and `time_zone` are "" where nobody says."""
Index("ix_directory_offices_bioguide", offices.c.edition, offices.c.bioguide)

zips = Table(
    "directory_zips",
    metadata,
    _edition(),
    Column("zip", String(5), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("city", Text, nullable=False),
    Column("state", String(2), nullable=False),
    Column("time_zone", String(40), nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("districts", Text, nullable=False),
)
"""Every ZIP code with its answer, worked out at sync time so that a look-up reads one row.

`districts` holds the codes ("TX-37 TX-35"), the likeliest first, "" where there are none.
"""

refreshes = Table(
    "directory_refreshes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who", String(254), nullable=False),
    Column("asked_at", Moment, nullable=False),
    Column("source", Text, nullable=False),
    # States with a vacant Senate seat, space between.
    Column("vacant_senate", String(150), nullable=False),
    Column("status", String(12), nullable=False),
    Column("claimed_at", Moment),
    Column("ended_at", Moment),
    Column("why", Text, nullable=False),
    # A bell that rings late must not be taken for another one's.
    sqlite_autoincrement=True,
)
"""When a new edition was asked for, by whom, and what came of it."""
Index("ix_directory_refreshes_status", refreshes.c.status)
