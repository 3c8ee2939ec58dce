"""Rings people who asked for it, and reminds them before."""

import logging
from datetime import timedelta
from typing import assert_never

from sqlalchemy import Connection

from sms_line.core.call_limits import not_taken
from sms_line.core.events import CallArranged, CallNear
from sms_line.core.people import PhoneNumber
from sms_line.core.scene import Channel
from sms_line.line import Line
from sms_line.ports import Caller, CarrierDown, Postponed, Refused, Sent, Unsure
from sms_line.store import call_limits, callbacks, conversations
from sms_line.work.bell import HueyBell
from sms_line.work.pauses import CLAIM_LASTS

log = logging.getLogger(__name__)

_AT_ONCE = 1000
_TRIES = 5
_LOOKS = 60
"""Times, a minute apart, that the carrier is asked about a call of which nobody is sure."""
_PAUSE = timedelta(minutes=1)
"""Whoever waits for a call waits for minutes, not for hours."""
TOO_LATE = timedelta(hours=1)
"""After a stop of the workers, or from an old backup, a call might come in somebody's night."""


class Ringer:
    """Places the calls."""

    def __init__(self, line: Line, caller: Caller, bell: HueyBell) -> None:
        """Nothing happens before a bell rings."""
        self._line = line
        self._parts = line.parts
        self._caller = caller
        self._bell = bell

    def ring(self, callback_id: int) -> None:
        """Ring a person, if it is time; find out about the call if that is unsure."""
        now = self._parts.clock.now()
        with self._parts.database.write() as tx:
            callback = callbacks.claim(tx, callback_id, now)
            allowed = callback is not None and self._allowed(tx, callback)
        if callback is None:
            self._find_out(callback_id)
        if callback is None or not allowed:
            return
        outcome = self._caller.place(callback.phone, callback.id)
        with self._parts.database.write() as tx:
            status = self._settle(tx, callback, outcome)
        log.info("call placed", extra={"callback": callback.id, "outcome": type(outcome).__name__})
        if status in {callbacks.WAITING, callbacks.UNSURE}:
            self._bell.ring("callback", callback.id, _PAUSE.total_seconds())
        elif status == callbacks.FAILED:
            self._tell(callback.phone)

    def _settle(
        self,
        tx: Connection,
        callback: callbacks.Callback,
        outcome: Sent | Refused | Postponed | Unsure,
    ) -> str:
        """Write down what came of it, and give its status."""
        match outcome:
            case Sent(sid):
                callbacks.settle(tx, callback.id, callbacks.PLACED, sid=sid)
                return callbacks.PLACED
            case Unsure(detail):
                # A second call would ring somebody twice.
                look_at = self._parts.clock.now() + _PAUSE
                callbacks.look_again(tx, callback.id, look_at, detail)
                return callbacks.UNSURE
            case Postponed(detail) if callback.attempts < _TRIES:
                callbacks.postpone(tx, callback.id, self._parts.clock.now() + _PAUSE, detail)
                return callbacks.WAITING
            case Refused(detail) | Postponed(detail):
                callbacks.settle(tx, callback.id, callbacks.FAILED, error=detail)
                return callbacks.FAILED
            case _:
                assert_never(outcome)

    def _find_out(self, callback_id: int) -> None:
        """Was it placed? The carrier's list knows, where no webhook has told."""
        now = self._parts.clock.now()
        with self._parts.database.write() as tx:
            call = callbacks.doubtful(tx, callback_id, now, now + _PAUSE)
        if call is None:
            return
        try:
            found = self._caller.find(call.phone, call.asked_at, call.others)
        except CarrierDown:
            if call.attempts >= _LOOKS:
                with self._parts.database.write() as tx:
                    callbacks.settle(tx, callback_id, callbacks.UNSURE, error="nobody knows")
            return
        with self._parts.database.write() as tx:
            if found:
                callbacks.settle(tx, callback_id, callbacks.PLACED, sid=found.sid)
            else:
                callbacks.settle(tx, callback_id, callbacks.FAILED, error="not on the list")
        if not found:
            self._tell(call.phone)

    def _tell(self, phone: str) -> None:
        """Whoever texts with the line waits no longer for a call that does not come."""
        with self._parts.database.read() as tx:
            texts_with_it = conversations.standing(tx, Channel.TEXT, phone) is not None
        if texts_with_it:
            self._line.tell(PhoneNumber(phone), lambda _: CallArranged("impossible"))

    def _allowed(self, tx: Connection, callback: callbacks.Callback) -> bool:
        """Drop the call, if this number has been blocked or the day has cost enough since, or
        nobody waits for it any more."""
        if self._parts.clock.now() - callback.due_at > TOO_LATE:
            callbacks.settle(tx, callback.id, callbacks.DROPPED, error="too late")
            return False
        today = call_limits.today(tx, callback.phone, self._parts.clock.now())
        why = not_taken(today, self._parts.call_minutes_a_day)
        if why:
            callbacks.settle(tx, callback.id, callbacks.DROPPED, error=why.why.value)
        return why is None

    def sweep(self) -> None:
        """Ring for what is due, and remind those whose call is near."""
        now = self._parts.clock.now()
        with self._parts.database.write() as tx:
            callbacks.abandon(tx, now, CLAIM_LASTS)
            reminders = callbacks.take_reminders(tx, now, _AT_ONCE)
            due = callbacks.due(tx, now, _AT_ONCE)
        for phone, shown in reminders:
            near = CallNear(shown)
            self._line.tell(PhoneNumber(phone), lambda _, near=near: near)  # type: ignore[misc]
        for callback_id in due:
            self._bell.ring("callback", callback_id)
