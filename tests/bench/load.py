"""A load generator that leaves the cores to the server: raw sockets, requests made beforehand."""

import asyncio
import gc
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

CONNECTIONS = 16
WARM_UP = 1.5
"""Seconds that are not counted: the first conversations all stand at their beginning."""

_EMPTY = b"HTTP/1.1 204 "
"""What a report gets: nothing is said, and no length."""


@dataclass(slots=True)
class Outcome:
    """What became of one run."""

    latencies: list[float] = field(default_factory=list)
    """Seconds from writing a request to having its answer whole; the warm-up's are left out."""
    answered: int = 0
    """All of them, the warm-up's too."""
    refused: list[bytes] = field(default_factory=list)
    """Status lines other than 200 and 204."""
    seconds: float = 0.0
    client_seconds: float = 0.0
    """Processor time that the generator itself took, in the counted seconds."""

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    def quantile(self, share: float) -> float:
        """Milliseconds within which this share of the answers came."""
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000


class _Caller(asyncio.Protocol):
    """One connection: the next request leaves when the answer to the last has come."""

    def __init__(self, requests: Iterator[bytes], outcome: Outcome, until: float) -> None:
        self._requests, self._outcome = requests, outcome
        self._from, self._until = time.perf_counter() + WARM_UP, until
        self._buffer, self._sent = b"", 0.0
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, _, body = self._buffer.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        if head.startswith(_EMPTY):
            length = b"0"
        if not length or len(body) < int(length):
            return
        self._note(head)
        self._buffer = b""
        self._next()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error or ConnectionError("the server hung up"))

    def _note(self, head: bytes) -> None:
        now = time.perf_counter()
        self._outcome.answered += 1
        if not head.startswith((b"HTTP/1.1 200 ", _EMPTY)):
            self._outcome.refused.append(head.partition(b"\r\n")[0])
        if now >= self._from:
            self._outcome.latencies.append(now - self._sent)

    def _next(self) -> None:
        self._sent = time.perf_counter()
        request = next(self._requests, None) if self._sent < self._until else None
        if request is not None:
            self._transport.write(request)
            return
        self.done.set_result(request is None and self._sent >= self._until)
        self._transport.close()


def drive(port: int, connections: Sequence[Iterator[bytes]], seconds: float) -> Outcome:
    """Post for WARM_UP and then for `seconds`. Raises when the requests don't last that long."""
    gc.collect()
    gc.disable()
    try:
        return asyncio.run(_drive(port, connections, seconds))
    finally:
        gc.enable()


async def _drive(port: int, connections: Sequence[Iterator[bytes]], seconds: float) -> Outcome:
    outcome, loop = Outcome(seconds=seconds), asyncio.get_running_loop()
    until = time.perf_counter() + WARM_UP + seconds
    callers = [
        (await loop.create_connection(partial(_Caller, each, outcome, until), "127.0.0.1", port))[1]
        for each in connections
    ]
    await asyncio.sleep(WARM_UP)
    before = time.process_time()
    lasted = await asyncio.gather(*(caller.done for caller in callers))
    outcome.client_seconds = time.process_time() - before
    if not all(lasted):
        raise RuntimeError("the prepared conversations ran out; prepare more of them")
    return outcome
