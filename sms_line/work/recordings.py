"""Has the carrier delete what callers have spoken, once nobody needs it any more."""

import logging
from datetime import timedelta

from sms_line.parts import Parts
from sms_line.ports import Accepted, Postponed, Recorder
from sms_line.store import recordings
from sms_line.work.bell import HueyBell
from sms_line.work.pauses import CLAIM_LASTS, pause

log = logging.getLogger(__name__)

_AT_ONCE = 1000


class Eraser:
    """Deletes recordings and their words at the carrier; it never gives up."""

    def __init__(self, parts: Parts, recorder: Recorder, bell: HueyBell) -> None:
        """Nothing happens before a bell rings."""
        self._parts = parts
        self._recorder = recorder
        self._bell = bell

    def erase(self, recording_id: int) -> None:
        """Delete one, if it is time."""
        now = self._parts.clock.now()
        with self._parts.database.write() as tx:
            recording = recordings.claim(tx, recording_id, now, CLAIM_LASTS)
        if recording is None:
            return
        outcome = self._recorder.delete(recording.kind, recording.sid)
        again = None
        with self._parts.database.write() as tx:
            match outcome:
                case Accepted():
                    recordings.deleted(tx, recording)
                case Postponed(detail, seconds):
                    again = timedelta(seconds=seconds) if seconds else pause(recording.attempts)
                    recordings.postpone(tx, recording, now + again, detail)
        log.info("recording", extra={"row": recording.id, "outcome": type(outcome).__name__})
        if again:
            self._bell.ring("recording", recording.id, again.total_seconds())

    def sweep(self) -> None:
        """Ring for what is due and whose bell got lost."""
        with self._parts.database.read() as tx:
            due = recordings.due(tx, self._parts.clock.now(), CLAIM_LASTS, _AT_ONCE)
        for recording_id in due:
            self._bell.ring("recording", recording_id)
