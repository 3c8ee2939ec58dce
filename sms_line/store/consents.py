"""The consent ledger, to which rows are only added, and what follows from it: who is suppressed.

The database itself refuses to change or drop a row of the ledger (see the migration's triggers);
the one exception is somebody who asked to be forgotten, whose opt-ins may go while the proof of
the opt-out stays.
"""

from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Executable, bindparam, delete, exists, insert, select

from sms_line.core.effects import ConsentKind
from sms_line.store.database import Database, Insert
from sms_line.store.tables import consents, suppressions


def record(
    database: Database,
    tx: Connection,
    *,
    phone: str,
    at: datetime,
    kind: ConsentKind,
    words: str,
    line_number: str,
    source: str,
    action: str = "",
) -> None:
    """Add a row: who, when, which words, to which number, from where."""
    row = {
        "phone": phone,
        "at": at,
        "kind": kind.value,
        "words": words,
        "line_number": line_number,
        "source": source,
        "action": action,
    }
    tx.execute(_RECORD, row)
    if kind is ConsentKind.OPT_IN:
        tx.execute(_TEXT_AGAIN, {"number": phone})
    else:
        suppress(database, tx, phone, at, kind.value)


def suppress(database: Database, tx: Connection, phone: str, at: datetime, reason: str) -> None:
    """Never text this number again, until its person says START."""
    tx.execute(_suppress(database.insert), {"phone": phone, "since": at, "reason": reason})


@cache
def _suppress(insert: Insert) -> Executable:
    return insert(suppressions).on_conflict_do_nothing(index_elements=["phone"]).inline()


def may_be_texted(tx: Connection, phone: str) -> bool:
    """Has this person agreed to texts, and not said STOP since? Somebody who only rang has not."""
    return bool(phone and tx.execute(_MAY_BE_TEXTED, {"number": phone}).scalar())


def suppressed(tx: Connection, phone: str) -> bool:
    """May this number not be texted?"""
    return bool(tx.execute(_SUPPRESSED, {"number": phone}).scalar())


_THEIRS = suppressions.c.phone == bindparam("number")
_RECORD = insert(consents).inline()
_TEXT_AGAIN = delete(suppressions).where(_THEIRS)
_STOPPED = exists().where(_THEIRS)
_SUPPRESSED = select(_STOPPED)
_AGREED = exists().where(
    consents.c.phone == bindparam("number"), consents.c.kind == ConsentKind.OPT_IN.value
)
_MAY_BE_TEXTED = select(_AGREED & ~_STOPPED)
