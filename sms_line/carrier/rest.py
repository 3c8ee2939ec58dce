"""Twilio's REST API over kept connections, with time-outs and an honest outcome for every try.

urllib3 and not the `twilio` client: that one has no time-out by default, is a third as fast
(1,256 to 3,651 posts a second), and its exceptions quote the number that was texted. Of its
60,000 lines the line needs a handful of requests.
"""

import json
import re
import ssl
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    LocationValueError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)

from sms_line.carrier.fields import number, word
from sms_line.carrier.statuses import Consequence, on_error
from sms_line.ports import Accepted, CarrierDown, Postponed, Refused, Sent, Unsure

TWILIO_URL = "https://api.twilio.com"
CONNECT_SECONDS = 5.0
READ_SECONDS = 20.0
"""How long an answer is waited for, between two reads; Twilio mostly answers within one."""
POOL_SIZE = 64
"""Connections kept open, one for each thread that sends at the same moment."""
_GONE = 20404
"""Twilio's code for what is not there (any more)."""
CLOCK_SECONDS = 30
"""How far this machine's clock and Twilio's may be apart when something is looked for."""
PAGE_SIZE = 1_000
MAX_PAGES = 10

LONGEST_REST = 300
"""Seconds: Twilio counts its requests by the second, so that a longer `Retry-After` comes from a
proxy or by mistake. All workers heed it, and nobody at the desk could end a rest of a day: after
five minutes one request asks anew."""

_COULD_LEAVE_LATER = {
    Consequence.SLOW_DOWN,
    Consequence.RETRY_LATER,
    Consequence.STOP_EVERYTHING,  # it waits until somebody mends the account
}


class NotThere(CarrierDown):
    """Twilio answers, and has nothing at this address."""


class TwilioRest:
    """One account's API; one for a process, safe for many threads."""

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        api_url: str = "",
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        """`api_url`: another base address, "" for Twilio's."""
        self.account = f"/2010-04-01/Accounts/{account_sid}"
        self._base = (api_url or TWILIO_URL).rstrip("/")
        self._pool = urllib3.PoolManager(
            maxsize=POOL_SIZE,
            retries=False,  # whether anything may be sent again is decided from its row, not here
            timeout=urllib3.Timeout(connect=connect_seconds, read=read_seconds),
            headers={
                **urllib3.make_headers(basic_auth=f"{account_sid}:{auth_token}"),
                "Accept": "application/json",
                "User-Agent": "sms-line",
            },
        )

    def create(
        self, resource: str, form: Mapping[str, str | list[str]], later: Collection[int] = ()
    ) -> Sent | Refused | Postponed | Unsure:
        """Try once to make one of these ("Messages"). A detail is Twilio's code ("21610").

        `later`: refusals of this resource that pass, beside those which `statuses` knows.
        """
        try:
            answer = self._pool.request(
                "POST",
                self.address(resource),
                body=urlencode(form, doseq=True),
                headers={
                    **self._pool.headers,
                    "Content-Type": "application/x-www-form-urlencoded",
                },
            )
        except HTTPError as error:
            return _without_answer(error)
        return outcome_of(answer.status, answer.data, answer.headers.get("Retry-After"), later)

    def address(self, resource: str) -> str:
        """Where "Messages" or "Calls" are made."""
        return f"{self._base}{self.account}/{resource}.json"

    def get(self, path: str, product: str = "api") -> Mapping[str, Any]:
        """One JSON answer of the API, or of another product's ("messaging"). Raises CarrierDown."""
        return self._asked("GET", host_of(self._base, product) + path)

    def update(self, path: str, form: Mapping[str, str], product: str = "api") -> None:
        """Change what is at an address; twice does no harm. Raises CarrierDown."""
        body = urlencode(form)
        headers = {**self._pool.headers, "Content-Type": "application/x-www-form-urlencoded"}
        self._asked("POST", host_of(self._base, product) + path, body=body, headers=headers)

    def _asked(self, method: str, address: str, **more: Any) -> Mapping[str, Any]:
        try:
            answer = self._pool.request(method, address, **more)
        except HTTPError as error:
            raise CarrierDown(f"Twilio does not answer ({type(error).__name__}).") from None
        if answer.status in {401, 403}:
            raise CarrierDown(
                "Twilio refuses the credentials; check TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN."
            )
        if answer.status == 404:
            raise NotThere("Twilio has nothing at that address; check the settings.")
        if answer.status != 200:
            raise CarrierDown(f"Twilio answers with HTTP {answer.status}; try again later.")
        return _read(answer.data)

    def remove(self, path: str) -> Accepted | Postponed:
        """Try once to delete what is at an address; twice does no harm."""
        try:
            answer = self._pool.request("DELETE", self._base + path)
        except HTTPError as error:
            return Postponed(type(error).__name__)
        # A 404 that is not Twilio's own may come from anybody.
        if answer.status == 204 or _read(answer.data).get("code") == _GONE:
            return Accepted(f"HTTP {answer.status}")
        return Postponed(f"HTTP {answer.status}", _seconds(answer.headers.get("Retry-After")))

    def listed(self, resource: str, to: str) -> Iterator[Mapping[str, Any]]:
        """All "Messages" or "Calls" to one number, the newest first. Raises CarrierDown.

        The list is asked by number alone: its filters by time know only what has left Twilio's
        queue, and something may wait there for hours.
        """
        query = urlencode({"To": to, "PageSize": PAGE_SIZE})
        path = f"{self.account}/{resource}.json?{query}"
        for _ in range(MAX_PAGES):
            page = self.get(path)
            yield from page.get(resource.lower()) or ()
            path = page.get("next_page_uri") or ""
            if not path:
                return
        raise CarrierDown(f"Twilio lists more {resource} to a number than can be looked through.")


def host_of(base: str, product: str) -> str:
    """Twilio's products have hosts of their own; another server stands in for all of them."""
    twilio = re.fullmatch(r"https://api\.((?:[a-z0-9-]+\.)*twilio\.com)", base)
    return f"https://{product}.{twilio[1]}" if twilio else base


def moment(rfc2822: object) -> datetime | None:
    """A time as the API writes it; None for none."""
    try:
        return parsedate_to_datetime(str(rfc2822))
    except ValueError:
        return None


def _without_answer(error: HTTPError) -> Postponed | Unsure:
    """Nothing came back. Only where no connection was made is it certain that nothing left."""
    name = type(error).__name__
    never_left = isinstance(error, NewConnectionError | ConnectTimeoutError | LocationValueError)
    refused_certificate = isinstance(error, SSLError) and isinstance(
        error.args[0] if error.args else None, ssl.SSLCertVerificationError
    )
    if never_left or refused_certificate:
        return Postponed(name)
    return Unsure("no answer in time" if isinstance(error, ReadTimeoutError) else name)


def outcome_of(
    status: int, body: bytes, retry_after: str | None, later: Collection[int] = ()
) -> Sent | Refused | Postponed | Unsure:
    """What Twilio's answer to a POST says about what was to be made."""
    said = _read(body)
    if 200 <= status < 300:
        sid = said.get("sid")
        if isinstance(sid, str) and sid and word(sid) == sid:
            return Sent(sid)
        return Unsure(f"HTTP {status} without a sid")
    if status >= 500:
        return Unsure(f"HTTP {status}")
    code = said.get("code")
    # Else a proxy or a wrong address spoke: Twilio never saw it.
    if not isinstance(code, int) or number(str(code)) is None:
        return Postponed(f"HTTP {status}", _seconds(retry_after))
    if status == 429 or code in later or on_error(code) in _COULD_LEAVE_LATER:
        return Postponed(str(code), _seconds(retry_after))
    return Refused(str(code))


def _read(body: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _seconds(retry_after: str | None) -> int | None:
    # HTTP also allows a date here; Twilio sends seconds.
    if not retry_after or not (retry_after.isascii() and retry_after.isdecimal()):
        return None
    return min(int(retry_after), LONGEST_REST) if len(retry_after) < 10 else LONGEST_REST
