"""The Census geocoder's good and bad days, from a server on this machine that behaves like it."""

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from sms_line.core.people import District
from sms_line.directory import geocoder as geocoding
from sms_line.directory.geocoder import CensusGeocoder
from sms_line.ports import GeocoderDown
from tests.directory.conftest import Answer, Server, reply

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LAYER = "119th Congressional Districts"
STREET = "1100 Congress Ave"


@dataclass
class HandClock:
    """A clock that the test moves."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def geocoder(web: Server, clock: HandClock) -> CensusGeocoder:
    return CensusGeocoder(f"{web.url}/geographies/onelineaddress", clock, pause=0)


def _match(geoid: str, layer: str = LAYER, session: str = "119") -> dict[str, Any]:
    return {
        "matchedAddress": f"{STREET.upper()}, AUSTIN, TX, 78701",
        "coordinates": {"x": -97.74, "y": 30.27},
        "geographies": {layer: [{"GEOID": geoid, "CDSESSN": session, "BASENAME": geoid[2:]}]},
    }


def matches(*found: dict[str, Any]) -> Answer:
    body = json.dumps({"result": {"input": {}, "addressMatches": list(found)}}).encode()
    return lambda request: reply(request, body, Content_Type="application/json")


@pytest.mark.parametrize(
    ("answer", "districts"),
    [
        (matches(_match("4837")), (District("TX", 37),)),
        (matches(), ()),  # a PO box, a new street
        # Several matches: the union.
        (matches(_match("4837"), _match("4835"), _match("4837")),
         (District("TX", 37), District("TX", 35))),
        (matches(_match("5600")), (District("WY", 0),)),  # at large
        (matches(_match("1198")), (District("DC", 0),)),  # a delegate
        (matches(_match("06ZZ")), ()),  # in no district
    ],
)  # fmt: skip
def test_answers(
    web: Server, geocoder: CensusGeocoder, answer: Answer, districts: tuple[District, ...]
) -> None:
    web.answer = answer
    assert geocoder.locate(STREET, "78701") == districts
    assert len(web.asked) == 1


def test_what_is_asked(web: Server, geocoder: CensusGeocoder) -> None:
    web.answer = matches(_match("4837"))
    geocoder.locate("  1100  Congress Ave\n#5 ", "78701")
    asked = urlsplit(web.asked[0])
    assert asked.path == "/geographies/onelineaddress"
    assert parse_qs(asked.query) == {
        "address": ["1100 Congress Ave #5, 78701"],
        "benchmark": ["Public_AR_Current"],
        "vintage": ["ACS2025_Current"],
        "layers": [LAYER],
        "format": ["json"],
    }


@pytest.mark.parametrize(
    ("moment", "vintage", "congress"),
    [
        (datetime(2027, 1, 3, 16, 59, tzinfo=UTC), "ACS2025_Current", 119),
        (datetime(2027, 1, 3, 17, tzinfo=UTC), "ACS2026_Current", 120),
        # Until a release knows better, the last vintage that is known.
        (datetime(2029, 6, 1, tzinfo=UTC), "ACS2026_Current", 120),
    ],
)
def test_the_vintage_is_pinned_to_the_sitting_congress(
    web: Server,
    geocoder: CensusGeocoder,
    clock: HandClock,
    moment: datetime,
    vintage: str,
    congress: int,
) -> None:
    clock.at = moment
    layer = f"{congress}th Congressional Districts"
    web.answer = matches(_match("4837", layer, str(congress)))
    assert geocoder.locate(STREET, "78701") == (District("TX", 37),)
    asked = parse_qs(urlsplit(web.asked[0]).query)
    assert (asked["vintage"], asked["layers"]) == ([vintage], [layer])


def test_the_loaded_lines_count_more_than_the_date(web: Server, clock: HandClock) -> None:
    # On 3 January, before the sync of that afternoon: the old lines go with the old members.
    clock.at = datetime(2027, 1, 3, 18, tzinfo=UTC)
    geocoder = CensusGeocoder(web.url, clock, pause=0, lines=lambda: 119)
    web.answer = matches(_match("4837"))
    assert geocoder.locate(STREET, "78701") == (District("TX", 37),)
    assert parse_qs(urlsplit(web.asked[0]).query)["vintage"] == ["ACS2025_Current"]


def _hung_up(request: BaseHTTPRequestHandler) -> None:
    request.close_connection = True


def _cut_short(request: BaseHTTPRequestHandler) -> None:
    reply(request, b'{"result"', length="100")
    request.close_connection = True


def _redirected(request: BaseHTTPRequestHandler) -> None:
    reply(request, b"", 302, Location="/sorry")


@pytest.mark.parametrize(
    "answer",
    [
        _hung_up,
        _cut_short,
        _redirected,
        lambda request: reply(request, b"<html>Down for maintenance</html>"),
        lambda request: reply(request, b""),
        lambda request: reply(request, b"", 500),
        lambda request: reply(request, b"", 503),
        lambda request: reply(request, b"{" + b" " * 2_000_000),
    ],
)
def test_no_answer_is_asked_for_three_times(
    web: Server, geocoder: CensusGeocoder, answer: Answer
) -> None:
    web.answer = answer
    with pytest.raises(GeocoderDown):
        geocoder.locate(STREET, "78701")
    assert len(web.asked) == 3


@pytest.mark.parametrize(
    "answer",
    [
        # A vintage that lacks the layer answers 200 with another one.
        matches(_match("4810", "120th Congressional Districts", "120")),
        matches(_match("4810", LAYER, "120")),
        lambda request: reply(request, b'{"errors": ["something else"]}'),
        lambda request: reply(request, b'{"result": {"addressMatches": [7]}}'),
        lambda request: reply(request, b"{not json"),
    ],
)
def test_another_answer_is_no_answer(web: Server, geocoder: CensusGeocoder, answer: Answer) -> None:
    web.answer = answer
    with pytest.raises(GeocoderDown, match="not about this Congress"):
        geocoder.locate(STREET, "78701")


def test_a_passing_failure_does_no_harm(web: Server, geocoder: CensusGeocoder) -> None:
    bad_days = iter([_hung_up, lambda request: reply(request, b"", 500), matches(_match("4837"))])
    web.answer = lambda request: next(bad_days)(request)
    assert geocoder.locate(STREET, "78701") == (District("TX", 37),)


def test_a_slow_answer_is_given_up(
    web: Server, geocoder: CensusGeocoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geocoding, "_PATIENCE", 0.05)
    over = time.monotonic() + 30

    def drip(request: BaseHTTPRequestHandler) -> None:
        # Each piece comes in time, and the whole never does.
        reply(request, b"{", length="1000000")
        try:
            while time.monotonic() < over:
                request.wfile.write(b" " * 100)
                request.wfile.flush()
        except OSError:
            request.close_connection = True

    web.answer = drip
    with pytest.raises(GeocoderDown):
        geocoder.locate(STREET, "78701")
    assert time.monotonic() < over


def test_bad_parameters_are_not_asked_again(web: Server, geocoder: CensusGeocoder) -> None:
    web.answer = lambda request: reply(request, b"bad address", 400)
    for _ in range(5):  # nor do they count as a geocoder that is down
        with pytest.raises(GeocoderDown, match="no such question"):
            geocoder.locate("?" * 500, "78701")
    assert len(web.asked) == 5


def test_after_three_failures_nobody_waits_for_a_while(
    web: Server, geocoder: CensusGeocoder, clock: HandClock
) -> None:
    web.answer = lambda request: reply(request, b"", 500)
    for _ in range(3):
        with pytest.raises(GeocoderDown, match="answered 500"):
            geocoder.locate(STREET, "78701")
    asked = len(web.asked)
    web.answer = matches(_match("4837"))
    with pytest.raises(GeocoderDown, match="lately"):
        geocoder.locate(STREET, "78701")
    assert len(web.asked) == asked
    clock.at += timedelta(minutes=3)
    assert geocoder.locate(STREET, "78701") == (District("TX", 37),)
    # One good answer, and all is forgotten.
    web.answer = lambda request: reply(request, b"", 500)
    with pytest.raises(GeocoderDown, match="answered 500"):
        geocoder.locate(STREET, "78701")


def test_while_it_is_down_one_call_at_a_time_finds_out(
    web: Server, geocoder: CensusGeocoder, clock: HandClock
) -> None:
    web.answer = lambda request: reply(request, b"", 500)
    for _ in range(3):
        with pytest.raises(GeocoderDown):
            geocoder.locate(STREET, "78701")
    clock.at += timedelta(minutes=3)
    with pytest.raises(GeocoderDown, match="answered 500"):
        geocoder.locate(STREET, "78701")
    with pytest.raises(GeocoderDown, match="lately"):
        geocoder.locate(STREET, "78701")


def test_without_an_address_there_is_no_geocoder(clock: HandClock) -> None:
    with pytest.raises(GeocoderDown):
        CensusGeocoder("", clock).locate(STREET, "78701")


def test_no_street_is_nowhere(web: Server, geocoder: CensusGeocoder) -> None:
    assert geocoder.locate("  ", "78701") == ()
    assert web.asked == []


def _errors(error: BaseException | None) -> list[BaseException]:
    """The error and all that hang on it."""
    return [error, *_errors(error.__cause__), *_errors(error.__context__)] if error else []


@pytest.mark.parametrize(
    "answer",
    [
        matches(_match("4837")),
        _hung_up,
        lambda request: reply(request, b"", 500),
        lambda request: reply(request, b"1100 Congress Ave is no address", 400),
        lambda request: reply(request, b'{"result": "1100 Congress Ave"}'),
        lambda request: reply(request, b"{1100 Congress Ave"),
    ],
)
def test_the_address_is_never_logged_nor_in_an_error(
    web: Server,
    geocoder: CensusGeocoder,
    caplog: pytest.LogCaptureFixture,
    answer: Callable[[BaseHTTPRequestHandler], None],
) -> None:
    caplog.set_level(logging.DEBUG)
    web.answer = answer
    told = []
    try:
        geocoder.locate(STREET, "78701")
    except GeocoderDown as down:
        told = [f"{error!r} {vars(error)}" for error in _errors(down)]
    said = " ".join([caplog.text, *told])
    assert "Congress+Ave" not in said
    assert "Congress%20Ave" not in said
    assert "Congress Ave" not in said
