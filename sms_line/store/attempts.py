"""How often somebody tried to sign in and failed: by where they are, and by whom they try to be.

A try is written down before it is judged, in a transaction of its own, so that any number of tries
at the same moment get no further than the limit.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, select

from sms_line.store.database import Database
from sms_line.store.desk_tables import sign_in_failures

FAILURES, WITHIN = 10, timedelta(minutes=15)
"""After so many in that time a visitor is turned away, and an account's way in is closed."""
FAILURES_A_DAY, DAY = 50, timedelta(hours=24)
"""Of one account: six digits guessed at this pace would take a century and a half on average."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A try that has been written down."""

    id: int
    too_many: bool
    """It is not to be judged: there were too many before it."""


def begin(database: Database, visitor: str, account: str, now: datetime) -> Attempt:
    """Write a try down. `visitor`, `account`: keyed hashes; `account` "" if nobody is named."""
    with database.write() as tx:
        tx.execute(delete(sign_in_failures).where(sign_in_failures.c.at < now - DAY))
        row = tx.execute(
            sign_in_failures.insert()
            .values(visitor=visitor, account=account, at=now)
            .returning(sign_in_failures.c.id)
        ).one()
    with database.read() as tx:
        return Attempt(row.id, _exceeded(tx, visitor, account, now))


def succeeded(tx: Connection, attempt: Attempt) -> None:
    """It was no failure. Earlier ones still count: a visitor cannot clear them by signing in as
    themselves between two guesses."""
    tx.execute(delete(sign_in_failures).where(sign_in_failures.c.id == attempt.id))


def settled(tx: Connection, *accounts: str) -> None:
    """Somebody has signed in wholly: what failed on these ways before no longer counts."""
    tx.execute(delete(sign_in_failures).where(sign_in_failures.c.account.in_(accounts)))


def turned_away(tx: Connection, visitor: str, now: datetime) -> bool:
    """Has this visitor (a keyed hash) failed too often?"""
    return _count(tx, sign_in_failures.c.visitor == visitor, now - WITHIN) >= FAILURES


def _exceeded(tx: Connection, visitor: str, account: str, now: datetime) -> bool:
    of_visitor = sign_in_failures.c.visitor == visitor
    of_account = sign_in_failures.c.account == account
    return _count(tx, of_visitor, now - WITHIN) > FAILURES or (
        account != ""
        and (
            _count(tx, of_account, now - WITHIN) > FAILURES
            or _count(tx, of_account, now - DAY) > FAILURES_A_DAY
        )
    )


def _count(tx: Connection, which: ColumnElement[bool], since: datetime) -> int:
    counted = select(func.count()).where(which, sign_in_failures.c.at >= since)
    return int(tx.execute(counted).scalar_one())
