"""The tables of what several machines share where there is no shared disk."""

from sqlalchemy import Column, LargeBinary, String, Table, Text

from sms_line.store.metadata import Moment, metadata

workers = Table(
    "workers",
    metadata,
    # Made up at each start; it says nothing of the machine.
    Column("name", String(32), primary_key=True),
    Column("started_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
)

shared_secrets = Table(
    "shared_secrets",
    metadata,
    # One row: the key that was made at the first start, where SMS_LINE_SECRET_KEY gives none.
    Column("name", String(32), primary_key=True),
    Column("value", Text, nullable=False),
)

recording_files = Table(
    "recording_files",
    metadata,
    # What an action calls it, such as "greeting.mp3".
    Column("name", String(200), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
