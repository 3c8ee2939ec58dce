"""When somebody may be texted who did not ask just now: by their own clock, never at night.

47 CFR 64.1200(c)(1): not before 8:00 or after 21:00 at the called party's place; Florida, Oklahoma
and Washington end at 20:00 (Fla. Stat. 501.616(6), Okla. Stat. 15-775C.4, RCW 19.158.110). The
line keeps 9:00 to 20:00 unless an organizer chooses otherwise within the law's hours.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LAWFUL_FROM, LAWFUL_TO = 8, 21
STRICT_TO = 20
STRICT_STATES = frozenset({"FL", "OK", "WA"})


@dataclass(frozen=True, slots=True)
class Hours:
    """From `earliest` o'clock until before `latest` o'clock. Raises ValueError if unlawful."""

    earliest: int = 9
    latest: int = 20

    def __post_init__(self) -> None:
        if not LAWFUL_FROM <= self.earliest < self.latest <= LAWFUL_TO:
            raise ValueError(f"hours lie between {LAWFUL_FROM} and {LAWFUL_TO}, the first earlier")


def awake(clocks: Sequence[datetime], hours: Hours, *, strict: bool) -> bool:
    """May a text go to somebody whose clock shows one of these? Then all of them must allow it."""
    latest = min(hours.latest, STRICT_TO) if strict else hours.latest
    return all(hours.earliest <= clock.hour < latest for clock in clocks)


def wakes(clocks: Sequence[datetime], hours: Hours, *, strict: bool) -> timedelta | None:
    """How long until a text may go, to the quarter of an hour; zero if it may go now.

    `clocks` are aware, and show one moment. None where their days have no hour in common.
    """
    first = clocks[0].replace(second=0, microsecond=0)
    past = clocks[0] - first.replace(minute=first.minute // 15 * 15)
    for quarters in range(4 * 25 + 1):  # a day of autumn has 25 hours
        waited = max(quarters * timedelta(minutes=15) - past, timedelta())
        # Through UTC, as a night in spring is an hour shorter.
        then = [(c.astimezone(UTC) + waited).astimezone(c.tzinfo) for c in clocks]
        if awake(then, hours, strict=strict):
            return waited
    return None
