"""Counts what a visitor of the public pages does, and says when it is enough."""

import hashlib
import hmac
from dataclasses import dataclass

from sms_line.core.page_limits import LETTERS_OF_A_HALL, LIMITS, Use
from sms_line.parts import Parts
from sms_line.store import page_uses
from sms_line.web.desk.visitor import visitor


@dataclass(frozen=True, slots=True)
class Counter:
    """One line's counts. Nobody's address or number is kept, only a keyed hash of it."""

    parts: Parts
    secret_key: str

    def enough(self, use: Use, *, worked: bool = False) -> bool:
        """Has this visitor done this often enough? `worked`: their browser did a little work."""
        return self._enough(use, visitor(self.secret_key), worked=worked)

    def note(self, use: Use) -> None:
        """This visitor does this now."""
        self._note(use, visitor(self.secret_key))

    def enough_for(self, use: Use, number: str) -> bool:
        """Has this been done to a number (E.164) often enough?"""
        return self._enough(use, self._hash(number), worked=False)

    def note_for(self, use: Use, number: str) -> None:
        """This is done to a number (E.164) now."""
        self._note(use, self._hash(number))

    def _enough(self, use: Use, who: str, *, worked: bool) -> bool:
        limit = LETTERS_OF_A_HALL if worked and use is Use.LETTERS else LIMITS[use]
        since = self.parts.clock.now() - limit.within
        with self.parts.database.read() as tx:
            return page_uses.count(tx, use.value, who, since) >= limit.times

    def _note(self, use: Use, who: str) -> None:
        with self.parts.database.write() as tx:
            page_uses.note(tx, use.value, who, self.parts.clock.now())

    def _hash(self, number: str) -> str:
        return hmac.new(self.secret_key.encode(), number.encode(), hashlib.sha256).hexdigest()
