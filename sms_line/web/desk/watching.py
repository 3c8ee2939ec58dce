"""Pages that change by themselves: server-sent events of which none holds a thread.

Each answer carries what is new and ends; the browser comes back after `retry` with the id of what
it has. Four threads answer the carrier's webhooks, so a stream that stays open for every screen on
a wall would leave people without an answer; an answer that ends takes milliseconds.
"""

import json
import threading
import time
from collections.abc import Callable, Hashable, Mapping
from hashlib import blake2b

from flask import Response, request

RETRY = 2_500
"""Milliseconds after which a browser asks again."""
LASTS = 2.0
"""Seconds for which everybody who watches the same is given the same."""

News = Mapping[str, object]


class Watched:
    """What is watched, made once for all who watch it."""

    def __init__(self) -> None:
        """Nothing has been made yet."""
        self._made: dict[Hashable, tuple[float, str, str]] = {}
        self._turn = threading.Lock()

    def stream(self, key: Hashable, make: Callable[[], News]) -> Response:
        """The answer to a browser that watches this; `make` gives it as JSON takes it."""
        number, body = self._latest(key, make)
        news = f"id: {number}\nevent: news\ndata: {body}\n\n"
        if request.headers.get("Last-Event-ID") == number:
            news = "event: same\ndata:\n\n"
        answer = Response(f"retry: {RETRY}\n{news}", mimetype="text/event-stream")
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _latest(self, key: Hashable, make: Callable[[], News]) -> tuple[str, str]:
        kept = self._made.get(key)
        if kept and time.monotonic() - kept[0] < LASTS:
            return kept[1:]
        # Whoever comes while it is made is given what was there: one thread at most waits.
        if not self._turn.acquire(blocking=kept is None):
            return kept[1:] if kept else ("", "{}")
        try:
            body = json.dumps(make(), separators=(",", ":"))
            number = blake2b(body.encode(), digest_size=8).hexdigest()
            # Of a state that nobody watches any more nothing is kept.
            now = time.monotonic()
            self._made = {k: v for k, v in self._made.items() if now - v[0] < 10 * LASTS}
            self._made[key] = (now, number, body)
            return number, body
        finally:
            self._turn.release()
