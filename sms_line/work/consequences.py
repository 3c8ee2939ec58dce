"""What follows from the carrier's error code of a text: for its person, and for the text itself."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from sms_line.broadcasting import clocks
from sms_line.carrier.statuses import Consequence, on_error
from sms_line.core.broadcasts.hours import Hours, wakes
from sms_line.core.events import Stop
from sms_line.core.people import PhoneNumber
from sms_line.core.states import Person
from sms_line.line import Line
from sms_line.store import consents, retries, supporters
from sms_line.work.bell import HueyBell

_OPTED_OUT = 21610
_BLOCKED_TWICE = 2
RETRY_AFTER = timedelta(minutes=30)
"""A handset that was off may be on again."""
WAITS: Mapping[Consequence, Sequence[timedelta]] = {
    Consequence.RETRY_ONCE: (RETRY_AFTER,),
    Consequence.RETRY_LATER: tuple(RETRY_AFTER * 2**each for each in range(5)),
}
"""How long before each new try. A sender's queue holds ten hours of its rate, and has let a text in
again within the fifteen and a half that five tries wait together."""


def wait(code: int | None, before: Sequence[str]) -> timedelta | None:
    """How long until a text that failed with this code is sent again; None for never.

    `before`: the codes with which those failed that it was sent in place of.
    """
    meant = on_error(code)
    tries = sum(on_error(int(each)) is meant for each in before if each.isdecimal())
    waits = WAITS.get(meant, ())
    return waits[tries] if tries < len(waits) else None


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
                self._once_more(text_id, code)
            case _:
                pass

    def _suppress(self, phone: str, code: int | None) -> None:
        now = self._parts.clock.now()
        with self._parts.database.write() as tx:
            consents.suppress(self._parts.database, tx, phone, now, f"error {code}")

    def _once_more(self, text_id: int, code: int | None) -> None:
        now = self._parts.clock.now()
        with self._parts.database.write() as tx:
            failed = retries.failed(tx, text_id)
            waits = wait(code, failed.before) if failed else None
            if failed is None or waits is None:
                return
            due_at = now + waits
            if waits > RETRY_AFTER and not failed.of_broadcast:
                due_at = self._by_day(tx, failed.row.phone, due_at)
            again = retries.repeat(tx, failed.row, now, due_at)
        self._bell.ring("text", again, (due_at - now).total_seconds())

    def _by_day(self, tx: Connection, phone: str, at: datetime) -> datetime:
        """This moment or, where it is night for this person then, the morning after.

        So late it is no answer any more to somebody who has just texted.
        """
        known = supporters.recall(tx, phone) or Person()
        zone = self._parts.directory.time_zone(known.zip) if known.zip else ""
        theirs = clocks.clock(zone, known.state, phone)
        asleep = wakes(clocks.clocks(at, theirs.zone), Hours(), strict=theirs.strict)
        return at + (asleep or timedelta())
