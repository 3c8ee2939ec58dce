"""Why somebody of an audience gets no broadcast, in the organizers' words."""

from collections.abc import Mapping
from enum import StrEnum


class LeftOut(StrEnum):
    """One reason; the first that holds, in this order, is the one that is told."""

    STOPPED = "stopped"
    NO_MOBILE = "no mobile"
    REFUSED = "refused"
    BLOCKED = "blocked"
    NEVER_AGREED = "never agreed"


WORDS: Mapping[LeftOut, str] = {
    LeftOut.STOPPED: "said STOP",
    LeftOut.NO_MOBILE: "have no number that takes texts (a landline, or no such number)",
    LeftOut.REFUSED: "could not be reached, so the line no longer texts them",
    LeftOut.BLOCKED: "are blocked by an organizer",
    LeftOut.NEVER_AGREED: "never agreed to texts",
}
"""What follows a number of people: "12 said STOP"."""

STOPPED_REASONS = frozenset({"opt-out", "forgotten", "error 21610"})
"""Of suppressions, those that are a person's own wish."""
_NO_MOBILE = {f"error {code}" for code in (21211, 21214, 21217, 21614, 30005, 30006)}
"""No such number, no mobile, unknown handset, landline (facts.md, "Sending")."""


def of_suppression(reason: str) -> LeftOut:
    """What the reason of a suppression means: the ledger's own word, or "error 30006"."""
    if reason in STOPPED_REASONS:
        return LeftOut.STOPPED
    return LeftOut.NO_MOBILE if reason in _NO_MOBILE else LeftOut.REFUSED
