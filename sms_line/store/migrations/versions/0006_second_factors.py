"""Passwords, second factors, invitations, mail to organizers, and indexes for reading the log."""

import sqlalchemy as sa
from alembic import op

from sms_line.store.metadata import Moment

revision = "0006"
down_revision = "0005"

_HASH = sa.String(length=64)


def upgrade() -> None:
    """Give organizers more ways in, and the ways in more doors to close."""
    op.add_column("organizers", sa.Column("password_hash", sa.String(length=200), nullable=True))
    op.add_column("organizers", sa.Column("totp_salt", sa.String(length=64), nullable=True))
    op.add_column("organizers", sa.Column("totp_step", sa.BigInteger(), nullable=True))
    op.add_column(
        "sessions", sa.Column("browser", sa.String(length=200), nullable=False, server_default="")
    )
    op.add_column(
        "sign_in_failures", sa.Column("account", _HASH, nullable=False, server_default="")
    )
    op.create_index("ix_sign_in_failures_account_at", "sign_in_failures", ["account", "at"])
    op.create_index("ix_audit_who", "audit", ["who", "id"])
    op.create_index("ix_audit_did", "audit", ["did", "id"])
    op.create_index("ix_audit_at", "audit", ["at"])
    _factors()
    _invitations()
    _mails()


def _factors() -> None:
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", _HASH, nullable=False),
        _organizer(),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_codes")),
        _its_organizer("recovery_codes"),
    )
    op.create_index("ix_recovery_codes_organizer_id", "recovery_codes", ["organizer_id"])
    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer(), nullable=False),
        _organizer(),
        sa.Column("credential_id", sa.String(length=1400), nullable=False),
        sa.Column("public_key", sa.String(length=4000), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
        _its_organizer("passkeys"),
    )
    op.create_index("ix_passkeys_organizer_id", "passkeys", ["organizer_id"])
    op.create_table(
        "passkey_challenges",
        sa.Column("challenge_hash", _HASH, nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("challenge_hash", name=op.f("pk_passkey_challenges")),
    )
    op.create_index("ix_passkey_challenges_expires_at", "passkey_challenges", ["expires_at"])
    op.create_table(
        "desk_rules",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("second_factor", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_rules")),
    )


def _organizer() -> "sa.Column[int]":
    return sa.Column("organizer_id", sa.Integer(), nullable=False)


def _its_organizer(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["organizer_id"], ["organizers.id"], name=op.f(f"fk_{table}_organizer_id_organizers")
    )


def _invitations() -> None:
    op.create_table(
        "invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("token_hash", _HASH, nullable=True),
        sa.Column("invited_by", sa.String(length=254), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("email", name=op.f("uq_invitations_email")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitations_token_hash")),
        sqlite_autoincrement=True,
    )


def _mails() -> None:
    op.create_table(
        "desk_mails",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=True),
        sa.Column("account", _HASH, nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_mails")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_desk_mails_at", "desk_mails", ["at"])
    op.create_index("ix_desk_mails_due_at", "desk_mails", ["due_at"])
    op.create_index("ix_desk_mails_account_at", "desk_mails", ["account", "at"])
