"""What callers hear on the way from office to office."""

from dataclasses import dataclass

from sms_line.core.openings import LocalTime
from sms_line.core.people import Title


@dataclass(frozen=True, slots=True)
class CallScript:
    """What the caller may say to the office."""

    script: str


@dataclass(frozen=True, slots=True)
class ReadyToCall:
    """1: put through, 2: skip, 3: not my legislators, 9: the script again."""

    name: str
    title: Title
    kind: str
    city: str
    number: int
    """Which office of how many this is, from 1."""
    of: int
    again: bool = False
    """Another of its telephones has been tried."""


@dataclass(frozen=True, slots=True)
class Connecting:
    """Star brings the caller back."""

    name: str


@dataclass(frozen=True, slots=True)
class WashingtonClosed:
    """A district office is open instead."""

    name: str


@dataclass(frozen=True, slots=True)
class RoomElsewhere:
    """Washington is crowded, or was in vain for the caller before: an office at home first."""

    name: str


@dataclass(frozen=True, slots=True)
class OfficeClosed:
    """None of its offices is open now."""

    name: str
    opens: LocalTime | None
    """When the first one is; None: nobody knows."""


@dataclass(frozen=True, slots=True)
class OfficeCrowded:
    """Enough callers of this line are on each telephone of it that is open."""

    name: str


@dataclass(frozen=True, slots=True)
class OfferToRing:
    """1: we ring you when they open, 2: go on."""

    rings: LocalTime
    then: bool
    """That is the moment at which they open, which was just said."""
    decency: bool = False
    """They open sooner, at an hour at which nobody is rung."""


@dataclass(frozen=True, slots=True)
class RingArranged:
    """The line will ring."""

    name: str
    rings: LocalTime


@dataclass(frozen=True, slots=True)
class OfficeWithoutPhone:
    """No telephone is known."""

    name: str


@dataclass(frozen=True, slots=True)
class LegFailed:
    """Busy, no answer, or no connection."""

    name: str
    status: str


@dataclass(frozen=True, slots=True)
class HowDidItGo:
    """1 spoke to someone, 2 left a message, 3 mailbox full, 4 nobody answered."""
