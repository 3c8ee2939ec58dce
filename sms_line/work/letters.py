"""Carries letters to the offices, one delivery a row, and tells their senders the truth."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import assert_never

from sqlalchemy import Connection

from sms_line.core.events import LettersReported, OfficeNews
from sms_line.core.people import PhoneNumber
from sms_line.line import Line
from sms_line.ports import Accepted, Outcome, Postponed, Refused, Unsure
from sms_line.store import consents, letters
from sms_line.store.outgoing import Event
from sms_line.work.bell import HueyBell
from sms_line.work.pauses import CLAIM_LASTS, GIVE_UP_AFTER, pause
from sms_line.work.sweeping import one_by_one

log = logging.getLogger(__name__)

_AT_ONCE = 1000


class ClaimLost(Exception):
    """Somebody else has taken this delivery over; nothing was sent."""


class Postman:
    """Delivers letters on the line's route."""

    def __init__(self, line: Line, bell: HueyBell, claim_lasts: timedelta = CLAIM_LASTS) -> None:
        """Nothing happens before a bell rings."""
        self._line = line
        self._parts = line.parts
        self._bell = bell
        self._claim_lasts = claim_lasts

    def deliver(self, delivery_id: int) -> None:
        """Try a delivery once, if it is due, and report what came of it."""
        now = self._parts.clock.now()
        with self._parts.database.write() as tx:
            delivery = letters.claim(tx, delivery_id, now)
        if delivery is None:
            return
        try:
            outcome = self._parts.route.send(delivery.envelope, lambda: self._hand_over(delivery))
        except ClaimLost:
            return
        self._settle(delivery, outcome)

    def sweep(self) -> None:
        """Ring for what is due, settle what was abandoned, report what nobody was told."""
        now = self._parts.clock.now()
        with self._parts.database.write() as tx:
            abandoned = letters.abandoned(tx, now - self._claim_lasts, _AT_ONCE)
        one_by_one(partial(self._settle_abandoned, each) for each in abandoned)
        with self._parts.database.read() as tx:
            due = letters.due(tx, now, _AT_ONCE)
            untold = letters.untold(tx, _AT_ONCE)
        for delivery_id in due:
            self._bell.ring("delivery", delivery_id)
        one_by_one(partial(self._report, phone, action) for phone, action in untold)

    def _hand_over(self, delivery: letters.Delivery) -> None:
        with self._parts.database.write() as tx:
            if not letters.hand_over(tx, delivery, self._parts.clock.now()):
                raise ClaimLost

    def _settle_abandoned(self, abandoned: letters.Abandoned) -> None:
        self._settle(abandoned.delivery, self._what_became_of(abandoned))

    def _what_became_of(self, abandoned: letters.Abandoned) -> Outcome:
        if not abandoned.handed_over:
            return Postponed("the worker stopped before the letter left")
        evidence = self._parts.route.evidence(abandoned.delivery.envelope)
        return evidence or Unsure("the worker stopped while the letter was leaving")

    def _settle(self, delivery: letters.Delivery, outcome: Outcome) -> None:
        now = self._parts.clock.now()
        again = None
        with self._parts.database.write() as tx:
            end = _end(outcome, now - delivery.created_at)
            if end is None:
                again = pause(delivery.attempts)
                letters.postpone(tx, delivery, now + again, outcome.detail)
            settled = end is not None and letters.settle(tx, delivery, end, outcome.detail)
            forgotten = letters.forgotten(tx, delivery)
            to_tell = self._note(tx, delivery, end, now) if settled and not forgotten else ()
        if forgotten:  # while the letter was leaving: no copy of it may stay here
            self._parts.route.erase((delivery.envelope.message_id,))
        log.info(
            "delivery tried",
            extra={"delivery": delivery.id, "outcome": type(outcome).__name__.lower()},
        )
        for endpoint in to_tell:
            self._bell.ring("webhook", endpoint)
        if again:
            self._bell.ring("delivery", delivery.id, again.total_seconds())
        if delivery.phone and not forgotten:
            self._report(delivery.phone, delivery.action)

    def _note(
        self, tx: Connection, delivery: letters.Delivery, end: str | None, now: datetime
    ) -> Sequence[int]:
        """Other programs hear of a letter that has reached an end; whom to ring for."""
        return self._parts.outgoing.note(
            tx,
            Event.LETTER,
            phone=delivery.phone,
            data={
                "delivery": delivery.id,
                "action": delivery.action,
                "bioguide": delivery.envelope.letter.bioguide,
                "status": end,
            },
            now=now,
        )

    def _report(self, phone: str, action: str) -> None:
        now = self._parts.clock.now()
        self._line.tell(PhoneNumber(phone), lambda tx: _news(tx, phone, action, now))


def _end(outcome: Outcome, age: timedelta) -> str | None:
    """The status that an outcome settles; None where it is tried again."""
    match outcome:
        case Accepted():
            return letters.ACCEPTED
        case Refused():
            return letters.REFUSED
        case Unsure():
            return letters.UNSURE
        case Postponed():
            return letters.GIVEN_UP if age >= GIVE_UP_AFTER else None
        case _:
            assert_never(outcome)


def _news(tx: Connection, phone: str, action: str, now: datetime) -> LettersReported | None:
    fates = letters.report(tx, phone, action, now)
    # Who only ever rang has agreed to no texts: what became of the letters is noted all the same.
    if not fates or not consents.may_be_texted(tx, phone):
        return None

    def those(status: str) -> tuple[OfficeNews, ...]:
        return tuple(
            OfficeNews(name=each.legislator, title=each.title, phone=each.office_phone)
            for each in fates
            if each.status == status
        )

    return LettersReported(
        action=action,
        accepted=those(letters.ACCEPTED),
        refused=those(letters.REFUSED),
        unsure=those(letters.UNSURE),
        given_up=those(letters.GIVEN_UP),
        waiting=those(letters.QUEUED),
    )
