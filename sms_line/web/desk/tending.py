"""What an organizer, or their program, does about one supporter: the rows, and the log's entry."""

import logging
from collections.abc import Sequence

from sqlalchemy import Connection, select

from sms_line.core.effects import ConsentKind
from sms_line.parts import Parts
from sms_line.store import audit, blocked, consents, erasure, notes, tags
from sms_line.store.audit import Deed
from sms_line.store.outgoing import BY_CONSENT
from sms_line.store.supporter_search import phone_of
from sms_line.store.tables import supporters

log = logging.getLogger(__name__)

ORGANIZER = "organizer"
"""The source, in the ledger, of what an organizer has recorded."""


def tag(parts: Parts, who: str, supporter_id: int, tag: str, *, on: bool) -> None:
    """Give somebody a tag, or take it."""
    them = select(supporters.c.id).where(supporters.c.id == supporter_id)
    with parts.database.write() as tx:
        changed = tags.give(parts.database, tx, tag, them) if on else tags.take(tx, tag, them)
        if changed:
            did = Deed.TAGGED if on else Deed.UNTAGGED
            audit.record(
                tx,
                at=parts.clock.now(),
                who=who,
                did=did,
                kind="supporter",
                row_id=supporter_id,
                detail=tag,
            )


def note(parts: Parts, who: str, supporter_id: int, words: str) -> None:
    """Write something down about somebody who is there."""
    with parts.database.write() as tx:
        if phone_of(tx, supporter_id):
            notes.add(tx, supporter_id, words, who, parts.clock.now())


def block(parts: Parts, who: str, supporter_id: int, *, on: bool) -> None:
    """Answer this number no more, or again."""
    now, database = parts.clock.now(), parts.database
    with database.write() as tx:
        phone = phone_of(tx, supporter_id)
        if phone and on:
            blocked.add(database, tx, phone=phone, reason="", who=who, now=now)
        elif phone:
            blocked.remove(tx, phone=phone, who=who, now=now)


def stop(parts: Parts, who: str, supporter_id: int, source: str = ORGANIZER) -> None:
    """Record an opt-out that somebody gave in another way; only they can take it back."""
    with parts.database.write() as tx:
        phone = phone_of(tx, supporter_id)
        if phone is None or consents.suppressed(tx, phone):
            return
        to_tell = _record(parts, tx, phone, ConsentKind.OPT_OUT, source)
        audit.record(
            tx,
            at=parts.clock.now(),
            who=who,
            did=Deed.STOPPED_TEXTS,
            kind="supporter",
            row_id=supporter_id,
        )
    _ring(parts, to_tell)


def forget(parts: Parts, who: str, supporter_id: int, source: str = ORGANIZER) -> bool:
    """FORGET ME for somebody who asked for it; False if they are gone already."""
    with parts.database.write() as tx:
        phone = phone_of(tx, supporter_id)
        if phone is None:
            return False
        to_tell = _record(parts, tx, phone, ConsentKind.FORGOTTEN, source)
        message_ids = erasure.erase(tx, phone)
        audit.record(
            tx,
            at=parts.clock.now(),
            who=who,
            did=Deed.ERASED,
            kind="supporter",
            row_id=supporter_id,
        )
    _ring(parts, to_tell)
    parts.route.erase(message_ids)
    parts.database.forget_traces()
    log.info("supporter erased", extra={"supporter": supporter_id})
    return True


def _record(
    parts: Parts, tx: Connection, phone: str, kind: ConsentKind, source: str
) -> Sequence[int]:
    """Add an entry to the ledger; the programs that are to be told of it."""
    consents.record(
        parts.database,
        tx,
        phone=phone,
        at=parts.clock.now(),
        kind=kind,
        words="",
        line_number=parts.number,
        source=source,
    )
    return parts.outgoing.note(
        tx,
        BY_CONSENT[kind],
        phone=phone,
        data={"action": "", "source": source},
        now=parts.clock.now(),
    )


def _ring(parts: Parts, to_tell: Sequence[int]) -> None:
    for endpoint in to_tell:
        parts.bell.ring("webhook", endpoint)
