"""What the load generator can do: against a server that only counts bytes."""

import asyncio
import multiprocessing
import socket
from itertools import cycle

from sms_line.carrier.signature import Signature
from tests.bench.conversations import in_rotation, requests
from tests.bench.load import CONNECTIONS, drive

ANSWER = b"HTTP/1.1 200 OK\r\ncontent-type: text/xml\r\ncontent-length: 12\r\n\r\n<Response />"
PEOPLE = 1_600


class _Counter(asyncio.Protocol):
    """Answers when a post has come whole; takes it for whole when its last bytes are there."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        # Requests of 1 kB on the loopback come in one piece.
        self._transport.write(ANSWER)


def _serve(listening: socket.socket) -> None:
    async def forever() -> None:
        server = await asyncio.get_running_loop().create_server(_Counter, sock=listening)
        await server.serve_forever()

    asyncio.run(forever())


def bench(seconds: float) -> None:
    """Print the generator's own ceiling, beside a server that costs nearly nothing."""
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    server = multiprocessing.get_context("fork").Process(target=_serve, args=(listening,))
    server.start()
    try:
        signature, share = Signature("token", "http://127.0.0.1"), PEOPLE // CONNECTIONS
        outcome = drive(
            port,
            [
                cycle(in_rotation(requests(signature, first * share, share, "127.0.0.1")))
                for first in range(CONNECTIONS)
            ],
            seconds,
        )
    finally:
        server.terminate()
        server.join()
    print(
        f"client alone: {outcome.per_second:.0f} posts a second,"
        f" {outcome.client_seconds / len(outcome.latencies) * 1e6:.0f} µs of processor time each"
    )
