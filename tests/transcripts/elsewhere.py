"""The words of the `~` lines, and what each means."""

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from sms_line.core.people import Language

Fate = Literal["accepted", "refused", "waiting", "unsure"]

_OFFICE: dict[str, Fate] = {
    "takes the letter": "accepted",
    "refuses the letter": "refused",
    "does not answer": "waiting",
    "breaks off while taking the letter": "unsure",
}
_PAUSES = {
    "a minute passes": timedelta(minutes=1),
    "a quarter of an hour passes": timedelta(minutes=15),
    "fifty minutes pass": timedelta(minutes=50),
    "an hour passes": timedelta(hours=1),
    "three hours pass": timedelta(hours=3),
    "thirteen hours pass": timedelta(hours=13),
    "fifteen hours pass": timedelta(hours=15),
    "a day passes": timedelta(days=1, minutes=1),
    "eight days pass": timedelta(days=8),
    "a year passes": timedelta(days=365),
}
_FORMS = {
    "a page is given this number for alerts": Language.ENGLISH,
    "a Spanish page is given this number for alerts": Language.SPANISH,
}
_HANDLED = {
    "Twilio answers STOP itself": "STOP",
    "Twilio answers START itself": "START",
    "Twilio answers HELP itself": "HELP",
}


@dataclass(frozen=True)
class OfficeWill:
    """From now on this office does this with letters."""

    name: str
    fate: Fate


@dataclass(frozen=True)
class LettersGoOut:
    """The worker takes up what is due."""


@dataclass(frozen=True)
class TimePasses:
    """And the worker takes up what has become due."""

    by: timedelta


@dataclass(frozen=True)
class GeocoderSays:
    """The answer to the address that is being looked up; None: it is down."""

    districts: tuple[str, ...] | None


@dataclass(frozen=True)
class CarrierHandles:
    """The next text is one that Twilio has answered itself."""

    opt_out_type: str


@dataclass(frozen=True)
class CarrierRefuses:
    """The next text that the line sends is refused: this number has opted out at the carrier."""


@dataclass(frozen=True)
class CallAskedOnPage:
    """Somebody gives this number to a page, to be rung."""


@dataclass(frozen=True)
class AlertsOnPage:
    """A page that offers alerts is given this number."""

    language: Language


Happening = (
    AlertsOnPage
    | CallAskedOnPage
    | OfficeWill
    | LettersGoOut
    | TimePasses
    | GeocoderSays
    | CarrierHandles
    | CarrierRefuses
)


def understand(line: str) -> Happening:
    """What a `~` line says. Raises AssertionError for words that mean nothing."""
    if line == "the letters go out":
        return LettersGoOut()
    if line == "Twilio refuses the next text: opted out":
        return CarrierRefuses()
    if line == "somebody asks on a page to be rung at this number":
        return CallAskedOnPage()
    if line in _FORMS:
        return AlertsOnPage(_FORMS[line])
    if line in _PAUSES:
        return TimePasses(_PAUSES[line])
    if line in _HANDLED:
        return CarrierHandles(_HANDLED[line])
    if match := re.fullmatch(r"the office of (.+?) (takes|refuses|does not|breaks)(.*)", line):
        return OfficeWill(match[1], _OFFICE[match[2] + match[3]])
    if line == "the geocoder is down":
        return GeocoderSays(None)
    if line == "the geocoder knows no such address":
        return GeocoderSays(())
    if match := re.fullmatch(r"the geocoder says (.+)", line):
        return GeocoderSays(tuple(match[1].split(" or ")))
    raise AssertionError(f"nobody knows what this means: ~ {line}")
