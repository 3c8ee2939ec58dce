"""The tables of other programs: tokens that let them in, addresses that are told what happens."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from sms_line.store.desk_tables import HASH
from sms_line.store.metadata import Moment, metadata
from sms_line.store.tables import PHONE

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(80), nullable=False),
    Column("token_hash", HASH, nullable=False, unique=True),
    # What it may do, in words of `api_tokens.Scope`.
    Column("scopes", JSON, nullable=False),
    Column("created_at", Moment, nullable=False),
    # An organizer's address, or the command line.
    Column("created_by", String(254), nullable=False),
    Column("revoked_at", Moment),
    Column("used_at", Moment),
    # Requests in the minute of `used_at`.
    Column("used", Integer, nullable=False, default=0),
    # The audit log speaks of tokens by number.
    sqlite_autoincrement=True,
)

api_requests = Table(
    "api_requests",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token_id", ForeignKey("api_tokens.id"), nullable=False),
    # SHA-256 of the Idempotency-Key and of the request that it came with.
    Column("key_hash", HASH, nullable=False),
    Column("body_hash", HASH, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    # The row that came of it.
    Column("row_id", Integer),
    UniqueConstraint("token_id", "key_hash"),
)
"""Requests that must not be carried out twice."""

webhook_endpoints = Table(
    "webhook_endpoints",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", String(500), nullable=False),
    Column("events", JSON, nullable=False),
    # The other side is told telephone numbers.
    Column("with_phone", Boolean, nullable=False),
    # What its secret is made from, together with the line's own.
    Column("salt", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("created_by", String(254), nullable=False),
    Column("disabled_at", Moment),
    # Why it was switched off, a sentence.
    Column("why", String(200), nullable=False, default=""),
    # Tries that failed since the last that did not, and when the first of them was.
    Column("failures", Integer, nullable=False, default=0),
    Column("failing_since", Moment),
    # One worker at a time tells it, until this moment.
    Column("busy_until", Moment),
    sqlite_autoincrement=True,
)

webhook_messages = Table(
    "webhook_messages",
    metadata,
    Column("id", Integer, primary_key=True),
    # The webhook-id: the same at every try.
    Column("message_id", String(40), nullable=False, unique=True),
    # No foreign key: an endpoint may go while somebody's turn is being taken.
    Column("endpoint_id", Integer, nullable=False),
    Column("event", String(20), nullable=False),
    # Whose it is, to be sent where the endpoint is told numbers, and to be forgotten by.
    Column("phone", PHONE, index=True),
    # NULL once it is delivered and nobody would send it again.
    Column("data", JSON(none_as_null=True)),
    Column("at", Moment, nullable=False, index=True),
    # "waiting", "delivered", "given up".
    Column("status", String(12), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    # When it is tried next; NULL once it is settled.
    Column("due_at", Moment),
    Column("tried_at", Moment),
    # What came of the last try, free of personal data.
    Column("answer", String(120), nullable=False, default=""),
    Index("ix_webhook_messages_endpoint", "endpoint_id", "id"),
    # What waits is few rows.
    Index(
        "ix_webhook_messages_waiting",
        "endpoint_id",
        "due_at",
        sqlite_where=Column("due_at").is_not(None),
        postgresql_where=Column("due_at").is_not(None),
    ),
    sqlite_autoincrement=True,
)
"""What other programs are told, one row for each of them."""
