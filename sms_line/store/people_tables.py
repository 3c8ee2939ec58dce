"""The tables of what organizers keep about people: conversations, notes, answers, lists, drafts."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from sms_line.store.metadata import Moment, metadata
from sms_line.store.tables import PHONE

threads = Table(
    "threads",
    metadata,
    # Whose conversation it is.
    Column("phone", PHONE, primary_key=True),
    # The inbound text that addresses it.
    Column("text_id", Integer, nullable=False),
    # An organizer's number; no foreign key: who is gone answers nobody.
    Column("assigned_to", Integer, index=True),
    # When it was last marked as done; NULL while it is not.
    Column("done_at", Moment, index=True),
)
"""Conversations that an organizer has taken on, or has done with."""

canned_answers = Table(
    "canned_answers",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("title", String(80), nullable=False, unique=True),
    # Language → the words.
    Column("words", JSON, nullable=False),
)

notes = Table(
    "notes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("supporter_id", Integer, nullable=False, index=True),
    Column("at", Moment, nullable=False),
    # An organizer's address.
    Column("who", String(254), nullable=False),
    Column("words", Text, nullable=False),
)
"""What organizers have written down about a supporter."""

imports = Table(
    "imports",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who", String(254), nullable=False),
    Column("at", Moment, nullable=False),
    # "checking", "checked" (an organizer has to say yes), "importing", "done", "failed".
    Column("status", String(12), nullable=False),
    # When a worker is to look at it next; NULL once it waits for a person, or is over.
    Column("due_at", Moment, index=True),
    Column("claimed_at", Moment),
    # For everybody in it.
    Column("tags", JSON, nullable=False),
    # Bytes of the file, and how many of them have been read.
    Column("size", Integer, nullable=False),
    Column("bytes_read", Integer, nullable=False, default=0),
    # What became of the rows, or would; and the first of those that cannot be used, by line.
    Column("outcome", JSON, nullable=False),
    Column("bad_rows", JSON, nullable=False),
    # Why it failed, a sentence.
    Column("why", String(300), nullable=False, default=""),
)

import_pieces = Table(
    "import_pieces",
    metadata,
    # The file, kept only until it is done: workers share no disk with the web.
    Column("import_id", ForeignKey("imports.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("data", LargeBinary, nullable=False),
)

broadcast_drafts = Table(
    "broadcast_drafts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("who", String(254), nullable=False),
    Column("updated_at", Moment, nullable=False),
    # The form as it was filled in.
    Column("filled", JSON, nullable=False),
    # The broadcast that came of it: a form that is sent twice plans one.
    Column("broadcast_id", Integer),
    Index("ix_broadcast_drafts_open", "broadcast_id", "id"),
    # A number is not given twice: a page may still be open on a draft that is gone.
    sqlite_autoincrement=True,
)
