"""Twilio's API on loopback: real HTTP, basic auth, its JSON, its refusals, its bad days.

    with TwilioApi() as api:
        carrier = TwilioCarrier(api_url=api.url, account_sid=api.account_sid, …)

Every message that it takes is in `api.taken`, every call in `api.calls.taken`. `api.refuse()` and
`api.lose()` make one number fail, `api.trip()` makes the next posts fail whatever their number,
`api.report()` posts signed status callbacks of messages in a shuffled order. Sources:
twilio.com/docs/messaging/api/message-resource and twilio.com/docs/api/errors.
"""

import itertools
import random
import re
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import format_datetime
from types import TracebackType
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import urllib3
from twilio.request_validator import RequestValidator

from tests.doubles.twilio_placed_calls import PlacedCalls
from tests.doubles.twilio_senders import Senders
from tests.doubles.twilio_server import Fault, Handler, Query, Server
from tests.doubles.twilio_spoken import Spoken


@dataclass(slots=True)
class Taken:
    """A message that the API has accepted."""

    sid: str
    to: str
    body: str
    sender: str
    callback: str
    created: datetime
    status: str = "queued"
    error_code: int | None = None
    sent: datetime | None = None

    def resource(self, account_sid: str) -> dict[str, Any]:
        """Twilio's JSON of a message."""
        service = self.sender if self.sender.startswith("MG") else None
        return {
            "account_sid": account_sid,
            "api_version": "2010-04-01",
            "body": self.body,
            "date_created": format_datetime(self.created),
            "date_sent": format_datetime(self.sent) if self.sent else None,
            "date_updated": format_datetime(self.sent or self.created),
            "direction": "outbound-api",
            "error_code": self.error_code,
            "error_message": None,
            "from": None if service else self.sender,
            "messaging_service_sid": service,
            "num_media": "0",
            "num_segments": "0" if service else "1",  # counted later in the first case
            "price": None,
            "price_unit": "USD",
            "sid": self.sid,
            "status": self.status,
            "to": self.to,
            "uri": f"/2010-04-01/Accounts/{account_sid}/Messages/{self.sid}.json",
        }


@dataclass
class TwilioApi:
    """The double; a context manager. Safe for many threads."""

    account_sid: str = "AC" + "0" * 32
    auth_token: str = "practice-token"
    account_status: str = "active"
    latency: float = 0.0
    """Seconds that every answer takes."""
    retry_after: int = 2
    taken: list[Taken] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """How many "GET" and "POST" there were, refused ones too, on how many "connections"."""
    senders: Senders = field(default_factory=Senders)
    """What texts can be sent to, and where they are brought."""
    calls: PlacedCalls = field(default_factory=PlacedCalls)
    spoken: Spoken = field(default_factory=Spoken)
    """Recordings, and the words of them."""

    def __post_init__(self) -> None:
        self.calls.account_sid = self.account_sid
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._numbers = itertools.count(1)
        self._by_number: dict[str, list[Taken]] = defaultdict(list)
        self._refused: dict[str, int] = {}
        self._lost: dict[str, tuple[str, int]] = {}
        self._faults: deque[Fault] = deque()
        self._unreported = 0
        self._server = Server(("127.0.0.1", 0), Handler)
        self._server.api = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> "TwilioApi":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def refuse(self, number: str, code: int) -> None:
        """From now on, posts to this number are answered 400 with this code."""
        self._refused[number] = code

    def accept(self, number: str) -> None:
        """From now on, posts to this number are not refused any more."""
        self._refused.pop(number, None)

    def lose(self, number: str, code: int, status: str = "undelivered") -> None:
        """From now on, messages to this number are taken, and reported lost with this code."""
        self._lost[number] = (status, code)

    def trip(self, fault: Fault, times: int = 1) -> None:
        """The next posts of a message or a call meet this fault."""
        self._faults.extend([fault] * times)

    def report(self, order: random.Random, threads: int = 1) -> list[int]:
        """Post the signed callbacks of all messages not yet reported, shuffled; their answers."""
        with self._lock:
            news, self._unreported = self.taken[self._unreported :], len(self.taken)
        posts = [post for message in news for post in self._callbacks(message)]
        order.shuffle(posts)
        validator = RequestValidator(self.auth_token)
        with urllib3.PoolManager(maxsize=threads, retries=False) as http:

            def deliver(post: tuple[str, dict[str, str]]) -> int:
                url, form = post
                signed = {"X-Twilio-Signature": validator.compute_signature(url, form)}
                answer = http.request(
                    "POST", url, fields=form, headers=signed, encode_multipart=False
                )
                return answer.status

            with ThreadPoolExecutor(threads) as pool:
                return list(pool.map(deliver, posts))

    def _callbacks(self, message: Taken) -> Iterator[tuple[str, dict[str, str]]]:
        last, code = self._lost.get(message.to, ("delivered", None))
        message.status, message.error_code = last, code
        message.sent = datetime.now(UTC).replace(microsecond=0)
        for status in ("queued", "sending", "sent", last) if message.callback else ():
            form = {
                "AccountSid": self.account_sid,
                "ApiVersion": "2010-04-01",
                "From": message.sender,
                "MessageSid": message.sid,
                "MessageStatus": status,
                "SmsSid": message.sid,
                "SmsStatus": status,
                "To": message.to,
            }
            if status == last and code:
                form["ErrorCode"] = str(code)
            yield message.callback, form

    def take(self, form: Query) -> Taken:
        """Accept a message, whatever becomes of the answer."""
        message = Taken(
            sid=f"SM{next(self._numbers):032x}",
            to=form["To"][0],
            body=form["Body"][0],
            sender=(form.get("MessagingServiceSid") or form["From"])[0],
            callback=form.get("StatusCallback", [""])[0],
            created=datetime.now(UTC).replace(microsecond=0),
        )
        if message.sender.startswith("MG"):
            message.status = "accepted"
        with self._lock:
            self.taken.append(message)
            self._by_number[message.to].append(message)
        return message

    def refusal(self, form: Query) -> tuple[int, str] | None:
        """Twilio's code and words for a message that it does not take."""
        to, body = form.get("To", [""])[0], form.get("Body", [""])[0]
        callback = urlsplit(form.get("StatusCallback", ["http://localhost/"])[0])
        if not to:
            return 21604, "A 'To' phone number is required."
        if not form.get("From") and not form.get("MessagingServiceSid"):
            return 21603, "A 'From' phone number is required."
        if not body:
            return 21602, "Message body is required."
        if len(body) > 1_600:
            return 21617, "The concatenated message body exceeds the 1600 character limit."
        if not re.fullmatch(r"\+[1-9][0-9]{6,14}", to):
            return 21211, f"Invalid 'To' Phone Number: {to}"
        if not callback.hostname or "_" in callback.hostname:
            return 21609, "The 'StatusCallback' URL is not a valid fully qualified URL."
        if code := self._refused.get(to):
            return code, f"Message to {to} cannot be sent."
        return None

    def count(self, what: str) -> None:
        """One more of these."""
        with self._lock:
            self.counts[what] += 1

    def fault(self) -> Fault | None:
        """What the next post meets."""
        with self._lock:
            return self._faults.popleft() if self._faults else None

    def listed(self, query: Query) -> dict[str, Any]:
        """One page of the list, newest first."""
        with self._lock:
            found = self._by_number[query["To"][0]][:] if "To" in query else self.taken[:]
        found = [m for m in reversed(found) if _in_dates(m, query)]
        size, page = int(query.get("PageSize", ["50"])[0]), int(query.get("Page", ["0"])[0])
        more = urlencode({k: v[0] for k, v in query.items()} | {"Page": page + 1}, quote_via=quote)
        path = f"/2010-04-01/Accounts/{self.account_sid}/Messages.json"
        return {
            "messages": [
                m.resource(self.account_sid) for m in found[page * size : (page + 1) * size]
            ],
            "page": page,
            "page_size": size,
            "next_page_uri": f"{path}?{more}" if (page + 1) * size < len(found) else None,
        }


def _in_dates(message: Taken, query: Query) -> bool:
    # The documentation does not say whether a filter by date finds what has none yet: here not.
    wanted = {k: date.fromisoformat(v[0][:10]) for k, v in query.items() if "DateSent" in k}
    if not wanted:
        return True
    if message.sent is None:
        return False
    sent = message.sent.date()
    return (
        wanted.get("DateSent", sent) == sent
        and wanted.get("DateSent>", sent) <= sent
        and wanted.get("DateSent<", sent) >= sent
    )
