"""Why a broadcast may not go on by itself: what codes and the share of failures say."""

from collections.abc import Mapping
from dataclasses import dataclass

from sms_line.carrier.error_words import sentence
from sms_line.carrier.statuses import Consequence, codes_that, on_error
from sms_line.store.broadcasts import Troubles
from sms_line.store.mended import Faults

FAILED_SHARE, FAILED_LEAST = 0.10, 20
"""More than so many of those handled, and never for fewer: the words, the list or the registration
are at fault, and going on makes it worse."""
FILTERED_SHARE, FILTERED_LEAST = 0.02, 10
"""The same for what carriers filter (30007): each costs the sender's standing with them."""
FAULTS = Faults(
    everywhere=codes_that(Consequence.STOP_EVERYTHING),
    somewhere=codes_that(Consequence.STOP_BROADCAST),
)
"""What somebody has to mend; then the texts that failed for it are sent again."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Why a broadcast may not go on by itself."""

    why: str
    everything: bool = False
    """Nor may any other."""
    mendable: bool = False
    """One of the FAULTS: it is not done, though nobody is left."""


def what_is_wrong(troubles: Troubles) -> Alarm | None:
    """What the carrier's error codes and the share of failures say."""
    for code, number in troubles.by_code.items():
        match on_error(code):
            case Consequence.STOP_EVERYTHING:
                return Alarm(_to_mend(code), everything=True, mendable=True)
            case Consequence.STOP_BROADCAST if number > troubles.again.get(code, 0):
                return Alarm(_to_mend(code), mendable=True)
            case Consequence.STOP_ABOVE_THRESHOLD if _above(
                number, troubles.handled, FILTERED_SHARE, FILTERED_LEAST
            ):
                return Alarm(
                    f"Carriers filtered {number} of {troubles.handled} texts "
                    f"(Twilio error {code}): change the words, or look at the registration."
                )
    if _above(troubles.failed, troubles.handled, FAILED_SHARE, FAILED_LEAST):
        return Alarm(
            f"{troubles.failed} of {troubles.handled} texts failed"
            f"{_most(troubles.by_code)}: look at the list and the words before you go on."
        )
    return None


def _to_mend(code: int) -> str:
    return f"{sentence(str(code))} Once that is mended, resume it: what failed so is sent again."


def _above(count: int, of: int, share: float, least: int) -> bool:
    return count >= least and count > share * of


def _most(by_code: Mapping[int, int]) -> str:
    if not by_code:
        return ""
    code = max(by_code, key=lambda each: by_code[each])
    return f", mostly with Twilio error {code}"
