"""What a restored line must not forget, and must not do again on a guess.

A backup knows nothing of what happened after it was made. Of the line that it replaces, the
consent ledger stays: who said STOP since is not texted, who asked to be forgotten stays so.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    case,
    column,
    exists,
    func,
    insert,
    select,
    table,
    text,
    update,
)

from sms_line.core.broadcasts.broadcast import Stage
from sms_line.core.effects import ConsentKind
from sms_line.store.broadcast_tables import broadcasts
from sms_line.store.database import Database
from sms_line.store.erasure import erase
from sms_line.store.letters import QUEUED, SENDING
from sms_line.store.tables import consents, deliveries, suppressions, texts
from sms_line.store.texts import CLAIMED, UNSURE, WAITING

_ENTRY = [each.name for each in consents.columns if not each.primary_key]
_kept_consents = table("kept_consents", column("id"), *[column(name) for name in _ENTRY])
_kept_suppressions = table("kept_suppressions", *[column(c.name) for c in suppressions.columns])

_LETTERS_IN_FLIGHT = deliveries.c.status.in_([QUEUED, SENDING])
_TEXTS_IN_FLIGHT = and_(
    # One that is unsure and not due is so for good; one without a phone was forgotten.
    texts.c.status.in_([WAITING, CLAIMED, UNSURE]),
    texts.c.due_at.is_not(None),
    texts.c.phone.is_not(None),
)


def keep_ledger(tx: Connection) -> None:
    """Put the ledger aside, before the tables are emptied."""
    tx.execute(text("CREATE TEMPORARY TABLE kept_consents AS SELECT * FROM consents"))
    tx.execute(text("CREATE TEMPORARY TABLE kept_suppressions AS SELECT * FROM suppressions"))


def return_ledger(database: Database, tx: Connection) -> tuple[str, ...]:
    """Add what the backup's ledger lacks, and forget again who asked for it.

    Gives the message ids of the letters that were erased. No suppression is lifted: who said
    START since must say so again.
    """
    new = ~exists().where(
        consents.c.phone == _kept_consents.c.phone,
        consents.c.at == _kept_consents.c.at,
        consents.c.kind == _kept_consents.c.kind,
        consents.c.words == _kept_consents.c.words,
    )
    to_forget = tx.execute(
        select(_kept_consents.c.phone)
        .where(new, _kept_consents.c.kind == ConsentKind.FORGOTTEN.value)
        .distinct()
    )
    phones = [str(phone) for phone in to_forget.scalars()]
    entries = select(*[_kept_consents.c[name] for name in _ENTRY]).where(new)
    tx.execute(insert(consents).from_select(_ENTRY, entries.order_by(_kept_consents.c.id)))
    tx.execute(
        database.insert(suppressions)
        .from_select(
            [each.name for each in suppressions.columns],
            # SQLite takes ON CONFLICT for the end of a JOIN unless there is a WHERE before it.
            select(_kept_suppressions).where(_kept_suppressions.c.phone.is_not(None)),
        )
        .on_conflict_do_nothing(index_elements=["phone"])
    )
    tx.execute(text("DROP TABLE kept_consents"))
    tx.execute(text("DROP TABLE kept_suppressions"))
    return tuple(message_id for phone in phones for message_id in erase(tx, phone))


@dataclass(frozen=True, slots=True)
class InFlight:
    """What waited, or was on its way, when a backup was made."""

    deliveries: int
    texts: int


def in_flight(tx: Connection) -> InFlight:
    """How much waits, or is on its way."""

    def counted(these: ColumnElement[bool]) -> int:
        return int(tx.execute(select(func.count()).where(these)).scalar_one())

    return InFlight(
        counted(_LETTERS_IN_FLIGHT),
        counted(_TEXTS_IN_FLIGHT),
    )


def doubt(tx: Connection, made_at: datetime) -> None:
    """Take what was in flight at `made_at` for claims that never finished.

    It may have left since, so nothing is sent on a guess: the ordinary sweep settles each by
    evidence (a copy in the outbox, the carrier's list), or else as unsure, and its sender is told.
    """
    tries = deliveries.c.attempts
    tx.execute(
        update(deliveries)
        .where(_LETTERS_IN_FLIGHT)
        .values(
            status=SENDING,
            claimed_at=made_at,
            handed_over_at=made_at,
            # A letter that has not been tried once is not told of.
            attempts=case((tries == 0, 1), else_=tries),
        )
    )
    tx.execute(update(texts).where(_TEXTS_IN_FLIGHT).values(status=UNSURE, due_at=made_at))
    under_way = [Stage.SCHEDULED.value, Stage.FREEZING.value, Stage.SENDING.value]
    tx.execute(
        update(broadcasts)
        .where(broadcasts.c.state.in_(under_way))
        .values(state=Stage.PAUSED.value, why=_RESTORED)
    )


_RESTORED = (
    "It was restored from a backup: whoever was texted after that was made would be texted again."
)
