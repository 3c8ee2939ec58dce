"""What the line asks of the world, as protocols: the parts are put in by `app.py`."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, Protocol

from sms_line.core.action import Action
from sms_line.core.broadcasts.required import BroadcastPrompt
from sms_line.core.call_prompts import AfterCallPrompt, CallPrompt
from sms_line.core.letter import Letter
from sms_line.core.openings import Opening
from sms_line.core.page_prompts import PagePrompt
from sms_line.core.people import District, Field, Language, Legislator, Representation
from sms_line.core.places import Finding
from sms_line.core.prompts import Prompt
from sms_line.core.states import Draft, Person


@dataclass(frozen=True, slots=True)
class Facts:
    """What every template of a text may use beside its prompt's own facts."""

    organization: str
    contact: str
    title: str
    number: str
    keywords: tuple[str, ...]
    """The keywords that open an action, in the person's language."""
    share: str = ""
    """The action's words to forward."""
    voice_number: str = ""
    """What people ring, as they would write it; "" where the line has no telephone."""
    can_ring: bool = False
    """The line can ring people who ask for it, and the action has something to call about."""
    link: str = ""
    """Where the letter can be read before it is sent."""


class Clock(Protocol):
    """The time, always aware and in UTC."""

    def now(self) -> datetime:
        """The present moment."""
        ...


class NoDataLoaded(Exception):
    """Nobody can be looked up before the first `sms-line data sync`."""


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

    def members(self) -> Collection[Legislator]:
        """All sitting members. Raises NoDataLoaded."""
        ...

    def time_zone(self, zip_code: str) -> str:
        """The IANA zone of a ZIP code, "" where it is not known."""
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

    def find(
        self, to: str, body: str, since: datetime, others: Collection[str] = ()
    ) -> "Sent | None":
        """The carrier's own list: was this text taken, under a sid that is none of `others`?

        Raises CarrierDown.
        """
        ...


class Missed:
    """The moment at which the text might leave had passed: certainly nothing left."""


Send = Callable[
    [str, str, int, Callable[[], Awaitable[bool]]],
    Awaitable["Sent | Refused | Postponed | Unsure | Missed"],
]
"""Try once: to whom, what, the text's id, which comes back in the status callback, and what is
awaited when all else is ready, the connection too: True once the text may leave, False where its
moment has passed."""


class BulkCarrier(Protocol):
    """Whoever carries many texts at once."""

    def opened(self) -> AbstractAsyncContextManager[Send]:
        """What sends, for as long as the context lasts."""
        ...


class Caller(Protocol):
    """Whoever rings people."""

    def place(self, to: str, call_id: int) -> "Sent | Refused | Postponed | Unsure":
        """Try once; `call_id` comes back in each webhook of the call."""
        ...

    def find(self, to: str, since: datetime, others: Collection[str] = ()) -> "Sent | None":
        """A call to this number since then, other than these sids. Raises CarrierDown."""
        ...


class Recorder(Protocol):
    """Whoever keeps what callers have spoken."""

    def delete(self, kind: str, sid: str) -> "Accepted | Postponed":
        """Try once to delete a recording, or its words; what is gone already is no mistake."""
        ...


class CarrierDown(Exception):
    """The carrier's API could not be asked."""


class Catalog(Protocol):
    """The actions that are loaded."""

    def get(self, slug: str, version: int | None = None) -> Action | None:
        """One action, in the version a conversation began with or the newest."""
        ...

    def keywords(self) -> Mapping[str, tuple[str, Language]]:
        """Keyword in capitals → (slug, language), of all actions, ended ones too."""
        ...

    def open(self, today: date) -> tuple[Action, ...]:
        """The actions that have not ended, the one loaded last first."""
        ...


class Speech(Protocol):
    """From prompts to what people read."""

    def text(
        self,
        prompts: Sequence[Prompt | AfterCallPrompt | BroadcastPrompt],
        language: Language,
        action: Action | None,
        facts: Facts,
    ) -> str:
        """One text that says all of these."""
        ...


class Mouth(Protocol):
    """From prompts to what callers hear, or what a page says."""

    def spoken(
        self,
        prompts: Sequence[Prompt | CallPrompt | PagePrompt],
        language: Language,
        action: Action | None,
        facts: Facts,
    ) -> str:
        """What says all of these."""
        ...


class Recordings(Protocol):
    """Where the carrier finds what it plays in place of words."""

    def address(self, recording: str) -> str:
        """The address of a recording as an action names it; "" where there is none (any more)."""
        ...


class Openings(Protocol):
    """Which telephones of an office answer now."""

    def of(
        self,
        bioguide: str,
        near_zip: str,
        *,
        at: datetime | None = None,
        crowded: Collection[str] = (),
    ) -> Opening:
        """The telephones of one office; the nearest one is the nearest to this ZIP code.

        `at`: another moment than now; `crowded`: numbers (E.164) that have no room for a caller.
        """
        ...


class Scribe(Protocol):
    """Writes the letter to one office."""

    def letter(
        self, action: Action, legislator: Legislator, person: Person, draft: Draft
    ) -> Letter:
        """The letter as it leaves."""
        ...


class Tokens(Protocol):
    """Where the line's randomness comes from."""

    def new(self) -> str:
        """An unguessable word of letters and digits."""
        ...


Doorbell = Literal[
    "delivery",
    "text",
    "lookup",
    "callback",
    "recording",
    "desk_mail",
    "import",
    "webhook",
    "refresh",
]


class Bell(Protocol):
    """The queue: it only says that a row is due."""

    def ring(self, kind: Doorbell, row_id: int, after_seconds: float = 0) -> None:
        """Tell a worker, now or later; if the bell gets lost, the sweep rings again."""
        ...

    def ring_once(self, kind: Doorbell, row_ids: Sequence[int]) -> None:
        """Tell one worker of all these rows, which it takes one after the other."""
        ...
