"""The tables of the organizers' desk: who may sign in, who has, and what they did."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from sms_line.store.metadata import Moment, metadata

HASH = String(64)
"""SHA-256 in hex: a secret itself is never stored."""

organizers = Table(
    "organizers",
    metadata,
    Column("id", Integer, primary_key=True),
    # In lower case.
    Column("email", String(254), nullable=False, unique=True),
    Column("role", String(12), nullable=False),
    Column("created_at", Moment, nullable=False),
    # A number is not given twice: the audit log speaks of organizers who are gone.
    sqlite_autoincrement=True,
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("token_hash", HASH, primary_key=True),
    # A newer link takes the place of an older one.
    Column("organizer_id", ForeignKey("organizers.id"), nullable=False, unique=True),
    Column("expires_at", Moment, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", HASH, primary_key=True),
    Column("organizer_id", ForeignKey("organizers.id"), nullable=False, index=True),
    Column("created_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False, index=True),
)

sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    Column("id", Integer, primary_key=True),
    # A keyed hash of the address from which somebody tried.
    Column("visitor", HASH, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Index("ix_sign_in_failures_visitor_at", "visitor", "at"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    # An organizer's address as it was then, or the command line.
    Column("who", String(254), nullable=False),
    Column("did", String(40), nullable=False),
    # What it was done to, as a table's row: never a number, a name or a word of a supporter.
    Column("kind", String(20), nullable=False),
    Column("row_id", Integer, nullable=False),
    Column("detail", String(200), nullable=False, default=""),
    Index("ix_audit_kind_row_id", "kind", "row_id"),
)
