"""Carries texts that answer no webhook, and settles by evidence what is unsure."""

import logging
import time
from datetime import datetime, timedelta

from sqlalchemy import Connection

from sms_line.carrier.statuses import advance_status, slows_down
from sms_line.line import Line
from sms_line.ports import Carrier, CarrierDown, Postponed, Refused, Sent, Unsure
from sms_line.store import pacing, sending, texts
from sms_line.work.bell import HueyBell
from sms_line.work.consequences import Consequences
from sms_line.work.pauses import GIVE_UP_AFTER, TEXT_CLAIM_LASTS, pause

log = logging.getLogger(__name__)

_AT_ONCE = 1000
LOOK_AFTER = timedelta(seconds=60)
"""When the carrier's own list is asked about a text whose sending got no answer."""

PATIENCE = 1.0
"""Seconds for which a claimed text may wait for its moment; after that others go first."""
REST = 1.0
"""Seconds for which all workers rest when the carrier asks for it and does not say how long."""


class TextSender:
    """Sends the line's own texts, and takes the carrier's reports of them."""

    def __init__(
        self,
        line: Line,
        carrier: Carrier,
        bell: HueyBell,
        rate: float | None = None,
        claim_lasts: timedelta = TEXT_CLAIM_LASTS,
    ) -> None:
        """Nothing happens before a bell rings.

        `rate`: texts a second that the sender may send, all workers and broadcasts together; None
        where nobody counts them. `claim_lasts`: longer than any single try takes.
        """
        self._rate = rate
        self._claim_lasts = claim_lasts
        self._line = line
        self._parts = line.parts
        self._carrier = carrier
        self._bell = bell
        self._consequences = Consequences(line, bell)

    def send(self, text_id: int) -> None:
        """Send a text if it waits; find out about it if that is unsure."""
        now = self._parts.clock.now()
        with self._parts.database.write() as tx:
            claimed = sending.claim(tx, text_id, now)
            doubtful = None if claimed else sending.doubtful(tx, text_id, now, self._claim_lasts)
            moments = self._moment(tx) if claimed else None
            if claimed and moments and not moments.delays[0]:
                sending.give_back(tx, claimed, now)
        if claimed and moments and not moments.delays[0]:
            self._bell.ring("text", text_id, moments.wait)
        elif claimed:
            if moments:
                time.sleep(max(moments.since + moments.delays[0][0] - time.monotonic(), 0))
            came = self._carrier.send(claimed.phone, claimed.body, text_id)
            if self._rate is not None and isinstance(came, Postponed) and slows_down(came.detail):
                self._rest(came.after_seconds or REST)
            self.record(claimed, came)
        elif doubtful:
            self._find_out(doubtful)

    def _moment(self, tx: Connection) -> pacing.Moments | None:
        """When one text may leave; None for at once."""
        if self._rate is None:
            return None
        one = [pacing.Asked(1)]
        return pacing.reserve(self._parts.database, tx, one, self._rate, PATIENCE, most=1)

    def _rest(self, seconds: float) -> None:
        """The carrier cannot take more now: nobody sends anything for so long."""
        with self._parts.database.write() as tx:
            pacing.hold_off(self._parts.database, tx, seconds)

    def sweep(self) -> None:
        """Ring for texts whose bell got lost."""
        with self._parts.database.read() as tx:
            due = sending.due(tx, self._parts.clock.now(), self._claim_lasts, _AT_ONCE)
        for text_id in due:
            self._bell.ring("text", text_id)

    def look_for_abandoned(self) -> None:
        """Ring for texts that a worker took and never wrote down: it is gone."""
        with self._parts.database.read() as tx:
            gone = sending.abandoned(tx, self._parts.clock.now() - self._claim_lasts, _AT_ONCE)
        for text_id in gone:
            self._bell.ring("text", text_id)

    def reported(self, sid: str, text_id: int | None, status: str, code: int | None) -> None:
        """Take a status report, in whatever order it comes."""
        with self._parts.database.write() as tx:
            text = sending.reported(tx, sid, text_id)
            if text is None:
                return
            if text.status == texts.RETRIED or advance_status(text.status, status) == text.status:
                return  # a repeated report, or one that came late, has no second effect
            sending.note_status(tx, text, sid, status, str(code or ""))
        if text.phone:
            self._consequences.bear(text.id, text.phone, code)

    def record(self, text: texts.Outgoing, outcome: Sent | Refused | Postponed | Unsure) -> None:
        """Write down what came of a claimed text, and bear what follows from it."""
        now = self._parts.clock.now()
        again = None
        with self._parts.database.write() as tx:
            match outcome:
                case Sent(sid):
                    sending.settle(tx, text, "accepted", sid=sid)
                case Refused(detail):
                    sending.settle(tx, text, "failed", error=detail)
                case Postponed() if _too_long(tx, text, now):
                    sending.settle(tx, text, texts.GIVEN_UP, error=outcome.detail)
                case Postponed(detail, seconds):
                    again = timedelta(seconds=seconds) if seconds else pause(text.attempts)
                    sending.postpone(tx, text, texts.WAITING, now + again, detail)
                case Unsure(detail) if _too_long(tx, text, now):
                    sending.settle(tx, text, texts.UNSURE, error=detail)
                case Unsure(detail):
                    again = LOOK_AFTER
                    sending.postpone(tx, text, texts.UNSURE, now + again, detail)
        log.info("text tried", extra={"text": text.id, "outcome": type(outcome).__name__.lower()})
        if again:
            self._bell.ring("text", text.id, again.total_seconds())
        if isinstance(outcome, Refused) and outcome.detail.isdigit():
            self._consequences.bear(text.id, text.phone, int(outcome.detail))

    def _find_out(self, text: texts.Outgoing) -> None:
        """Was it taken? The carrier's list knows; only its clear No lets the text go again."""
        now = self._parts.clock.now()
        with self._parts.database.read() as tx:
            others = sending.sids_of_others(tx, text)
        try:
            found = self._carrier.find(text.phone, text.body, text.at, others)
        except CarrierDown:
            self.record(text, Unsure("the carrier cannot be asked"))
            return
        with self._parts.database.write() as tx:
            if found:
                sending.settle(tx, text, "accepted", sid=found.sid)
            else:
                sending.postpone(tx, text, texts.WAITING, now, "not on the carrier's list")
        if not found:
            self._bell.ring("text", text.id)


def _too_long(tx: Connection, text: texts.Outgoing, now: datetime) -> bool:
    """Has it waited for as long as anything is tried? A pause of its broadcast does not count."""
    return now - text.at >= GIVE_UP_AFTER <= now - sending.waits_since(tx, text)
