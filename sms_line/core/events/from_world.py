"""What was found, what arrived, what its time has come for."""

from dataclasses import dataclass
from typing import Literal

from sms_line.core.people import Field, Language, Representation
from sms_line.core.places import Finding

Needs = tuple[tuple[str, tuple[Field, ...]], ...]
"""What each office (by bioguide) requires on its route."""


@dataclass(frozen=True, slots=True)
class Found:
    """The directory's answer to Find."""

    finding: Finding
    needs: Needs = ()


@dataclass(frozen=True, slots=True)
class Located:
    """The geocoder's answer to Locate. `places` is None while it cannot be asked."""

    street: str
    places: tuple[Representation, ...] | None
    needs: Needs = ()


@dataclass(frozen=True, slots=True)
class OfficeNews:
    """What became of the letter to one office."""

    name: str
    """As in a text: "Sen. John Barrasso" is put together by the template from title and name."""
    title: str
    phone: str


@dataclass(frozen=True, slots=True)
class LettersReported:
    """Each letter has been tried; these have reached an end since the last report."""

    action: str
    """The slug of the action whose letters they are."""
    accepted: tuple[OfficeNews, ...] = ()
    refused: tuple[OfficeNews, ...] = ()
    unsure: tuple[OfficeNews, ...] = ()
    given_up: tuple[OfficeNews, ...] = ()
    waiting: tuple[OfficeNews, ...] = ()
    """Tried, not taken yet, and tried again later."""


@dataclass(frozen=True, slots=True)
class AlertsRequested:
    """Somebody, perhaps somebody else, has given this number to a page that offers alerts."""

    language: Language


@dataclass(frozen=True, slots=True)
class OfferLapsed:
    """A week has gone by without a YES."""


@dataclass(frozen=True, slots=True)
class CallArranged:
    """The answer to ArrangeCall."""

    outcome: Literal["now", "later", "hours", "many", "impossible"]
    """hours: at that time nobody should be rung; many: enough for one day."""
    when: str = ""
    """The time as the person's clock shows it ("9:00 AM tomorrow" is put together by words)."""
    tomorrow: bool = False


@dataclass(frozen=True, slots=True)
class CallRequested:
    """Somebody, perhaps somebody else, has asked on a page to have this number rung."""


@dataclass(frozen=True, slots=True)
class CallNear:
    """A call that was asked for comes in a few minutes."""

    when: str
