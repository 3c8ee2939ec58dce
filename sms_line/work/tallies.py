"""The worker's part in the desk's numbers: sums are up to date once a minute, whoever watches."""

from sms_line.parts import Parts
from sms_line.store import tallying, text_sums

_LOOKS_AT_ONCE = 200
"""Four million texts; what is left then waits for the next sweep."""


def sum_up(parts: Parts) -> None:
    """Sum what is new, and let go of what nobody needs any more. Raises DatabaseDown."""
    for _ in range(_LOOKS_AT_ONCE):
        if not tallying.look(parts.database, parts.clock.now()):
            break
    with parts.database.write() as tx:
        tallying.prune(tx, parts.clock.now())
        text_sums.merge(parts.database, tx)
