"""Watches broadcasts: starts what is due, ends what is done, pauses what goes wrong."""

import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError

from sms_line.broadcasting.starting import start_a_step
from sms_line.carrier.error_words import sentence
from sms_line.carrier.statuses import Consequence, on_error
from sms_line.core.broadcasts.audience_mistakes import AudienceMistake
from sms_line.core.broadcasts.broadcast import Broadcast, Stage
from sms_line.parts import Parts
from sms_line.store import broadcasts, recipients, waiting_texts
from sms_line.store.broadcasts import Troubles
from sms_line.store.database import DatabaseDown
from sms_line.work.broadcasts.claims import FAILED
from sms_line.work.texts import TextSender

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0
"""Seconds."""
FAILED_SHARE, FAILED_LEAST = 0.10, 20
"""More than so many of those handled, and never for fewer: the words, the list or the registration
are at fault, and going on makes it worse."""
FILTERED_SHARE, FILTERED_LEAST = 0.02, 10
"""The same for what carriers filter (30007): each costs the sender's standing with them."""


class Watch:
    """One for each worker; any number may watch the same broadcasts."""

    def __init__(self, parts: Parts, sender: TextSender) -> None:
        """Nothing happens before it looks. `sender` finds out about texts of workers that died."""
        self._parts = parts
        self._sender = sender

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
        """Once; True while an audience is being written down. Raises DatabaseDown.

        One step of that at a time, so that what goes wrong meanwhile is seen.
        """
        parts = self._parts
        with parts.database.read() as tx:
            due = broadcasts.due_to_start(tx, parts.clock.now())
            forgotten = waiting_texts.left_behind(tx)
        more = [each for each in due if not self._start(each)]
        if forgotten:
            with parts.database.write() as tx:
                waiting_texts.see_to_left_behind(tx)
        with parts.database.read() as tx:
            sending = broadcasts.at_stage(tx, Stage.SENDING)
        for each in sending:
            self._look_at(each)
        self._sender.look_for_abandoned()
        return bool(more)

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
            broadcasts.move(tx, broadcast_id, Stage.PAUSED, why=why[:300])
        return True

    def _look_at(self, broadcast: Broadcast) -> None:
        with self._parts.database.read() as tx:
            troubles = broadcasts.troubles(tx, broadcast)
            over = not recipients.unfinished(tx, broadcast.id)
        alarm = what_is_wrong(troubles)
        if alarm is None and not over:
            return
        with self._parts.database.write() as tx:
            if over:
                now = self._parts.clock.now()
                broadcasts.move(tx, broadcast.id, Stage.DONE, ended_at=now)
            elif alarm:
                stopped = (
                    broadcasts.at_stage(tx, Stage.SENDING) if alarm.everything else [broadcast]
                )
                for each in stopped:
                    broadcasts.move(tx, each.id, Stage.PAUSED, why=alarm.why)
        log.info(
            "broadcast done" if over else "broadcast paused", extra={"broadcast": broadcast.id}
        )


@dataclass(frozen=True, slots=True)
class Alarm:
    """Why a broadcast may not go on by itself; `everything`: nor may any other."""

    why: str
    everything: bool = False


def what_is_wrong(troubles: Troubles) -> Alarm | None:
    """What the carrier's error codes and the share of failures say."""
    for code in troubles.by_code:
        match on_error(code):
            case Consequence.STOP_EVERYTHING:
                return Alarm(sentence(str(code)), True)
            case Consequence.STOP_BROADCAST:
                return Alarm(sentence(str(code)))
            case Consequence.STOP_ABOVE_THRESHOLD if _above(
                troubles.by_code[code], troubles.handled, FILTERED_SHARE, FILTERED_LEAST
            ):
                return Alarm(
                    f"Carriers filtered {troubles.by_code[code]} of {troubles.handled} texts "
                    f"(Twilio error {code}): change the words, or look at the registration."
                )
    if _above(troubles.failed, troubles.handled, FAILED_SHARE, FAILED_LEAST):
        return Alarm(
            f"{troubles.failed} of {troubles.handled} texts failed"
            f"{_most(troubles.by_code)}: look at the list and the words before you go on."
        )
    return None


def _above(count: int, of: int, share: float, least: int) -> bool:
    return count >= least and count > share * of


def _most(by_code: Mapping[int, int]) -> str:
    if not by_code:
        return ""
    code = max(by_code, key=lambda each: by_code[each])
    return f", mostly with Twilio error {code}"
