"""An SMTP server that says line by line what a test tells it to, for what aiosmtpd never says."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def scripted(*answers: str) -> Iterator[tuple[int, list[str]]]:
    """Say the first answer as a greeting and one to each line heard; hang up when out of them.

    Gives the port and the lines heard. An answer that is "" leaves a line without one.
    """
    heard: list[str] = []

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            for i, answer in enumerate(answers):
                if i:
                    line = self.rfile.readline()
                    if not line:
                        return
                    heard.append(line.decode().rstrip())
                if answer:
                    self.wfile.write(answer.encode() + b"\r\n")

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server.server_address[1], heard
        finally:
            server.shutdown()
            thread.join()
