"""What happened on the line since a moment, in numbers, for the desk's first page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, not_, or_, select

from sms_line.core.effects import ConsentKind
from sms_line.store.letters import ACCEPTED, GIVEN_UP, QUEUED, REFUSED, SENDING, UNSURE
from sms_line.store.tables import consents, conversations, deliveries, texts
from sms_line.store.texts import CLAIMED, WAITING, WITHHELD
from sms_line.store.texts import GIVEN_UP as TEXT_GIVEN_UP
from sms_line.store.texts import UNSURE as TEXT_UNSURE

_AT_REST = ('%"is":"Resting"%', '%"is":"Stopped"%', '%"draft":null%')
"""What stands in the stored state of somebody who is in the middle of nothing. In what people
wrote JSON puts a backslash before a quotation mark, so no words of theirs can look like it."""

_NOT_YET = (WAITING, CLAIMED, TEXT_UNSURE)
_TROUBLE = ("failed", "undelivered", TEXT_GIVEN_UP)

STATUSES = (QUEUED, SENDING, ACCEPTED, REFUSED, UNSURE, GIVEN_UP)
"""What can have become of a letter, in the order in which it happens."""


@dataclass(frozen=True, slots=True)
class TextCounts:
    """Texts of a stretch of time."""

    received: int
    sent: int
    """Handed to the carrier, whatever became of them then."""
    segments: int
    """What those sent cost."""
    waiting: int
    """Not handed over yet, or it is not known whether they were."""
    in_trouble: int
    """Did not get through, as far as is known."""


def texts_since(tx: Connection, since: datetime) -> TextCounts:
    """Texts in and out."""
    rows = tx.execute(
        select(
            texts.c.direction,
            texts.c.status,
            func.count().label("number"),
            func.sum(texts.c.segments).label("segments"),
        )
        .where(texts.c.at >= since)
        .group_by(texts.c.direction, texts.c.status)
    ).all()
    outgoing = [row for row in rows if row.direction == "out"]
    left = [row for row in outgoing if row.status not in (*_NOT_YET, WITHHELD, TEXT_GIVEN_UP)]
    return TextCounts(
        received=sum(row.number for row in rows if row.direction == "in"),
        sent=sum(row.number for row in left),
        segments=sum(row.segments for row in left),
        waiting=sum(row.number for row in outgoing if row.status in _NOT_YET),
        in_trouble=sum(row.number for row in outgoing if row.status in _TROUBLE),
    )


def letters_since(tx: Connection, since: datetime) -> dict[str, int]:
    """Deliveries that were queued since, by what has become of them."""
    # A column a status, because SQLite would read all rows there are to group those of a day.
    numbers = [func.count().filter(deliveries.c.status == status) for status in STATUSES]
    row = tx.execute(select(*numbers).where(deliveries.c.created_at >= since)).one()
    return {status: number for status, number in zip(STATUSES, row, strict=True) if number}


def opt_outs_since(tx: Connection, since: datetime) -> int:
    """How often somebody said that they want no more texts."""
    kinds = [ConsentKind.OPT_OUT.value, ConsentKind.FORGOTTEN.value]
    counted = select(func.count()).where(consents.c.kind.in_(kinds), consents.c.at >= since)
    return int(tx.execute(counted).scalar_one())


def in_the_middle(tx: Connection, since: datetime) -> int:
    """People who wrote since and are in the middle of an action."""
    wrote = select(texts.c.phone).where(texts.c.at >= since, texts.c.direction == "in")
    state = conversations.c.state
    counted = select(func.count()).where(
        conversations.c.channel == "text",
        conversations.c.key.in_(wrote),
        state != "",
        not_(or_(*(state.like(each) for each in _AT_REST))),
    )
    return int(tx.execute(counted).scalar_one())
