"""What this machine gives: the time, and secrets that nobody guesses."""

import secrets
import string
from datetime import UTC, datetime

TOKEN_LETTERS = 12
"""71 bits: nobody guesses a letter's address."""

_LETTERS = string.ascii_letters + string.digits
"""No punctuation: phones leave it out of a link that stands at the end of a line."""


class SystemClock:
    """The `Clock` of this machine."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


class SystemTokens:
    """The `Tokens` of this machine."""

    def new(self) -> str:
        """12 letters and digits."""
        return "".join(secrets.choice(_LETTERS) for _ in range(TOKEN_LETTERS))
