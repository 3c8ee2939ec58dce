"""Watches broadcasts: starts what is due, ends what is done, pauses what goes wrong."""

import logging
import threading

from sqlalchemy.exc import SQLAlchemyError

from sms_line.broadcasting.starting import start_a_step
from sms_line.broadcasting.telling import ring_for, stop_by_itself
from sms_line.core.broadcasts.audience_mistakes import AudienceMistake
from sms_line.core.broadcasts.broadcast import Broadcast, Stage
from sms_line.parts import Parts
from sms_line.store import broadcasts, mended, recipients, text_sums, waiting_texts
from sms_line.store.database import DatabaseDown
from sms_line.work.broadcasts.alarms import FAULTS, Alarm, what_is_wrong
from sms_line.work.broadcasts.claims import FAILED
from sms_line.work.texts import TextSender

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds."""
AT_ONCE = 500
"""Texts queued again in one transaction."""
_MERGE_EVERY = 10
"""Looks after which the sums of texts take in what has changed since; the sweep does it as well."""


class Watch:
    """One for each worker; any number may watch the same broadcasts."""

    def __init__(self, parts: Parts, sender: TextSender) -> None:
        """Nothing happens before it looks. `sender` finds out about texts of workers that died."""
        self._parts = parts
        self._sender = sender
        self._looks = 0

    def run(self, stop: threading.Event) -> None:
        """Look once a second until told to stop."""
        more = False
        while not stop.wait(0 if more else LOOK_EVERY):
            more = False
            try:
                more = self.look()
            except DatabaseDown:
                log.error("database down")
            except Exception:
                log.exception("watching broadcasts failed")

    def look(self) -> bool:
        """Once; True while an audience or what is to be sent again is being written down.

        One step of that at a time, so that what goes wrong meanwhile is seen. Raises DatabaseDown.
        """
        parts = self._parts
        with parts.database.read() as tx:
            due = broadcasts.due_to_start(tx, parts.clock.now())
        more = [each for each in due if not self._start(each)]
        self._open_again()
        with parts.database.read() as tx:
            sending = broadcasts.at_stage(tx, Stage.SENDING)
        more += [each.id for each in sending if not self._send_again(each)]
        for each in sending:
            self._look_at(each)
        self._looks += 1
        if sending and self._looks % _MERGE_EVERY == 0:
            with parts.database.write() as tx:
                text_sums.merge(parts.database, tx)
        self._sender.look_for_abandoned()
        return bool(more)

    def _open_again(self) -> None:
        """Reports may come when all seemed done."""
        now = self._parts.clock.now()
        with self._parts.database.read() as tx:
            forgotten = waiting_texts.left_behind(tx)
            failed = mended.waiting_for_it(tx, FAULTS, now)
        if forgotten or failed:
            with self._parts.database.write() as tx:
                waiting_texts.see_to_left_behind(tx)
                mended.open_again(tx, failed)

    def _send_again(self, broadcast: Broadcast) -> bool:
        """What failed for something that is mended, one step; True where nothing is left to do."""
        if broadcast.resumed_at is None:
            return True
        with self._parts.database.write() as tx:
            now = self._parts.clock.now()
            queued = mended.send_again(tx, broadcast, FAULTS, now, AT_ONCE)
        return queued < AT_ONCE

    def _start(self, broadcast_id: int) -> bool:
        """One step; True where nothing is left to do."""
        try:
            return start_a_step(self._parts, broadcast_id)
        except AudienceMistake as mistake:  # what it speaks of has changed since it was planned
            why = f"Its audience cannot be found any more: {mistake}"
        except (DatabaseDown, SQLAlchemyError):
            raise
        except Exception:  # one broadcast that fails must not keep others from starting
            log.exception("starting a broadcast failed", extra={"broadcast": broadcast_id})
            why = FAILED
        with self._parts.database.write() as tx:
            mails = stop_by_itself(self._parts, tx, broadcast_id, Stage.PAUSED, why)
        ring_for(self._parts, mails)
        return True

    def _look_at(self, broadcast: Broadcast) -> None:
        with self._parts.database.read() as tx:
            troubles = broadcasts.troubles(tx, broadcast, FAULTS.somewhere)
            over = not recipients.unfinished(tx, broadcast.id)
        alarm = what_is_wrong(troubles)
        if alarm and (alarm.mendable or not over):
            self._pause(broadcast, alarm)
        elif over:
            with self._parts.database.write() as tx:
                now = self._parts.clock.now()
                broadcasts.move(tx, broadcast.id, Stage.DONE, ended_at=now)
            log.info("broadcast done", extra={"broadcast": broadcast.id})

    def _pause(self, broadcast: Broadcast, alarm: Alarm) -> None:
        with self._parts.database.write() as tx:
            stopped = broadcasts.at_stage(tx, Stage.SENDING) if alarm.everything else [broadcast]
            mails = [
                mail
                for each in stopped
                for mail in stop_by_itself(self._parts, tx, each.id, Stage.PAUSED, alarm.why)
            ]
        ring_for(self._parts, mails)
        log.info("broadcast paused", extra={"broadcast": broadcast.id})
