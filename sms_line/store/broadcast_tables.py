"""The tables of broadcasts: what is sent to whom, at which rate, and which links were followed."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from sms_line.store.metadata import Moment, metadata

broadcasts = Table(
    "broadcasts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False, default=""),
    # One for each variant: language → what is sent, as the organizer wrote it.
    Column("words", JSON, nullable=False),
    Column("audience", Text, nullable=False, default=""),
    # The action that it is about, "" for none.
    Column("action", String(60), nullable=False, default=""),
    Column("state", String(12), nullable=False),
    # Why it waits, was paused or was cancelled, for the organizers.
    Column("why", String(300), nullable=False, default=""),
    # Not before this moment.
    Column("at", Moment, nullable=False),
    # Or at this time of each recipient's own clock ("2026-11-24T10:00"), "" for one moment.
    Column("local_at", String(16), nullable=False, default=""),
    # Hours of the recipient's own clock between which it may be sent.
    Column("earliest", Integer, nullable=False),
    Column("latest", Integer, nullable=False),
    # What falls into the night: "wait" for the morning, or "skip".
    Column("night", String(4), nullable=False),
    # Texts a second, where it is to be slower than the sender.
    Column("rate", Float),
    # Short links: "" not shortened, "broadcast" or "person": for whom they are counted.
    Column("links", String(10), nullable=False, default=""),
    # The action whose reminder this is: there is one.
    Column("reminds", String(60), unique=True),
    # Failures before this moment were seen, and the organizers went on.
    Column("resumed_at", Moment),
    # How many texts had been taken from its lanes then.
    Column("handled_before", Integer, nullable=False, default=0),
    Column("created_at", Moment, nullable=False),
    Column("created_by", String(254), nullable=False),
    Column("approved_by", String(254), nullable=False, default=""),
    # When writing down the audience began, and how far it is: the supporters' ids up to `frozen_to`
    # have been looked at, and those after `freeze_until` came too late.
    Column("frozen_at", Moment),
    Column("frozen_to", Integer, nullable=False, default=0),
    Column("freeze_until", Integer, nullable=False, default=0),
    Column("ended_at", Moment),
    Column("recipients", Integer, nullable=False, default=0),
    # Why some of the audience are no recipients → how many.
    Column("left_out", JSON, nullable=False, default=dict),
    Index("ix_broadcasts_state", "state"),
)

lanes = Table(
    "lanes",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("broadcast_id", ForeignKey("broadcasts.id"), nullable=False),
    # An IANA zone; "" where nobody knows it.
    Column("zone", String(40), nullable=False),
    # In a state whose evening ends at 20:00.
    Column("strict", Boolean, nullable=False),
    # Not before this moment, where the broadcast goes out by each recipient's own clock.
    Column("due_at", Moment),
    # Recipients are numbered from 0; those before `next` have been taken.
    Column("next", Integer, nullable=False, default=0),
    Column("total", Integer, nullable=False),
    # How many of those taken were not texted, by reason.
    Column("stopped", Integer, nullable=False, default=0),
    Column("night", Integer, nullable=False, default=0),
    Column("cancelled", Integer, nullable=False, default=0),
    Column("incomplete", Integer, nullable=False, default=0),
    UniqueConstraint("broadcast_id", "zone", "strict"),
)
"""The recipients of a broadcast who share a clock: what may leave now is one range of each."""

recipients = Table(
    "recipients",
    metadata,
    Column("lane_id", ForeignKey("lanes.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    # No foreign key: who asks to be forgotten is gone, and their number is given to nobody else.
    Column("supporter_id", Integer, nullable=False),
    Column("variant", Integer, nullable=False),
    # Rows are found by their key alone: SQLite then keeps them once instead of twice.
    sqlite_with_rowid=False,
)

text_sums = Table(
    "text_sums",
    metadata,
    Column("broadcast_id", Integer, primary_key=True, autoincrement=False),
    Column("status", String(12), primary_key=True),
    Column("error", String(40), primary_key=True),
    Column("n", Integer, nullable=False),
    sqlite_with_rowid=False,
)
"""How many texts of a broadcast stand so; `text_moves` has what came to it since."""

text_moves = Table(
    "text_moves",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("broadcast_id", Integer, nullable=False),
    Column("status", String(12), nullable=False),
    Column("error", String(40), nullable=False),
    # 1: a text stands so from now on; -1: no longer.
    Column("n", Integer, nullable=False),
)

pacing = Table(
    "pacing",
    metadata,
    # The sender, or one broadcast that is slower.
    Column("name", String(40), primary_key=True),
    # When the next text may leave, in seconds since 1970 by the database's clock.
    Column("next_at", Float, nullable=False),
    # Seconds by which texts may leave late, and until when nobody asks for less.
    Column("lateness", Float, nullable=False, server_default="0"),
    Column("lateness_until", Float, nullable=False, server_default="0"),
)

tags = Table(
    "tags",
    metadata,
    Column("supporter_id", Integer, primary_key=True, autoincrement=False),
    # In lower case.
    Column("tag", String(60), primary_key=True),
    Index("ix_tags_tag", "tag", "supporter_id"),
)

links = Table(
    "links",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("broadcast_id", ForeignKey("broadcasts.id"), nullable=False, index=True),
    # The variant whose words name it, so that variants can be compared.
    Column("variant", Integer, nullable=False, default=0),
    Column("url", Text, nullable=False),
    # What its short addresses are signed with.
    Column("secret", String(40), nullable=False, default=""),
)

clicks = Table(
    "clicks",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("link_id", ForeignKey("links.id"), nullable=False, index=True),
    # NULL where the group counts no persons.
    Column("supporter_id", Integer, index=True),
    Column("at", Moment, nullable=False),
)

alert_offers = Table(
    "alert_offers",
    metadata,
    # Who was asked whether they want alerts, and when last.
    Column("phone", String(40), primary_key=True),
    Column("asked_at", Moment, nullable=False),
    # Until then a YES is heard as the answer; NULL once it has lapsed or was answered.
    Column("lapses_at", Moment, index=True),
    # Which page or organizer asked for it, "" where they did so by text.
    Column("source", String(40), nullable=False, default=""),
)
