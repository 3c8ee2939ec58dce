"""How many texts of a broadcast stand where, without counting a million of them.

The database's own triggers (migration 0022) note each change of a text as a row that is only added,
in the same transaction; sums and what was noted since are always the texts that there are.
"""

from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Executable,
    Select,
    Subquery,
    bindparam,
    delete,
    func,
    select,
    union_all,
)
from sqlalchemy.dialects import postgresql, sqlite

from sms_line.store.broadcast_tables import text_moves, text_sums
from sms_line.store.database import Database

_KEY = ("broadcast_id", "status", "error")
BROADCAST: BindParameter[int] = bindparam("broadcast")


def terms() -> Subquery:
    """What adds up to the number of BROADCAST's texts by status and error, as part of a statement.

    Columns: status, error and n.
    """
    return union_all(
        *(
            select(each.c.status, each.c.error, each.c.n).where(each.c.broadcast_id == BROADCAST)
            for each in (text_sums, text_moves)
        )
    ).subquery()


def merge(database: Database, tx: Connection) -> None:
    """Add what was noted to the sums, so that there is little to read. Any number may at once."""
    if database.is_sqlite:
        tx.execute(_added(database, select(text_moves)))
        tx.execute(delete(text_moves))
    else:
        tx.execute(_taken_over(database))


def _taken_over(database: Database) -> Executable:
    """In one statement, because what is added must be what is deleted."""
    free = select(text_moves.c.id).with_for_update(skip_locked=True)
    gone = delete(text_moves).where(text_moves.c.id.in_(free)).returning(text_moves).cte("gone")
    return _added(database, select(gone)).add_cte(gone)


def _added(database: Database, moves: Select[Any]) -> sqlite.Insert | postgresql.Insert:
    these = moves.subquery()
    key = [these.c[name] for name in _KEY]
    # In their order, so that two who merge never wait for each other.
    summed = select(*key, func.sum(these.c.n)).group_by(*key).order_by(*key)
    new = database.insert(text_sums).from_select([*_KEY, "n"], summed)
    more = {"n": text_sums.c.n + new.excluded.n}
    return new.on_conflict_do_update(index_elements=_KEY, set_=more)
