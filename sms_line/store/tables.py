"""The tables of people and what happened to them; who represents whom is in `directory_tables`."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from sms_line.store.metadata import Moment, metadata

PHONE = String(40)
"""E.164 or a short code."""

supporters = Table(
    "supporters",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("phone", PHONE, nullable=False, unique=True),
    Column("language", String(5), nullable=False),
    Column("name", String(200), nullable=False, default=""),
    Column("prefix", String(10), nullable=False, default=""),
    Column("street", String(300), nullable=False, default=""),
    Column("email", String(254), nullable=False, default=""),
    Column("zip", String(5), nullable=False, default="", index=True),
    Column("city", String(100), nullable=False, default=""),
    Column("state", String(2), nullable=False, default=""),
    Column("district", String(5), nullable=False, default="", index=True),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index("ix_supporters_state", "state"),
    # A number is not given twice: recipients and tags speak of supporters who are gone.
    sqlite_autoincrement=True,
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("channel", String(10), nullable=False),
    Column("key", String(64), nullable=False),
    Column("state", Text, nullable=False, default=""),
    Column("turns", Integer, nullable=False, default=0),
    # What a call was answered last, for a webhook that comes twice; what a page has to say.
    Column("answer", Text, nullable=False, default=""),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("channel", "key"),
    # Those on a page are let go of after a while.
    Index(
        "ix_conversations_web",
        "updated_at",
        sqlite_where=text("channel = 'web'"),
        postgresql_where=text("channel = 'web'"),
    ),
)

texts = Table(
    "texts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("direction", String(3), nullable=False),
    Column("phone", PHONE),
    Column("line_number", PHONE, nullable=False, default=""),
    Column("body", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Column("sid", String(64)),
    Column("answers", Integer),
    Column("action", String(60), nullable=False, default=""),
    Column("status", String(12), nullable=False),
    Column("error", String(40), nullable=False, default=""),
    Column("segments", Integer, nullable=False, default=0),
    Column("flagged", Boolean, nullable=False, default=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("due_at", Moment),
    Column("claimed_at", Moment),
    # The broadcast that it belongs to, and which of its variants was sent.
    Column("broadcast_id", Integer),
    Column("variant", Integer),
    # The text that this one is sent in place of.
    Column("repeats", Integer),
    # A webhook that comes twice is known by this.
    UniqueConstraint("sid", "direction"),
    Index("ix_texts_phone_id", "phone", "id"),
    Index("ix_texts_answers", "answers"),
    # The organizers' counts of a day.
    Index("ix_texts_at", "at"),
    # What waits for a human is a handful of rows among millions.
    Index(
        "ix_texts_flagged",
        "phone",
        "id",
        sqlite_where=text("flagged = 1"),
        postgresql_where=text("flagged"),
    ),
    # What did not get through is few rows.
    Index(
        "ix_texts_trouble",
        "at",
        sqlite_where=text("status IN ('failed', 'undelivered', 'given up')"),
        postgresql_where=text("status IN ('failed', 'undelivered', 'given up')"),
    ),
    # The figures of a broadcast.
    Index(
        "ix_texts_broadcast",
        "broadcast_id",
        "status",
        "error",
        sqlite_where=Column("broadcast_id").is_not(None),
        postgresql_where=Column("broadcast_id").is_not(None),
    ),
    # What waits to be sent is a handful of rows among millions.
    Index(
        "ix_texts_waiting",
        "due_at",
        sqlite_where=Column("due_at").is_not(None),
        postgresql_where=Column("due_at").is_not(None),
    ),
)

consents = Table(
    "consents",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("phone", PHONE, nullable=False),
    Column("at", Moment, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("words", Text, nullable=False),
    Column("line_number", PHONE, nullable=False),
    Column("source", String(20), nullable=False),
    Column("action", String(60), nullable=False, default=""),
    Index("ix_consents_kind_at", "kind", "at"),
    # With the kind in it: without statistics SQLite went by the kind alone, through all opt-ins.
    Index("ix_consents_of_phone", "phone", "kind", "at"),
)

suppressions = Table(
    "suppressions",
    metadata,
    Column("phone", PHONE, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("reason", String(40), nullable=False),
)

blocked = Table(
    "blocked",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("phone", PHONE, nullable=False, unique=True),
    Column("since", Moment, nullable=False),
    Column("reason", String(200), nullable=False, default=""),
    # An organizer's address, or that it was done at a terminal.
    Column("who", String(254), nullable=False),
)

actions = Table(
    "actions",
    metadata,
    Column("slug", String(60), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("loaded_at", Moment, nullable=False),
)

previews = Table(
    "previews",
    metadata,
    Column("phone", PHONE, primary_key=True),
    Column("action", String(60), primary_key=True),
    Column("token", String(40), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("language", String(5), nullable=False),
    Column("letters", JSON, nullable=False),
    # NULL where the action has no letter in the person's language.
    Column("reading", JSON(none_as_null=True)),
    Column("confirmed", Boolean, nullable=False, default=False),
    Column("expires_at", Moment, nullable=False, index=True),
)

letters = Table(
    "letters",
    metadata,
    Column("id", Integer, primary_key=True),
    # NULL once the person asked to be forgotten, and of whoever wrote on a page.
    Column("phone", PHONE),
    # The key of the conversation on a page that it was written in; NULL once it is forgotten.
    Column("visit", String(64)),
    Column("action", String(60), nullable=False),
    Column("version", Integer, nullable=False),
    Column("bioguide", String(10), nullable=False),
    Column("title", String(24), nullable=False),
    Column("legislator", String(100), nullable=False),
    Column("office_phone", String(20), nullable=False),
    Column("office", String(140), nullable=False),
    Column("subject", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("sender_name", String(200), nullable=False),
    Column("sender_email", String(254), nullable=False, default=""),
    Column("created_at", Moment, nullable=False),
    # Nobody writes to one office twice in one action.
    UniqueConstraint("phone", "action", "bioguide"),
    Index("ix_letters_visit", "visit", "action", "bioguide", unique=True),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("letter_id", ForeignKey("letters.id"), nullable=False, index=True),
    Column("action", String(60), nullable=False, index=True),
    Column("bioguide", String(10), nullable=False),
    Column("route", String(20), nullable=False),
    Column("address", String(254), nullable=False),
    Column("message_id", String(120), nullable=False, unique=True),
    Column("status", String(12), nullable=False),
    Column("detail", Text, nullable=False, default=""),
    Column("attempts", Integer, nullable=False, default=0),
    Column("created_at", Moment, nullable=False),
    # When it is to be looked at next; NULL once it is settled.
    Column("due_at", Moment, index=True),
    Column("claimed_at", Moment),
    # The other side may have it from this moment on.
    Column("handed_over_at", Moment),
    # The status that the supporter was last told of.
    Column("told", String(12), nullable=False, default=""),
    # The organizers' list, newest first, of one status; and the counts of a day.
    Index("ix_deliveries_status_id", "status", "id"),
    Index("ix_deliveries_created_at", "created_at", "status"),
)

callbacks = Table(
    "callbacks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("phone", PHONE, nullable=False, index=True),
    Column("status", String(12), nullable=False),
    Column("sid", String(64)),
    Column("error", String(40), nullable=False, default=""),
    Column("shown", String(12), nullable=False, default=""),
    # Whose office was closed when the call was asked for: it comes first; "" for none.
    Column("bioguide", String(10), nullable=False, default="", server_default=""),
    # What that call was about.
    Column("action", String(60), nullable=False, default="", server_default=""),
    Column("attempts", Integer, nullable=False, default=0),
    Column("asked_at", Moment, nullable=False),
    # When the telephone is to ring; NULL once it is settled.
    Column("due_at", Moment, index=True),
    Column("remind_at", Moment, index=True),
)

lookups = Table(
    "lookups",
    metadata,
    Column("id", Integer, primary_key=True),
    # "" of whoever asks on a page; then `visit` is the key of their conversation.
    Column("phone", PHONE, nullable=False, index=True),
    Column("visit", String(64), nullable=False, server_default="", index=True),
    Column("street", String(300), nullable=False),
    Column("zip", String(5), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("created_at", Moment, nullable=False),
    Column("due_at", Moment, index=True),
    Column("claimed_at", Moment),
)

calls = Table(
    "calls",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sid", String(64), nullable=False, unique=True),
    # NULL where the caller withholds it, or asked to be forgotten.
    Column("phone", PHONE),
    Column("line_number", PHONE, nullable=False),
    Column("direction", String(10), nullable=False),
    Column("action", String(60), nullable=False, default=""),
    Column("status", String(12), nullable=False),
    # Why the call was not taken, "" if it was.
    Column("refused", String(10), nullable=False, default=""),
    Column("began_at", Moment, nullable=False, index=True),
    Column("ended_at", Moment),
    Column("seconds", Integer, nullable=False, default=0),
    # What one caller has had today.
    Index("ix_calls_phone_began_at", "phone", "began_at"),
)

legs = Table(
    "legs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("call_id", ForeignKey("calls.id"), nullable=False, index=True),
    Column("action", String(60), nullable=False, index=True),
    Column("bioguide", String(10), nullable=False),
    Column("kind", String(12), nullable=False),
    # The office's, from the directory; "" if none was rung.
    Column("number", PHONE, nullable=False, default="", server_default=""),
    Column("status", String(12), nullable=False),
    Column("went", String(10), nullable=False, default=""),
    Column("seconds", Integer, nullable=False, default=0),
    Column("at", Moment, nullable=False),
    # What a day has cost, and the organizers' counts.
    Index("ix_legs_at", "at", "seconds"),
    # How one office's telephones have answered of late.
    Index("ix_legs_bioguide_at", "bioguide", "at"),
)
