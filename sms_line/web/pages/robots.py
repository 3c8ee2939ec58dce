"""Whether a form was filled in by a person: no third party, nothing to solve, nothing to see.

Three things that cost a person nothing: a field that nobody sees, a token that says when the page
was made and for whom, and, where a browser runs scripts, a little work that it does unasked.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from itsdangerous import BadSignature, URLSafeSerializer

from sms_line.ports import Clock

TRAP = "website"
"""The name of the field that no person sees, and every robot knows."""
QUICKEST = timedelta(seconds=2)
"""Nobody reads a page and types five digits in less."""
LASTS = timedelta(hours=12)
"""How long an open page can be filled in."""
WORK_BITS = 14
"""16,000 tries in the mean: about a second of a telephone's time for each person's letters."""

Problem = Literal["trap", "stale", "quick"]


@dataclass(frozen=True, slots=True)
class Gate:
    """Makes the tokens of forms, and looks at what comes back."""

    secret_key: str
    clock: Clock

    def token(self, visit: str) -> str:
        """A token for the form of one visit ("" for a visitor who has not begun)."""
        made = self.clock.now().replace(microsecond=0).isoformat()
        return str(self._signer().dumps([made, visit]))

    def problem(self, form: Mapping[str, str], visit: str, *, hasty: bool) -> Problem | None:
        """What is wrong with a form; `hasty`: it may be sent as fast as a finger can."""
        if form.get(TRAP):
            return "trap"
        try:
            made, whose = self._signer().loads(form.get("token", ""))
            age = self.clock.now() - datetime.fromisoformat(made)
        except (BadSignature, ValueError, TypeError):
            return "stale"
        # A page that was open before the visit began may begin one, and no more.
        if age > LASTS or (whose != visit and (whose or "zip" not in form)):
            return "stale"
        return "quick" if age < QUICKEST and not hasty else None

    def _signer(self) -> URLSafeSerializer:
        return URLSafeSerializer(self.secret_key, salt="form of a public page")


def has_worked(form: Mapping[str, str]) -> bool:
    """Has the browser found a number that makes a hash of the token begin with enough zeros?"""
    token, proof = form.get("token", ""), form.get("proof", "")
    if not proof or len(proof) > 20:
        return False
    digest = hashlib.sha256(f"{token}:{proof}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - WORK_BITS) == 0
