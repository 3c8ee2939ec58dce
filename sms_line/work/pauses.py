"""How long to wait before something is tried again."""

from datetime import timedelta

GIVE_UP_AFTER = timedelta(days=1)
"""A letter that no office took within a day is given up, and its sender told."""

CLAIM_LASTS = timedelta(minutes=10)
"""Longer than any single try takes: after that its worker is gone."""

TEXT_CLAIM_LASTS = timedelta(seconds=60)
"""The same for a text: its moment comes within a second, and its try takes 25 at most."""

_FIRST = 15.0
_LONGEST = 4 * 3600.0


def pause(attempts: int) -> timedelta:
    """After so many tries: 15 s, 45 s, 2 min, 7 min, 20 min, 1 h, 3 h, then every 4 h."""
    return timedelta(seconds=min(_FIRST * 3 ** (attempts - 1), _LONGEST))
