"""The tables of what the desk's numbers are summed from; every row in them can be made anew."""

from sqlalchemy import JSON, Boolean, Column, Index, Integer, String, Table

from sms_line.store.metadata import Moment, metadata

tallies = Table(
    "tallies",
    metadata,
    # Minutes that one row sums: 1, 15 or 120.
    Column("grain", Integer, primary_key=True, autoincrement=False),
    Column("start", Moment, primary_key=True),
    # Which rows were counted, and as what: "letters", "accepted".
    Column("source", String(10), primary_key=True),
    Column("what", String(20), primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)

written_to = Table(
    "written_to",
    metadata,
    # Minutes that one row sums: 15 or 120.
    Column("grain", Integer, primary_key=True, autoincrement=False),
    Column("start", Moment, primary_key=True),
    Column("bioguide", String(10), primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)

journeys = Table(
    "journeys",
    metadata,
    # A person, by their conversation, and what they were asked to do.
    Column("conversation_id", Integer, primary_key=True, autoincrement=False),
    Column("action", String(60), primary_key=True),
    Column("began_at", Moment, nullable=False),
    # How far they have come: store.journeys.Step.
    Column("step", Integer, nullable=False),
    # The line waits for an answer of theirs.
    Column("waiting", Boolean, nullable=False),
    Index("ix_journeys_began_at", "began_at", "step", "waiting", "action"),
)

tally_looks = Table(
    "tally_looks",
    metadata,
    # There is one row.
    Column("id", Integer, primary_key=True, autoincrement=False),
    # Goes up at every look, so that of two at once one gives way.
    Column("version", Integer, nullable=False),
    Column("looked_at", Moment, nullable=False),
    # How far each table was looked at, and which minutes can still change: store.tallying.
    Column("kept", JSON, nullable=False),
)
