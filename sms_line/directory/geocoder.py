"""The Census Bureau's geocoder: from a street address to the House districts that match it.

The address is in the URL, so nothing here logs or repeats a URL, nor an error that holds one.
"""

import json
import logging
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

import requests

from sms_line.core.people import District
from sms_line.directory.congresses import congress_at, ordinal
from sms_line.directory.seats import from_geoid
from sms_line.ports import Clock, GeocoderDown

_VINTAGES = {119: "ACS2025_Current", 120: "ACS2026_Current"}
"""Congress → the vintage that has its districts. The unpinned "Current_Current" runs ahead: since
September 2026 it answers with districts whose members are not elected yet."""

_PATIENCE = 10.0
"""Seconds for one try; healthy answers take one or two."""

_LARGEST_ANSWER = 1_000_000
"""Bytes; a real answer has a few thousand."""

_TRIES = 3
_FAILURES_THAT_OPEN = 3
_OPEN_FOR = timedelta(minutes=2)
"""After so many calls in a row without an answer, for so long nobody waits for one."""

# urllib3 would write every address into the log at DEBUG.
logging.getLogger("urllib3.connectionpool").setLevel(logging.INFO)


class CensusGeocoder:
    """The `Geocoder` of ports.py. One for all threads of a process."""

    def __init__(
        self,
        url: str,
        clock: Clock,
        pause: float = 1.0,
        lines: Callable[[], int] | None = None,
    ) -> None:
        """`url`: settings.geocoder_url; "" means there is none. `pause`: seconds between tries.

        `lines` tells for which Congress the loaded district lines are, so that a new Congress's
        number is never looked up among the old one's members; without it the sitting one counts.
        """
        self._url = url
        self._clock = clock
        self._pause = pause
        self._lines = lines or (lambda: congress_at(clock.now()))
        self._breaker = _Breaker()

    def locate(self, street: str, zip_code: str) -> tuple[District, ...]:
        """The districts of all addresses that match; none if none does. Raises GeocoderDown."""
        if not self._url:
            raise GeocoderDown("there is no geocoder in the settings")
        if not street.strip():
            return ()
        self._breaker.check(self._clock.now())
        try:
            districts = self._answered(f"{' '.join(street.split())}, {zip_code}")
        except _Rejected:
            self._breaker.succeeded()
            raise GeocoderDown("the geocoder takes no such question") from None
        except GeocoderDown:
            self._breaker.failed(self._clock.now())
            raise
        self._breaker.succeeded()
        return districts

    def _answered(self, address: str) -> tuple[District, ...]:
        congress = min(self._lines(), max(_VINTAGES))
        layer = f"{ordinal(congress)} Congressional Districts"
        question = {
            "address": address,
            "benchmark": "Public_AR_Current",
            "vintage": _VINTAGES[congress],
            "layers": layer,
            "format": "json",
        }
        problem = ""
        for attempt in range(_TRIES):
            if attempt:
                time.sleep(self._pause)
            body, problem = self._asked(question)
            if body is not None:
                return _districts(body, layer, congress)
        raise GeocoderDown(problem)

    def _asked(self, question: Mapping[str, str]) -> tuple[bytes | None, str]:
        """One try: the body, or what was wrong with it (in words that hold no address)."""
        deadline = time.monotonic() + _PATIENCE
        try:
            with requests.get(
                self._url,
                params=question,
                timeout=_PATIENCE,
                stream=True,
                allow_redirects=False,
            ) as answer:
                if answer.status_code == 400:
                    raise _Rejected
                if answer.status_code != 200:
                    return None, f"the geocoder answered {answer.status_code}"
                body = bytearray()
                for chunk in answer.iter_content(8192):
                    body += chunk
                    if len(body) > _LARGEST_ANSWER or time.monotonic() > deadline:
                        return None, "the geocoder's answer does not end"
        except requests.RequestException as error:
            return None, f"the geocoder could not be asked ({type(error).__name__})"
        if not body.lstrip().startswith(b"{"):
            return None, "the geocoder's answer is no answer"
        return bytes(body), ""


class _Rejected(Exception):
    """Bad parameters: asking again would not help, and the geocoder is well."""


class _Breaker:
    """Stops asking for a while when several calls in a row got no answer."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._failures = 0
        self._open_until: datetime | None = None

    def check(self, now: datetime) -> None:
        """Raises GeocoderDown while it is open; after that one call may try again."""
        with self._lock:
            if self._open_until is None:
                return
            if now < self._open_until:
                raise GeocoderDown("the geocoder has not answered lately")
            self._open_until = now + _OPEN_FOR

    def failed(self, now: datetime) -> None:
        """One more call without an answer."""
        with self._lock:
            self._failures += 1
            if self._failures >= _FAILURES_THAT_OPEN:
                self._open_until = now + _OPEN_FOR

    def succeeded(self) -> None:
        """An answer came: all is well."""
        with self._lock:
            self._failures = 0
            self._open_until = None


def _districts(body: bytes, layer: str, congress: int) -> tuple[District, ...]:
    """The union over all matches, in their order. Raises GeocoderDown on another layer's answer."""
    try:
        found: dict[District, None] = {}
        for match in json.loads(body)["result"]["addressMatches"]:
            for area in match["geographies"][layer]:
                if area["CDSESSN"] != str(congress):
                    raise ValueError("another Congress")
                district = from_geoid(area["GEOID"])
                if district is not None:
                    found[district] = None
        return tuple(found)
    except (ValueError, KeyError, TypeError, AttributeError):
        problem = "the geocoder's answer is not about this Congress's districts"
    # Raised out here so that no error that quotes the answer, and so the address, hangs on it.
    raise GeocoderDown(problem)
