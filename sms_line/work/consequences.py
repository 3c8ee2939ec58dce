"""What follows from the carrier's error code of a text: for its person, and for the text itself."""

from datetime import timedelta

from sms_line.carrier.statuses import Consequence, on_error
from sms_line.core.events import Stop
from sms_line.core.people import PhoneNumber
from sms_line.line import Line
from sms_line.store import consents, retries
from sms_line.work.bell import HueyBell

_OPTED_OUT = 21610
_BLOCKED_TWICE = 2
RETRY_AFTER = timedelta(minutes=30)
"""A handset that was off may be on again; a queue that overflowed has emptied."""


class Consequences:
    """Bears what error codes mean (facts.md, "Sending")."""

    def __init__(self, line: Line, bell: HueyBell) -> None:
        """Nothing happens before a code comes."""
        self._line = line
        self._parts = line.parts
        self._bell = bell

    def bear(self, text_id: int, phone: str, code: int | None) -> None:
        """Suppress, mark, or try once more, as the code says."""
        if code == _OPTED_OUT:
            self._line.tell(PhoneNumber(phone), lambda _: Stop(answered=True), source="carrier")
            return
        match on_error(code):
            case Consequence.SUPPRESS | Consequence.MARK_LANDLINE:
                self._suppress(phone, code)
            case Consequence.SUPPRESS_AFTER_TWO:
                with self._parts.database.read() as tx:
                    often = retries.failures(tx, phone, code or 0) >= _BLOCKED_TWICE
                if often:
                    self._suppress(phone, code)
            case Consequence.RETRY_ONCE | Consequence.RETRY_LATER:
                self._once_more(text_id)
            case _:
                pass

    def _suppress(self, phone: str, code: int | None) -> None:
        now = self._parts.clock.now()
        with self._parts.database.write() as tx:
            consents.suppress(self._parts.database, tx, phone, now, f"error {code}")

    def _once_more(self, text_id: int) -> None:
        now = self._parts.clock.now()
        with self._parts.database.write() as tx:
            again = retries.again(tx, text_id, now, RETRY_AFTER)
        if again is not None:
            self._bell.ring("text", again, RETRY_AFTER.total_seconds())
