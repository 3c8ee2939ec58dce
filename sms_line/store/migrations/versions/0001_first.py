"""The first shape of the database: people and what happened to them, who represents whom."""

import sqlalchemy as sa
from alembic import op

from sms_line.store.metadata import Moment

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, and let the database itself guard the ledger and the audit log."""
    _actions()
    _audit()
    _blocked()
    _callbacks()
    _calls()
    _consents()
    _conversations()
    _directory_editions()
    _letters()
    _lookups()
    _organizers()
    _previews()
    _sign_in_failures()
    _supporters()
    _suppressions()
    _texts()
    _deliveries()
    _directory_members()
    _directory_offices()
    _directory_seats()
    _directory_zips()
    _legs()
    _sessions()
    _sign_in_links()
    if op.get_bind().dialect.name == "sqlite":
        for statement in _GUARD_SQLITE:
            op.execute(statement)
    else:
        for statement in _GUARD_POSTGRESQL:
            op.execute(statement)


def _actions() -> None:
    op.create_table(
        "actions",
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("loaded_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("slug", "version", name=op.f("pk_actions")),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("who", sa.String(length=254), nullable=False),
        sa.Column("did", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("detail", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    op.create_index("ix_audit_kind_row_id", "audit", ["kind", "row_id"], unique=False)


def _blocked() -> None:
    op.create_table(
        "blocked",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("who", sa.String(length=254), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocked")),
        sa.UniqueConstraint("phone", name=op.f("uq_blocked_phone")),
    )


def _callbacks() -> None:
    op.create_table(
        "callbacks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=True),
        sa.Column("error", sa.String(length=40), nullable=False),
        sa.Column("shown", sa.String(length=12), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("asked_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("remind_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_callbacks")),
    )
    op.create_index(op.f("ix_callbacks_due_at"), "callbacks", ["due_at"], unique=False)
    op.create_index(op.f("ix_callbacks_phone"), "callbacks", ["phone"], unique=False)
    op.create_index(op.f("ix_callbacks_remind_at"), "callbacks", ["remind_at"], unique=False)


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("line_number", sa.String(length=40), nullable=False),
        sa.Column("direction", sa.String(length=10), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("refused", sa.String(length=10), nullable=False),
        sa.Column("began_at", Moment(), nullable=False),
        sa.Column("ended_at", Moment(), nullable=True),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calls")),
        sa.UniqueConstraint("sid", name=op.f("uq_calls_sid")),
    )
    op.create_index(op.f("ix_calls_began_at"), "calls", ["began_at"], unique=False)
    op.create_index("ix_calls_phone_began_at", "calls", ["phone", "began_at"], unique=False)


def _consents() -> None:
    op.create_table(
        "consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("line_number", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consents")),
    )
    op.create_index("ix_consents_kind_at", "consents", ["kind", "at"], unique=False)
    op.create_index(op.f("ix_consents_phone"), "consents", ["phone"], unique=False)


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conversations")),
        sa.UniqueConstraint("channel", "key", name=op.f("uq_conversations_channel_key")),
    )


def _directory_editions() -> None:
    op.create_table(
        "directory_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("loaded_at", Moment(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("sample", sa.Boolean(), nullable=False),
        sa.Column("members_as_of", sa.Date(), nullable=False),
        sa.Column("lines_as_of", sa.Date(), nullable=True),
        sa.Column("congress", sa.Integer(), nullable=False),
        sa.Column("valid_from", Moment(), nullable=False),
        sa.Column("valid_to", Moment(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_editions")),
        sqlite_autoincrement=True,
    )


def _letters() -> None:
    op.create_table(
        "letters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("bioguide", sa.String(length=10), nullable=False),
        sa.Column("title", sa.String(length=24), nullable=False),
        sa.Column("legislator", sa.String(length=100), nullable=False),
        sa.Column("office_phone", sa.String(length=20), nullable=False),
        sa.Column("office", sa.String(length=140), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sender_name", sa.String(length=200), nullable=False),
        sa.Column("sender_email", sa.String(length=254), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint(
            "phone", "action", "bioguide", name=op.f("uq_letters_phone_action_bioguide")
        ),
    )


def _lookups() -> None:
    op.create_table(
        "lookups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("zip", sa.String(length=5), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("claimed_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lookups")),
    )
    op.create_index(op.f("ix_lookups_due_at"), "lookups", ["due_at"], unique=False)
    op.create_index(op.f("ix_lookups_phone"), "lookups", ["phone"], unique=False)


def _organizers() -> None:
    op.create_table(
        "organizers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=12), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organizers")),
        sa.UniqueConstraint("email", name=op.f("uq_organizers_email")),
        sqlite_autoincrement=True,
    )


def _previews() -> None:
    op.create_table(
        "previews",
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("letters", sa.JSON(), nullable=False),
        sa.Column("reading", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("phone", "action", name=op.f("pk_previews")),
        sa.UniqueConstraint("token", name=op.f("uq_previews_token")),
    )
    op.create_index(op.f("ix_previews_expires_at"), "previews", ["expires_at"], unique=False)


def _sign_in_failures() -> None:
    op.create_table(
        "sign_in_failures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visitor", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failures")),
    )
    op.create_index(op.f("ix_sign_in_failures_at"), "sign_in_failures", ["at"], unique=False)
    op.create_index(
        "ix_sign_in_failures_visitor_at", "sign_in_failures", ["visitor", "at"], unique=False
    )


def _supporters() -> None:
    op.create_table(
        "supporters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("prefix", sa.String(length=10), nullable=False),
        sa.Column("street", sa.String(length=300), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("zip", sa.String(length=5), nullable=False),
        sa.Column("city", sa.String(length=100), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("district", sa.String(length=5), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("updated_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supporters")),
        sa.UniqueConstraint("phone", name=op.f("uq_supporters_phone")),
    )
    op.create_index(op.f("ix_supporters_district"), "supporters", ["district"], unique=False)
    op.create_index(op.f("ix_supporters_zip"), "supporters", ["zip"], unique=False)


def _suppressions() -> None:
    op.create_table(
        "suppressions",
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("since", Moment(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("phone", name=op.f("pk_suppressions")),
    )


def _texts() -> None:
    op.create_table(
        "texts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("direction", sa.String(length=3), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=True),
        sa.Column("line_number", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("sid", sa.String(length=64), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=True),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("error", sa.String(length=40), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("claimed_at", Moment(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_texts")),
        sa.UniqueConstraint("sid", "direction", name=op.f("uq_texts_sid_direction")),
    )
    op.create_index("ix_texts_answers", "texts", ["answers"], unique=False)
    op.create_index("ix_texts_at", "texts", ["at"], unique=False)
    op.create_index(
        "ix_texts_flagged",
        "texts",
        ["phone", "id"],
        unique=False,
        sqlite_where=sa.text("flagged = 1"),
        postgresql_where=sa.text("flagged"),
    )
    op.create_index("ix_texts_phone_id", "texts", ["phone", "id"], unique=False)
    op.create_index(
        "ix_texts_waiting",
        "texts",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("bioguide", sa.String(length=10), nullable=False),
        sa.Column("route", sa.String(length=20), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("message_id", sa.String(length=120), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("due_at", Moment(), nullable=True),
        sa.Column("claimed_at", Moment(), nullable=True),
        sa.Column("handed_over_at", Moment(), nullable=True),
        sa.Column("told", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["letters.id"], name=op.f("fk_deliveries_letter_id_letters")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("message_id", name=op.f("uq_deliveries_message_id")),
    )
    op.create_index(op.f("ix_deliveries_action"), "deliveries", ["action"], unique=False)
    op.create_index(
        "ix_deliveries_created_at", "deliveries", ["created_at", "status"], unique=False
    )
    op.create_index(op.f("ix_deliveries_due_at"), "deliveries", ["due_at"], unique=False)
    op.create_index(op.f("ix_deliveries_letter_id"), "deliveries", ["letter_id"], unique=False)
    op.create_index("ix_deliveries_status_id", "deliveries", ["status", "id"], unique=False)


def _directory_members() -> None:
    op.create_table(
        "directory_members",
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("bioguide", sa.String(length=7), nullable=False),
        sa.Column("title", sa.String(length=24), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("last_name", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("district", sa.Integer(), nullable=True),
        sa.Column("senior", sa.Boolean(), nullable=False),
        sa.Column("phone", sa.String(length=12), nullable=False),
        sa.Column("congress", sa.Integer(), nullable=False),
        sa.Column("valid_from", Moment(), nullable=False),
        sa.Column("valid_to", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"],
            ["directory_editions.id"],
            name=op.f("fk_directory_members_edition_directory_editions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edition", "bioguide", name=op.f("pk_directory_members")),
    )


def _directory_offices() -> None:
    op.create_table(
        "directory_offices",
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("bioguide", sa.String(length=7), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("phone", sa.String(length=12), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("hours", sa.Text(), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"],
            ["directory_editions.id"],
            name=op.f("fk_directory_offices_edition_directory_editions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edition", "id", name=op.f("pk_directory_offices")),
    )
    op.create_index(
        "ix_directory_offices_bioguide", "directory_offices", ["edition", "bioguide"], unique=False
    )


def _directory_seats() -> None:
    op.create_table(
        "directory_seats",
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("district", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("congress", sa.Integer(), nullable=False),
        sa.Column("valid_from", Moment(), nullable=False),
        sa.Column("valid_to", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"],
            ["directory_editions.id"],
            name=op.f("fk_directory_seats_edition_directory_editions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edition", "state", "district", name=op.f("pk_directory_seats")),
    )


def _directory_zips() -> None:
    op.create_table(
        "directory_zips",
        sa.Column("edition", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zip", sa.String(length=5), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("city", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=2), nullable=False),
        sa.Column("time_zone", sa.String(length=40), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("districts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition"],
            ["directory_editions.id"],
            name=op.f("fk_directory_zips_edition_directory_editions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("edition", "zip", name=op.f("pk_directory_zips")),
    )


def _legs() -> None:
    op.create_table(
        "legs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("bioguide", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("went", sa.String(length=10), nullable=False),
        sa.Column("seconds", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name=op.f("fk_legs_call_id_calls")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_legs")),
    )
    op.create_index(op.f("ix_legs_action"), "legs", ["action"], unique=False)
    op.create_index("ix_legs_at", "legs", ["at", "seconds"], unique=False)
    op.create_index("ix_legs_bioguide_at", "legs", ["bioguide", "at"], unique=False)
    op.create_index(op.f("ix_legs_call_id"), "legs", ["call_id"], unique=False)


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("organizer_id", sa.Integer(), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("seen_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizer_id"], ["organizers.id"], name=op.f("fk_sessions_organizer_id_organizers")
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sessions")),
    )
    op.create_index(op.f("ix_sessions_organizer_id"), "sessions", ["organizer_id"], unique=False)
    op.create_index(op.f("ix_sessions_seen_at"), "sessions", ["seen_at"], unique=False)


def _sign_in_links() -> None:
    op.create_table(
        "sign_in_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("organizer_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", Moment(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organizer_id"],
            ["organizers.id"],
            name=op.f("fk_sign_in_links_organizer_id_organizers"),
        ),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_links")),
        sa.UniqueConstraint("organizer_id", name=op.f("uq_sign_in_links_organizer_id")),
    )


# Rows are only added. The one way out: an opt-in of somebody who asked to be forgotten.
_MAY_GO = """OLD.kind = 'opt-in' AND EXISTS (
    SELECT 1 FROM consents AS later WHERE later.phone = OLD.phone AND later.kind = 'forgotten'
)"""
_GUARD_SQLITE = (
    """CREATE TRIGGER consents_no_update BEFORE UPDATE ON consents
    BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END""",
    f"""CREATE TRIGGER consents_no_delete BEFORE DELETE ON consents WHEN NOT ({_MAY_GO})
    BEGIN SELECT RAISE(ABORT, 'the consent ledger is append-only'); END""",
    """CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
    """CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END""",
)
_GUARD_POSTGRESQL = (
    f"""CREATE FUNCTION consents_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'DELETE' AND {_MAY_GO} THEN
            RETURN OLD;
        END IF;
        RAISE EXCEPTION 'the consent ledger is append-only';
    END $$""",
    """CREATE TRIGGER consents_guard BEFORE UPDATE OR DELETE ON consents
    FOR EACH ROW EXECUTE FUNCTION consents_guard()""",
    """CREATE FUNCTION audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the audit log is append-only';
    END $$""",
    """CREATE TRIGGER audit_guard BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_guard()""",
)
