"""FORGET ME: everything about one person goes, but the proof of the opt-out."""

from sqlalchemy import ColumnElement, Connection, and_, case, delete, exists, or_, select, update

from sms_line.core.effects import ConsentKind
from sms_line.store import recordings
from sms_line.store.api_tables import webhook_messages
from sms_line.store.broadcast_tables import alert_offers, clicks, tags
from sms_line.store.letters import QUEUED, SENDING
from sms_line.store.people_tables import notes, threads
from sms_line.store.tables import (
    blocked,
    callbacks,
    calls,
    consents,
    conversations,
    deliveries,
    letters,
    lookups,
    previews,
    supporters,
    texts,
)
from sms_line.store.tally_tables import journeys
from sms_line.store.texts import WAITING, WITHHELD


def erase(tx: Connection, phone: str) -> tuple[str, ...]:
    """Erase a person and give the message ids of their letters, for copies kept elsewhere.

    Letters that have not left never will, and are gone. Of the others the count stays, without a
    name, a word or a number.
    """
    message_ids = _erase_letters(tx, letters.c.phone == phone)
    _erase_calls(tx, phone)
    recordings.forget(tx, phone)
    them = select(supporters.c.id).where(supporters.c.phone == phone).scalar_subquery()
    for kept in (tags, notes):
        tx.execute(delete(kept).where(kept.c.supporter_id == them))
    # That a link was followed still counts, by nobody.
    tx.execute(update(clicks).where(clicks.c.supporter_id == them).values(supporter_id=None))
    theirs = (supporters, alert_offers, callbacks, lookups, previews, threads, webhook_messages)
    for table in theirs:
        tx.execute(delete(table).where(table.c.phone == phone))
    # The rows stay without a phone or a word, so that a repeated webhook is still recognized.
    tx.execute(
        update(texts)
        .where(texts.c.phone == phone)
        .values(
            phone=None,
            body="",
            flagged=False,
            due_at=None,
            status=case((texts.c.status == WAITING, WITHHELD), else_=texts.c.status),
        )
    )
    # A block outlives its person's memory here, but not what somebody wrote about them.
    tx.execute(update(blocked).where(blocked.c.phone == phone).values(reason=""))
    talks = select(conversations.c.id).where(conversations.c.key == phone)
    tx.execute(delete(journeys).where(journeys.c.conversation_id.in_(talks)))
    tx.execute(delete(conversations).where(conversations.c.key == phone))
    tx.execute(
        delete(consents).where(
            consents.c.phone == phone, consents.c.kind == ConsentKind.OPT_IN.value
        )
    )
    return message_ids


def erase_visit(tx: Connection, visit: str) -> tuple[str, ...]:
    """Erase somebody who was on a page, and give the message ids of their letters."""
    message_ids = _erase_letters(tx, letters.c.visit == visit)
    tx.execute(delete(lookups).where(lookups.c.visit == visit))
    tx.execute(
        delete(conversations).where(conversations.c.channel == "web", conversations.c.key == visit)
    )
    return message_ids


def _erase_letters(tx: Connection, theirs: ColumnElement[bool]) -> tuple[str, ...]:
    mine = select(letters.c.id).where(theirs)
    message_ids = tuple(
        tx.execute(
            select(deliveries.c.message_id).where(deliveries.c.letter_id.in_(mine))
        ).scalars()
    )
    # A claim that has not handed its letter over yet finds it gone, and lets it be.
    not_left = or_(
        deliveries.c.status == QUEUED,
        and_(deliveries.c.status == SENDING, deliveries.c.handed_over_at.is_(None)),
    )
    tx.execute(delete(deliveries).where(deliveries.c.letter_id.in_(mine), not_left))
    left = exists().where(deliveries.c.letter_id == letters.c.id)
    tx.execute(delete(letters).where(theirs, ~left))
    nobody = {"subject": "", "body": "", "sender_name": "", "sender_email": ""}
    tx.execute(update(letters).where(theirs).values(phone=None, visit=None, **nobody))
    return message_ids


def _erase_calls(tx: Connection, phone: str) -> None:
    """The counts of calls and legs stay; whose they were, and what was said on them, does not."""
    # Held first: a step that is being taken at this moment may remember the caller.
    mine = tx.execute(select(calls.c.sid).where(calls.c.phone == phone).with_for_update())
    sids = list(mine.scalars())
    tx.execute(update(calls).where(calls.c.phone == phone).values(phone=None))
    tx.execute(
        delete(conversations).where(
            conversations.c.channel == "voice", conversations.c.key.in_(sids)
        )
    )
