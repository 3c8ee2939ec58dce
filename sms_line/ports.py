"""What the line asks of the world, as protocols: the parts are put in by `app.py`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sms_line.core.action import Action
from sms_line.core.letter import Letter
from sms_line.core.people import District, Field, Language, Legislator, Representation
from sms_line.core.places import Finding


class Clock(Protocol):
    """The time, always aware and in UTC."""

    def now(self) -> datetime:
        """The present moment."""
        ...


class Directory(Protocol):
    """Who represents whom."""

    def find(self, zip_code: str) -> Finding:
        """Who represents a ZIP code of five digits. Raises NoDataLoaded before the first sync."""
        ...

    def represents(self, district: District) -> Representation | None:
        """Who represents a district; None where there is no such district."""
        ...

    def legislator(self, bioguide: str) -> Legislator | None:
        """One sitting member."""
        ...


class GeocoderDown(Exception):
    """The geocoder did not answer, or not with an answer. The message holds no address."""


class Geocoder(Protocol):
    """From a street address to House districts."""

    def locate(self, street: str, zip_code: str) -> tuple[District, ...]:
        """The districts of the addresses that match, none if none does. Raises GeocoderDown."""
        ...


@dataclass(frozen=True, slots=True)
class Accepted:
    """The other side has it. `detail`: its own words, free of personal data."""

    detail: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The other side will never take it."""

    detail: str


@dataclass(frozen=True, slots=True)
class Postponed:
    """It certainly did not arrive, and may be tried again later."""

    detail: str
    after_seconds: int | None = None
    """How long the other side asked to be left alone, where it said so."""


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may or may not have arrived: never sent again on a guess."""

    detail: str


Outcome = Accepted | Refused | Postponed | Unsure


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter on its way: the delivery it belongs to has one `message_id` for all tries."""

    message_id: str
    """Without the angle brackets: "<stable hex>@<public host>"."""
    to: str
    """The office's address on this route."""
    letter: Letter


class Route(Protocol):
    """One way to reach an office."""

    name: str

    def needs(self, legislator: Legislator) -> tuple[Field, ...]:
        """What this office requires of a supporter on this route."""
        ...

    def address(self, legislator: Legislator) -> str:
        """Where a letter to this office goes on this route."""
        ...

    def send(self, envelope: Envelope, point_of_no_return: Callable[[], None]) -> Outcome:
        """Try once. Calls `point_of_no_return` right before the other side could take it."""
        ...

    def evidence(self, envelope: Envelope) -> Outcome | None:
        """What became of a try that never finished, if that can be known."""
        ...

    def erase(self, message_ids: tuple[str, ...]) -> None:
        """Forget copies kept on this machine."""
        ...


@dataclass(frozen=True, slots=True)
class Sent:
    """The carrier took the text under this identifier."""

    sid: str


class Carrier(Protocol):
    """Whoever carries texts that answer no webhook."""

    def send(self, to: str, body: str, text_id: int) -> "Sent | Refused | Postponed | Unsure":
        """Try once; `text_id` comes back in the status callback."""
        ...

    def find(self, to: str, body: str, since: datetime) -> "Sent | None":
        """The carrier's own list: was this text taken? Raises CarrierDown."""
        ...


class CarrierDown(Exception):
    """The carrier's API could not be asked."""


class Catalog(Protocol):
    """The actions that are loaded."""

    def get(self, slug: str, version: int | None = None) -> Action | None:
        """One action, in the version a conversation began with or the newest."""
        ...

    def keywords(self) -> Mapping[str, tuple[str, Language]]:
        """Keyword in capitals → (slug, language) of the active actions."""
        ...
