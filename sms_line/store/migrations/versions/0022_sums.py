"""Sums of broadcasts' texts, which the database itself keeps; and no action in the desk's sums,
where nobody has asked for it and a hundred actions made a hundred rows of one."""

import sqlalchemy as sa
from alembic import op

from sms_line.store.metadata import Moment

revision = "0022"
down_revision = "0021"

# A text of a broadcast comes to count as something, or counts as it no more: one row for each, in
# the transaction in which it does. Rows are only added there, so that nobody waits for anybody.
_NEW = """INSERT INTO text_moves (broadcast_id, status, error, n)
    SELECT NEW.broadcast_id, NEW.status, NEW.error, 1 WHERE NEW.broadcast_id IS NOT NULL"""
_OLD = """INSERT INTO text_moves (broadcast_id, status, error, n)
    SELECT OLD.broadcast_id, OLD.status, OLD.error, -1 WHERE OLD.broadcast_id IS NOT NULL"""
_OTHERWISE = """(OLD.broadcast_id IS NOT NULL OR NEW.broadcast_id IS NOT NULL)
    AND (OLD.status <> NEW.status OR OLD.error <> NEW.error
    OR OLD.broadcast_id IS DISTINCT FROM NEW.broadcast_id)"""
_WHEN = {
    "insert": ("INSERT", "NEW.broadcast_id IS NOT NULL", _NEW),
    "update": ("UPDATE OF broadcast_id, status, error", _OTHERWISE, f"{_OLD}; {_NEW}"),
    "delete": ("DELETE", "OLD.broadcast_id IS NOT NULL", _OLD),
}

_COME = "SELECT broadcast_id, status, error, 1 AS n FROM come"
_GONE = "SELECT broadcast_id, status, error, -1 AS n FROM gone"
_TOGETHER = {
    "INSERT": ("NEW TABLE AS come", _COME),
    "UPDATE": ("OLD TABLE AS gone NEW TABLE AS come", f"{_GONE} UNION ALL {_COME}"),
    "DELETE": ("OLD TABLE AS gone", _GONE),
}


def upgrade() -> None:
    """From now on the sums follow the texts; those that are there are summed up here."""
    _make_tables()
    if op.get_bind().dialect.name == "sqlite":
        _follow_on_sqlite()
    else:
        _follow_on_postgresql()
    op.execute("""INSERT INTO text_sums (broadcast_id, status, error, n)
        SELECT broadcast_id, status, error, count(*) FROM texts WHERE broadcast_id IS NOT NULL
        GROUP BY broadcast_id, status, error""")
    _leave_out_actions()


def _make_tables() -> None:
    op.create_table(
        "text_sums",
        sa.Column("broadcast_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("error", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("broadcast_id", "status", "error"),
        sqlite_with_rowid=False,
    )
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "text_moves",
        sa.Column("id", number, nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("error", sa.String(length=40), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )


def _follow_on_sqlite() -> None:
    for name, (event, when, then) in _WHEN.items():
        # SQLite says IS NOT for what the standard calls IS DISTINCT FROM, before 3.39 only so.
        when = when.replace("IS DISTINCT FROM", "IS NOT")
        op.execute(f"""CREATE TRIGGER texts_summed_{name} AFTER {event} ON texts WHEN {when}
            BEGIN {then}; END""")


def _follow_on_postgresql() -> None:
    # Once for all rows of a statement: a batch of a broadcast leaves a row or two, not hundreds. A
    # trigger's lock keeps others from changing texts until what is there has been summed up.
    for event, (tables, rows) in _TOGETHER.items():
        name = f"texts_summed_{event.lower()}"
        op.execute(f"""CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN INSERT INTO text_moves (broadcast_id, status, error, n)
                SELECT broadcast_id, status, error, sum(n) FROM ({rows}) AS moved
                WHERE broadcast_id IS NOT NULL
                GROUP BY broadcast_id, status, error HAVING sum(n) <> 0;
            RETURN NULL; END $$""")  # noqa: S608 - of the constants above
        op.execute(f"""CREATE TRIGGER {name} AFTER {event} ON texts REFERENCING {tables}
            FOR EACH STATEMENT EXECUTE FUNCTION {name}()""")


def _leave_out_actions() -> None:
    op.execute("""CREATE TABLE tallies_of_all AS SELECT grain, start, source, what, sum(n) AS n
        FROM tallies GROUP BY grain, start, source, what""")
    op.drop_table("tallies")
    op.create_table(
        "tallies",
        sa.Column("grain", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("start", Moment(), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("grain", "start", "source", "what"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO tallies (grain, start, source, what, n) SELECT * FROM tallies_of_all")
    op.drop_table("tallies_of_all")
