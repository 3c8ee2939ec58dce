"""Texts that wait for a human, as conversations, and the answers that organizers give."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, exists, func, select, update

from sms_line.store import blocked
from sms_line.store.audit import Deed
from sms_line.store.blocked import Block
from sms_line.store.desk_tables import audit, organizers
from sms_line.store.people_tables import threads
from sms_line.store.tables import supporters, suppressions, texts
from sms_line.store.texts import WITHHELD


@dataclass(frozen=True, slots=True)
class Correspondent:
    """Whom one talks to; "" for what is not known."""

    phone: str
    name: str
    city: str
    state: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody whose texts wait for a human."""

    text_id: int
    """The newest of them; it addresses the conversation."""
    person: Correspondent
    body: str
    at: datetime
    number: int
    """How many wait."""
    assigned_to: str = ""
    """The organizer whose business it is, "" for nobody."""


NOBODY = 0
"""No organizer's number."""


def people_waiting(tx: Connection) -> int:
    """How many people wait for a human."""
    counted = select(func.count(texts.c.phone.distinct())).where(texts.c.flagged)
    return int(tx.execute(counted).scalar_one())


def waiting(
    tx: Connection, *, before: int | None, limit: int, assigned: int | None = None
) -> list[Waiting]:
    """Whose texts wait, the newest first; of those whose newest text is older than `before`.

    `assigned`: only what is this organizer's business, or NOBODY's.
    """
    of_one = (
        select(func.max(texts.c.id).label("newest"), func.count().label("number"))
        .where(texts.c.flagged, texts.c.phone.is_not(None))
        .group_by(texts.c.phone)
        .subquery()
    )
    query = (
        select(texts.c.id, texts.c.body, texts.c.at, of_one.c.number, *_PERSON, organizers.c.email)
        .join(of_one, of_one.c.newest == texts.c.id)
        .outerjoin(supporters, supporters.c.phone == texts.c.phone)
        .outerjoin(threads, threads.c.phone == texts.c.phone)
        .outerjoin(organizers, organizers.c.id == threads.c.assigned_to)
        .order_by(texts.c.id.desc())
        .limit(limit)
    )
    if assigned is not None:
        whose = organizers.c.id
        query = query.where(whose.is_(None) if assigned == NOBODY else whose == assigned)
    rows = tx.execute(query if before is None else query.where(texts.c.id < before))
    return [
        Waiting(
            row.id,
            Correspondent(row.phone, row.name, row.city, row.state),
            row.body,
            row.at,
            row.number,
            row.email or "",
        )
        for row in rows
    ]


KNOWN = (
    func.coalesce(supporters.c.name, "").label("name"),
    func.coalesce(supporters.c.city, "").label("city"),
    func.coalesce(supporters.c.state, "").label("state"),
)
_PERSON = (texts.c.phone, *KNOWN)


@dataclass(frozen=True, slots=True)
class Said:
    """One text of a conversation."""

    id: int
    outgoing: bool
    body: str
    at: datetime
    status: str
    error: str
    flagged: bool
    answered_by: str
    """The organizer who wrote it, "" for the line itself."""
    broadcast_id: int | None
    """The broadcast that it belongs to."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Somebody's thread, as far as it was asked for."""

    person: Correspondent
    line_number: str
    """The number that they wrote to."""
    blocked: Block | None
    suppressed: str
    """Why they may not be texted: a kind of consent, or "error" and a code; "" if they may."""
    said: tuple[Said, ...]
    """Oldest first."""
    earlier: int | None
    """What to ask for texts before, None if there are none."""
    newest: int
    """The newest text's id, shown or not."""
    waiting: bool


def conversation(
    tx: Connection, text_id: int, *, before: int | None, limit: int
) -> Conversation | None:
    """The conversation in which somebody wrote this text; None if nobody (any more) did."""
    row = tx.execute(
        select(texts.c.line_number, *_PERSON)
        .outerjoin(supporters, supporters.c.phone == texts.c.phone)
        .where(texts.c.id == text_id, texts.c.direction == "in", texts.c.phone.is_not(None))
    ).first()
    if row is None:
        return None
    said = _said(tx, row.phone, before, limit + 1)
    shown = said[:limit]
    newest = select(func.max(texts.c.id)).where(texts.c.phone == row.phone)
    flagged = exists().where(texts.c.phone == row.phone, texts.c.flagged)
    reason = select(suppressions.c.reason).where(suppressions.c.phone == row.phone)
    newest_id, is_flagged, suppressed = tx.execute(
        select(newest.scalar_subquery(), flagged, reason.scalar_subquery())
    ).one()
    return Conversation(
        person=Correspondent(row.phone, row.name, row.city, row.state),
        line_number=row.line_number,
        blocked=blocked.find(tx, row.phone),
        suppressed=suppressed or "",
        said=tuple(reversed(shown)),
        earlier=shown[-1].id if len(said) > limit else None,
        newest=int(newest_id),
        waiting=bool(is_flagged),
    )


def _said(tx: Connection, phone: str, before: int | None, limit: int) -> list[Said]:
    """Newest first."""
    by_hand = and_(
        audit.c.kind == "text", audit.c.row_id == texts.c.id, audit.c.did == Deed.ANSWERED.value
    )
    query = (
        select(texts, func.coalesce(audit.c.who, "").label("answered_by"))
        .outerjoin(audit, by_hand)
        .where(texts.c.phone == phone)
        .order_by(texts.c.id.desc())
        .limit(limit)
    )
    rows = tx.execute(query if before is None else query.where(texts.c.id < before))
    return [
        Said(
            row.id,
            row.direction == "out",
            row.body,
            row.at,
            row.status,
            row.error,
            row.flagged,
            row.answered_by,
            row.broadcast_id,
        )
        for row in rows
    ]


def hold(tx: Connection, text_id: int) -> None:
    """Let whoever else answers this text wait until this transaction ends."""
    tx.execute(select(texts.c.id).where(texts.c.id == text_id).with_for_update())


def answered_since(tx: Connection, phone: str, body: str, after: int) -> bool:
    """Has the same answer been given after this text? Then a form was sent twice."""
    same = exists().where(
        texts.c.phone == phone,
        texts.c.id > after,
        texts.c.direction == "out",
        texts.c.body == body,
        texts.c.status != WITHHELD,
    )
    return bool(tx.execute(select(same)).scalar())


def answered_by_another(tx: Connection, phone: str, after: int, me: str) -> str:
    """Who else has answered this person after this text, "" for nobody."""
    by_hand = and_(
        audit.c.kind == "text", audit.c.row_id == texts.c.id, audit.c.did == Deed.ANSWERED.value
    )
    found = tx.execute(
        select(audit.c.who)
        .join(texts, by_hand)
        .where(texts.c.phone == phone, texts.c.id > after, audit.c.who != me)
        .limit(1)
    )
    return str(found.scalar() or "")


def mark_done(tx: Connection, phone: str, up_to: int) -> int:
    """Take a person's texts off the list, as far as they have been seen, and give their number."""
    done = tx.execute(
        update(texts)
        .where(texts.c.phone == phone, texts.c.flagged, texts.c.id <= up_to)
        .values(flagged=False)
    )
    return done.rowcount


def language_of(tx: Connection, phone: str) -> str:
    """The language in which this person is texted, "" where nobody knows it."""
    found = select(supporters.c.language).where(supporters.c.phone == phone)
    return str(tx.execute(found).scalar() or "")
