"""Calls since a moment, in numbers, for the desk's pages."""

from collections import Counter
from dataclasses import dataclass

from sms_line.core.call_limits import Refusal

_REFUSALS = {each.value for each in Refusal}


@dataclass(frozen=True, slots=True)
class CallCounts:
    """Calls of a stretch of time."""

    taken: int
    minutes: int
    """Of calls and of the legs in them, begun ones whole."""
    refused: dict[str, int]
    """By `core.call_limits.Refusal`, the most frequent first."""
    outcomes: dict[str, int]
    """What became of each try to reach an office, the most frequent first: what the caller said
    of it, else the carrier's word, else why it was not rung."""


def calls_of(sums: Counter[tuple[str, str]]) -> CallCounts:
    """Calls, from sums of what `tally_sources` counts."""
    calls, offices = _of(sums, "calls"), _of(sums, "offices")
    seconds = calls.pop("seconds", 0) + offices.pop("seconds", 0)
    return CallCounts(
        taken=calls["open"] + calls["over"],
        minutes=-(-seconds // 60),
        refused=_most_first({why: n for why, n in calls.items() if why in _REFUSALS}),
        outcomes=_most_first(offices),
    )


def _of(sums: Counter[tuple[str, str]], source: str) -> Counter[str]:
    return Counter({what: n for (of, what), n in sums.items() if of == source})


def _most_first(numbers: dict[str, int]) -> dict[str, int]:
    return dict(sorted(numbers.items(), key=lambda item: (-item[1], item[0])))
