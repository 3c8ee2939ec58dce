"""Twilio's API in a process of its own, for thousands of texts a second.

    python -m tests.doubles.twilio_fast '{"latency": 0.2}'     # prints its port; see `Days`

It answers as `twilio_api` does, keeps the moment at which each text reached it, loses answers,
limits requests and reports statuses in any order. `GET /taken` says what it took. What it does on
its bad days is drawn by chance, from a seed.
"""

import asyncio
import base64
import json
import random
import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import aiohttp
from twilio.request_validator import RequestValidator

ACCOUNT = "AC" + "0" * 32
TOKEN = "practice-token"


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """How it behaves."""

    latency: float = 0.0
    """Seconds that every answer takes."""
    limit: float = 0.0
    """Posts a second above which it answers 429; 0 for none."""
    retry_after: int = 1
    lost: float = 0.0
    """Of how many texts it takes the connection is dropped before the answer."""
    reported: float = 0.0
    """Of how many statuses are reported; of those whose answer was lost, all."""
    refused: dict[str, int] = field(default_factory=dict)
    """Number → Twilio's code."""
    hush: bool = False
    """Keep nothing but the count: for long runs."""
    ahead: float = 0.0
    """Seconds by which its clock is ahead of this machine's."""
    seed: int = 1


@dataclass(slots=True)
class Taken:
    """A text that it took."""

    at: float
    """`time.monotonic()`, which all processes of a machine share."""
    to: str
    body: str
    sid: str
    callback: str
    created: datetime


class Twilio:
    """The state of the double."""

    def __init__(self, days: Days) -> None:
        self.days = days
        self.taken: list[Taken] = []
        self.counts = {"POST": 0, "GET": 0, "429": 0, "lost": 0, "reports": 0}
        self.loop = asyncio.get_running_loop()
        self._by_number: dict[str, list[Taken]] = defaultdict(list)
        self._chance = random.Random(days.seed)
        self._bucket, self._filled_at = days.limit, time.monotonic()
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=4))
        self._validator = RequestValidator(TOKEN)
        self._tasks: set[asyncio.Task[None]] = set()
        self.authorization = b"basic " + base64.b64encode(f"{ACCOUNT}:{TOKEN}".encode())

    def post(self, form: dict[str, str], at: float) -> tuple[int, dict[str, Any]] | None:
        """What a post of a message is answered; None where the answer is lost."""
        self.counts["POST"] += 1
        if self._too_many(at):
            self.counts["429"] += 1
            return 429, {"code": 20429, "message": "Too Many Requests", "status": 429}
        if code := self.days.refused.get(form["To"]):
            return 400, {"code": code, "message": "It cannot be sent.", "status": 400}
        sid = f"SM{self.counts['POST']:032x}"
        created = self._now()
        taken = Taken(at, form["To"], form["Body"], sid, form.get("StatusCallback", ""), created)
        if not self.days.hush:
            self.taken.append(taken)
            self._by_number[taken.to].append(taken)
        lost = self._chance.random() < self.days.lost
        if lost or self._chance.random() < self.days.reported:
            task = self.loop.create_task(self._report(taken))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if lost:
            self.counts["lost"] += 1
            return None
        return 201, _resource(taken)

    def _now(self) -> datetime:
        return (datetime.now(UTC) + timedelta(seconds=self.days.ahead)).replace(microsecond=0)

    def get(self, target: str) -> tuple[int, Any]:
        """The list of the texts to one number, newest first; or what it took."""
        parts = urlsplit(target)
        if parts.path == "/taken":
            rows = [(each.at, each.to, each.callback) for each in self.taken]
            return 200, {"taken": rows, "counts": self.counts, "reporting": len(self._tasks)}
        self.counts["GET"] += 1
        to = parse_qs(parts.query).get("To", [""])[0]
        found = reversed(self._by_number.get(to, []))
        return 200, {"messages": [_resource(each) for each in found], "next_page_uri": None}

    def _too_many(self, at: float) -> bool:
        if not self.days.limit:
            return False
        filled = self._bucket + (at - self._filled_at) * self.days.limit
        self._bucket, self._filled_at = min(filled, self.days.limit), at
        if self._bucket < 1:
            return True
        self._bucket -= 1
        return False

    async def _report(self, text: Taken) -> None:
        """Signed callbacks, shuffled; some before the API's own answer."""
        statuses = ["queued", "sending", "sent", "delivered"]
        self._chance.shuffle(statuses)
        for status in statuses:
            await asyncio.sleep(self._chance.random() * (self.days.latency + 0.2))
            form = {"MessageSid": text.sid, "MessageStatus": status, "To": text.to}
            signed = self._validator.compute_signature(text.callback, form)
            headers = {"X-Twilio-Signature": signed}
            for _ in range(3):
                try:
                    async with self._session.post(text.callback, data=form, headers=headers) as got:
                        if got.status < 500:
                            break
                except aiohttp.ClientError:
                    await asyncio.sleep(0.2)
            self.counts["reports"] += 1


def _resource(text: Taken) -> dict[str, Any]:
    return {
        "sid": text.sid,
        "to": text.to,
        "body": text.body,
        "status": "queued",
        "direction": "outbound-api",
        "date_created": format_datetime(text.created),
    }


class Connection(asyncio.Protocol):
    """HTTP/1.1 with kept connections, just as much as is needed."""

    def __init__(self, twilio: Twilio) -> None:
        self._twilio = twilio
        self._heard = b""
        self._out: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._out = transport

    def data_received(self, data: bytes) -> None:
        now = time.monotonic()
        self._heard += data
        while True:
            head, found, rest = self._heard.partition(b"\r\n\r\n")
            if not found:
                return
            lower = head.lower()
            mark = lower.find(b"content-length:")
            length = int(lower[mark + 15 :].split(b"\r\n", 1)[0]) if mark >= 0 else 0
            if len(rest) < length:
                return
            body, self._heard = rest[:length], rest[length:]
            self._hear(head, lower, body, now)

    def _hear(self, head: bytes, lower: bytes, body: bytes, now: float) -> None:
        method, target, _ = head.split(b" ", 2)
        if self._twilio.authorization.lower() not in lower and target != b"/taken":
            self._later((401, {"code": 20003, "message": "Authenticate", "status": 401}))
        elif method == b"POST":
            self._later(self._twilio.post(dict(parse_qsl(body.decode())), now))
        else:
            self._later(self._twilio.get(target.decode()))

    def _later(self, answer: tuple[int, Any] | None) -> None:
        latency = self._twilio.days.latency
        if latency:
            self._twilio.loop.call_later(latency, self._answer, answer)
        else:
            self._answer(answer)

    def _answer(self, answer: tuple[int, Any] | None) -> None:
        if self._out is None or self._out.is_closing():
            return
        if answer is None:
            self._out.abort()
            return
        status, said = answer
        body = json.dumps(said).encode()
        more = f"Retry-After: {self._twilio.days.retry_after}\r\n" if status == 429 else ""
        head = f"HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\n{more}"
        self._out.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)


async def _serve(days: Days) -> None:
    twilio = Twilio(days)
    server = await twilio.loop.create_server(
        lambda: Connection(twilio), "127.0.0.1", 0, backlog=2_048
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(Days(**json.loads(sys.argv[1] if len(sys.argv) > 1 else "{}"))))
