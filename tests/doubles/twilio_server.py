"""The HTTP side of the Twilio double: authentication, addresses, answers and broken connections."""

import json
import socket
import struct
import threading
from enum import Enum, auto
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Protocol
from urllib.parse import parse_qs, urlsplit

import urllib3

from tests.doubles.twilio_placed_calls import PlacedCalls
from tests.doubles.twilio_senders import Senders
from tests.doubles.twilio_spoken import Spoken

Query = dict[str, list[str]]


class Fault(Enum):
    """A bad moment of the API, whatever the number."""

    TOO_MANY = auto()
    """429 with Retry-After; not taken."""
    RESET_BEFORE_TAKING = auto()
    RESET_AFTER_TAKING = auto()
    HANG_AFTER_TAKING = auto()
    """Taken, and no answer until the double is closed."""
    BROKEN_BEFORE_TAKING = auto()
    """500; not taken."""
    BROKEN_AFTER_TAKING = auto()
    """500, and taken all the same."""
    NOT_TWILIO = auto()
    """A proxy's HTML page with 403; not taken."""


_TAKES = {Fault.RESET_AFTER_TAKING, Fault.HANG_AFTER_TAKING, Fault.BROKEN_AFTER_TAKING}


class Collection(Protocol):
    """What can be made, and is listed: messages, calls."""

    def take(self, form: Query) -> Any: ...

    def refusal(self, form: Query) -> tuple[int, str] | None: ...

    def listed(self, query: Query) -> dict[str, Any]: ...


class Api(Collection, Protocol):
    """What the server asks of the double's state; see `twilio_api.TwilioApi`."""

    account_sid: str
    auth_token: str
    account_status: str
    latency: float
    retry_after: int
    closing: threading.Event
    senders: Senders
    calls: PlacedCalls
    spoken: Spoken

    def count(self, what: str) -> None: ...

    def fault(self) -> Fault | None: ...


class Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 256
    api: Api

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hung up is its own business."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1
    server: Server

    def setup(self) -> None:
        super().setup()
        self.api = self.server.api
        self.api.count("connections")

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        if not self._welcome("GET"):
            return
        if parts.path == f"/2010-04-01/Accounts/{self.api.account_sid}.json":
            self._answer(200, {"sid": self.api.account_sid, "status": self.api.account_status})
        elif collection := self._collection(parts.path):
            self._answer(200, collection.listed(query))
        elif found := self.api.senders.answer(self._below_account(parts.path), query):
            self._answer(200, found)
        else:
            self._refuse(404, 20404, "The requested resource was not found")

    def _collection(self, path: str) -> Collection | None:
        known: dict[str, Collection] = {"Messages.json": self.api, "Calls.json": self.api.calls}
        return known.get(self._below_account(path))

    def _below_account(self, path: str) -> str:
        return path.removeprefix(f"/2010-04-01/Accounts/{self.api.account_sid}").lstrip("/")

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = parse_qs(sent, keep_blank_values=True)
        if not self._welcome("POST"):
            return
        collection = self._collection(self.path)
        if collection is None and (
            changed := self.api.senders.update(self._below_account(self.path), form)
        ):
            self._answer(200, changed)
        elif collection is None:
            self._refuse(404, 20404, "The requested resource was not found")
        elif fault := self.api.fault():
            if fault in _TAKES:
                collection.take(form)
            self._meet(fault)
        elif refusal := collection.refusal(form):
            self._refuse(400, *refusal)
        else:
            self._answer(201, collection.take(form).resource(self.api.account_sid))

    def do_DELETE(self) -> None:
        if not self._welcome("DELETE"):
            return
        if fault := self.api.fault():
            self._meet(fault)
        elif self.api.spoken.delete(self._below_account(self.path)):
            self._write(204, "application/json", b"", {})
        else:
            self._refuse(404, 20404, "The requested resource was not found")

    def _welcome(self, method: str) -> bool:
        self.api.count(method)
        if self.api.latency:
            self.api.closing.wait(self.api.latency)
        expected = urllib3.make_headers(basic_auth=f"{self.api.account_sid}:{self.api.auth_token}")
        if self.headers["Authorization"] != expected["authorization"]:
            self._refuse(401, 20003, "Authenticate")
            return False
        return True

    def _meet(self, fault: Fault) -> None:
        if fault is Fault.TOO_MANY:
            self._refuse(429, 20429, "Too Many Requests", {"Retry-After": self.api.retry_after})
        elif fault is Fault.NOT_TWILIO:
            self._write(403, "text/html", b"<h1>Blocked by the firewall</h1>", {})
        elif fault in {Fault.BROKEN_BEFORE_TAKING, Fault.BROKEN_AFTER_TAKING}:
            self._refuse(500, 20500, "An internal server error has occurred")
        else:
            if fault is Fault.HANG_AFTER_TAKING:
                self.api.closing.wait()
            # Linger of zero seconds: closing sends a reset instead of a polite end.
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self.close_connection = True

    def _refuse(
        self, status: int, code: int, words: str, headers: dict[str, int] | None = None
    ) -> None:
        info = f"https://www.twilio.com/docs/errors/{code}"
        error = {"code": code, "message": words, "more_info": info, "status": status}
        self._answer(status, error, headers)

    def _answer(
        self, status: int, said: dict[str, Any], headers: dict[str, int] | None = None
    ) -> None:
        self._write(status, "application/json", json.dumps(said).encode(), headers or {})

    def _write(self, status: int, kind: str, body: bytes, headers: dict[str, int]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:
        """The double is quiet."""
