"""A worker's sign of life: one row, touched once a minute while it works."""

import logging
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sms_line.parts import Parts
from sms_line.store import workers
from sms_line.store.database import DatabaseDown

log = logging.getLogger(__name__)


class Heartbeat:
    """Of one worker process, under a name made up for it."""

    def __init__(self, parts: Parts) -> None:
        """Nothing happens before it is at work."""
        self._parts = parts
        self.name = f"worker-{secrets.token_hex(6)}"

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Beat now and then once a minute; at the end take the row away."""
        stop = threading.Event()
        hand = threading.Thread(target=self._run, args=(stop,), name="heartbeat")
        hand.start()
        try:
            yield
        finally:
            stop.set()
            hand.join()
            with suppress(DatabaseDown), self._parts.database.write() as tx:
                workers.leave(tx, self.name)

    def beat(self) -> None:
        """Once. Raises DatabaseDown."""
        with self._parts.database.write() as tx:
            workers.beat(self._parts.database, tx, self.name, self._parts.clock.now())

    def _run(self, stop: threading.Event) -> None:
        while True:
            try:
                self.beat()
            except DatabaseDown:
                log.error("database down")
            except Exception:  # a worker without a sign of life still works
                log.exception("heartbeat failed")
            if stop.wait(workers.BEATS_EVERY.total_seconds()):
                return
