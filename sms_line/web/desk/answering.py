"""What an organizer does about somebody's texts: a row and its entry in the log."""

import logging

from sms_line.parts import Parts
from sms_line.store import audit, blocked, consents, inbox, recordings, texts, threads
from sms_line.store.audit import Deed
from sms_line.store.inbox import Conversation
from sms_line.store.organizers import Organizer

log = logging.getLogger(__name__)

LONGEST = 1600
"""Characters that Twilio takes in one text."""


class NotAnswered(Exception):
    """The answer was not taken: `why` is "empty", "long", "suppressed" or "answered"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def answer(
    parts: Parts, organizer: Organizer, text_id: int, talk: Conversation, body: str, seen: int
) -> None:
    """Queue `body` as a text to whoever wrote `text_id`. Raises NotAnswered.

    `seen`: the newest text's id when the form was made. The same words sent twice from one form
    leave once.
    """
    body = body.replace("\r\n", "\n").strip()
    if not body or len(body) > LONGEST:
        raise NotAnswered("long" if body else "empty")
    now, phone = parts.clock.now(), talk.person.phone
    with parts.database.write() as tx:
        inbox.hold(tx, text_id)
        if consents.suppressed(tx, phone):
            raise NotAnswered("suppressed")
        if inbox.answered_since(tx, phone, body, seen):
            return
        if inbox.answered_by_another(tx, phone, seen, organizer.email):
            raise NotAnswered("answered")
        row = texts.queue(
            tx, phone=phone, line_number=talk.line_number, body=body, action="", now=now
        )
        audit.record(tx, at=now, who=organizer.email, did=Deed.ANSWERED, kind="text", row_id=row)
    parts.bell.ring("text", row)
    log.info("answered", extra={"organizer": organizer.id, "text": row})


def block(parts: Parts, organizer: Organizer, talk: Conversation, *, on: bool) -> None:
    """Answer this number no more, or again."""
    now, phone, who = parts.clock.now(), talk.person.phone, organizer.email
    with parts.database.write() as tx:
        if on:
            blocked.add(parts.database, tx, phone=phone, reason="", who=who, now=now)
        else:
            blocked.remove(tx, phone=phone, who=who, now=now)


def mark_done(
    parts: Parts, organizer: Organizer, text_id: int, talk: Conversation, seen: int
) -> None:
    """Take the conversation off the list; texts that came after `seen` stay on it.

    What was spoken in it has been heard, and is deleted at the carrier.
    """
    now = parts.clock.now()
    with parts.database.write() as tx:
        heard = recordings.release_heard(tx, talk.person.phone, seen, now)
        if inbox.mark_done(tx, talk.person.phone, seen):
            audit.record(
                tx, at=now, who=organizer.email, did=Deed.MARKED_DONE, kind="text", row_id=text_id
            )
            threads.done(parts.database, tx, talk.person.phone, text_id, now)
    for row in heard:
        parts.bell.ring("recording", row)


def assign(
    parts: Parts, organizer: Organizer, text_id: int, talk: Conversation, to: int | None
) -> None:
    """Make a conversation somebody's business, or nobody's (None)."""
    with parts.database.write() as tx:
        threads.assign(parts.database, tx, talk.person.phone, text_id, to)
        audit.record(
            tx,
            at=parts.clock.now(),
            who=organizer.email,
            did=Deed.ASSIGNED,
            kind="text",
            row_id=text_id,
        )


def reopen(parts: Parts, organizer: Organizer, text_id: int, talk: Conversation) -> None:
    """Put a conversation back on the list."""
    with parts.database.write() as tx:
        if threads.reopen(tx, talk.person.phone):
            audit.record(
                tx,
                at=parts.clock.now(),
                who=organizer.email,
                did=Deed.REOPENED,
                kind="text",
                row_id=text_id,
            )
