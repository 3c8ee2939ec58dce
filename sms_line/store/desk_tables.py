"""The tables of the organizers' desk: who may sign in, who has, and what they did."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, String, Table

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
    # Argon2id, in the form that names its parameters; none for who comes by link or passkey.
    Column("password_hash", String(200), nullable=True),
    # What the secret of their one-time codes is made from, together with the line's own secret.
    Column("totp_salt", String(64), nullable=True),
    # The half minute of the newest code that was used: no code is good twice.
    Column("totp_step", BigInteger, nullable=True),
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
    # With what browser, in its own words.
    Column("browser", String(200), nullable=False, default="", server_default=""),
)

sign_in_failures = Table(
    "sign_in_failures",
    metadata,
    Column("id", Integer, primary_key=True),
    # A keyed hash of the address from which somebody tried.
    Column("visitor", HASH, nullable=False),
    # A keyed hash of whom they tried to be and how; "" where they named nobody.
    Column("account", HASH, nullable=False, default="", server_default=""),
    Column("at", Moment, nullable=False, index=True),
    Index("ix_sign_in_failures_visitor_at", "visitor", "at"),
    Index("ix_sign_in_failures_account_at", "account", "at"),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("code_hash", HASH, primary_key=True),
    Column("organizer_id", ForeignKey("organizers.id"), nullable=False, index=True),
)

passkeys = Table(
    "passkeys",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organizer_id", ForeignKey("organizers.id"), nullable=False, index=True),
    # Base64url; at most 1,023 bytes (WebAuthn Level 3, 4), and a key of a few hundred.
    Column("credential_id", String(1400), nullable=False, unique=True),
    Column("public_key", String(4000), nullable=False),
    # How often it was used, as it says itself; many always say 0.
    Column("sign_count", BigInteger, nullable=False),
    Column("name", String(60), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("used_at", Moment, nullable=True),
)

passkey_challenges = Table(
    "passkey_challenges",
    metadata,
    Column("challenge_hash", HASH, primary_key=True),
    Column("expires_at", Moment, nullable=False, index=True),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", Integer, primary_key=True),
    # In lower case; a newer invitation takes the place of an older one.
    Column("email", String(254), nullable=False, unique=True),
    Column("role", String(12), nullable=False),
    # None until the mail that carries the link is written.
    Column("token_hash", HASH, nullable=True, unique=True),
    Column("invited_by", String(254), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

desk_mails = Table(
    "desk_mails",
    metadata,
    Column("id", Integer, primary_key=True),
    # "link", "invitation": the secret in it is made when it leaves, and never stored; "broadcast".
    Column("kind", String(12), nullable=False),
    # An organizer's or an invitation's number; none for an address that is nobody's, so that both
    # take equally long.
    Column("row_id", Integer, nullable=True),
    # The broadcast that it tells of.
    Column("about", Integer, nullable=True),
    # A keyed hash of the address, to count by; "" for what nobody asks for.
    Column("account", HASH, nullable=False),
    Column("at", Moment, nullable=False, index=True),
    Column("due_at", Moment, nullable=True, index=True),
    Column("attempts", Integer, nullable=False, default=0),
    Index("ix_desk_mails_account_at", "account", "at"),
    sqlite_autoincrement=True,
)

desk_rules = Table(
    "desk_rules",
    metadata,
    # There is one row.
    Column("id", Integer, primary_key=True),
    Column("second_factor", Boolean, nullable=False),
    # For whom the links of broadcasts may be counted at most: "", "broadcast" or "person".
    Column("links", String(10), nullable=False, default="broadcast", server_default="broadcast"),
    # Recipients above which a second organizer has to approve a broadcast; none for never.
    Column("approval_above", Integer, nullable=True),
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
    Index("ix_audit_who", "who", "id"),
    Index("ix_audit_did", "did", "id"),
    Index("ix_audit_at", "at"),
)
