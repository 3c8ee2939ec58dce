"""Pages that change by themselves: server-sent events of which none holds a thread.

Each answer carries what is new and ends; the browser comes back after `retry` with the id of what
it has. Four threads answer the carrier's webhooks, so a stream that stays open for every screen on
a wall would leave people without an answer; an answer that ends takes milliseconds.

All who watch the same are given the same for a moment. Each piece of news says when it was made, so
that a page which is newer (somebody has just pressed a button) shows nothing that was before it.
"""

import json
import threading
import time
from collections.abc import Callable, Hashable, Mapping
from hashlib import blake2b
from typing import NamedTuple

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
        self._made: dict[Hashable, _Made] = {}
        self._turn = threading.Lock()

    def stream(self, key: Hashable, make: Callable[[], News]) -> Response:
        """The answer to a browser that watches this; `make` gives it as JSON takes it."""
        made = self._latest(key, make)
        news = f"id: {made.number}\nevent: news\ndata: {made.body}\n\n"
        if request.headers.get("Last-Event-ID") == made.number:
            news = "event: same\ndata:\n\n"
        answer = Response(f"retry: {RETRY}\n{news}", mimetype="text/event-stream")
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def _latest(self, key: Hashable, make: Callable[[], News]) -> "_Made":
        kept = self._made.get(key)
        if kept and time.monotonic() - kept.since < LASTS:
            return kept
        # Whoever comes while it is made is given what was there: one thread at most waits.
        if not self._turn.acquire(blocking=kept is None):
            return kept or _NOTHING
        try:
            now, at = time.monotonic(), time.time()
            news = json.dumps(make(), separators=(",", ":"))
            number = blake2b(news.encode(), digest_size=8).hexdigest()
            made = _Made(now, number, f'{{"at":{at},"news":{news}}}')
            # Of a state that nobody watches any more nothing is kept.
            self._made = {k: v for k, v in self._made.items() if now - v.since < 10 * LASTS}
            self._made[key] = made
            return made
        finally:
            self._turn.release()


class _Made(NamedTuple):
    since: float
    """By a clock that only goes forward."""
    number: str
    body: str


_NOTHING = _Made(0, "", '{"at":0,"news":{}}')
