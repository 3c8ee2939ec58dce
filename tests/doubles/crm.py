"""A CRM on this machine: it takes webhooks, checks their signatures, refuses or hangs when told."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from standardwebhooks.webhooks import Webhook


class Crm:
    """Listens on a port of its own; `taken` holds what came, with its webhook-id."""

    def __init__(self) -> None:
        self.secret = ""
        self.status = 200
        self.headers: dict[str, str] = {}
        self.taken: list[dict[str, Any]] = []
        self.tried: list[str] = []
        self.go_on = threading.Event()
        self.go_on.set()
        self.reached = threading.Event()
        crm = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                crm.take(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook?from=line"

    def take(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        self.tried.append(request.headers["webhook-id"])
        self.reached.set()
        self.go_on.wait(30)
        if self.status == 200:
            # It raises unless the signature is right and the time is of these five minutes.
            said = Webhook(self.secret).verify(body, dict(request.headers))
            self.taken.append({**said, "id": request.headers["webhook-id"]})
        request.send_response(self.status)
        for name, value in self.headers.items():
            request.send_header(name, value)
        request.end_headers()

    def __enter__(self) -> "Crm":
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.go_on.set()
        self._server.shutdown()
        self._server.server_close()
