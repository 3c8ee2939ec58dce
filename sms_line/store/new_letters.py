"""Letters that somebody has said YES to: queued all at once, each with its delivery."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Connection, Executable, insert

from sms_line.core.letter import Letter
from sms_line.core.people import Legislator
from sms_line.store.database import Database, Insert
from sms_line.store.letters import QUEUED
from sms_line.store.tables import deliveries, letters


@dataclass(frozen=True, slots=True)
class NewLetter:
    """A letter to be queued, with its delivery."""

    legislator: Legislator
    letter: Letter
    route: str
    address: str
    message_id: str


def queue(
    database: Database,
    tx: Connection,
    *,
    phone: str,
    visit: str,
    action: str,
    version: int,
    new: Sequence[NewLetter],
    now: datetime,
) -> list[int]:
    """Queue letters and give their deliveries' ids; an office written to before is left out.

    Their writer is known by `phone`, or by the `visit` of a page; the other is "".
    """
    writer = {"phone": phone or None, "visit": visit or None}
    about = {"action": action, "version": version, "created_at": now}
    rows = [{**writer, **about, **_letter(each)} for each in new]
    if not rows:
        return []
    queued = {row.bioguide: row.id for row in tx.execute(_queue(database.insert), rows)}
    due = {"action": action, "status": QUEUED, "created_at": now, "due_at": now}
    waiting = [
        {**due, **_delivery_of(each), "letter_id": queued[each.legislator.bioguide]}
        for each in new
        if each.legislator.bioguide in queued
    ]
    return sorted(tx.execute(_QUEUE_DELIVERIES, waiting).scalars()) if waiting else []


def _letter(new: NewLetter) -> dict[str, str]:
    return {
        "bioguide": new.legislator.bioguide,
        "title": new.legislator.title.value,
        "legislator": new.legislator.name,
        "office_phone": new.legislator.phone,
        "office": new.letter.office,
        "subject": new.letter.subject,
        "body": new.letter.body,
        "sender_name": new.letter.sender_name,
        "sender_email": new.letter.sender_email,
    }


def _delivery_of(new: NewLetter) -> dict[str, str]:
    return {
        "bioguide": new.legislator.bioguide,
        "route": new.route,
        "address": new.address,
        "message_id": new.message_id,
    }


@cache
def _queue(insert: Insert) -> Executable:
    """For all letters at once; those that are there already come not back."""
    return insert(letters).on_conflict_do_nothing().returning(letters.c.id, letters.c.bioguide)


_QUEUE_DELIVERIES = insert(deliveries).returning(deliveries.c.id)
