"""The doorbell: Huey tells a worker that a row is due; losing the whole queue loses nothing."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from huey import Huey, crontab
from huey.consumer import Consumer
from huey.storage import BaseSqlStorage

from sms_line.ports import Doorbell
from sms_line.work.sweeping import one_by_one

log = logging.getLogger(__name__)

_LOOK_AGAIN = 2.0
"""Seconds after which a worker asks again for a queue that was down."""


class _Consumer(Consumer):  # type: ignore[misc]  # huey is untyped
    """Huey's own, with this line's choices; a signal that came before it listened counts."""

    def __init__(self, queue: Huey, threads: int, told: threading.Event) -> None:
        super().__init__(
            queue,
            workers=threads,
            worker_type="thread",
            periodic=True,
            initial_delay=0.05,
            backoff=1.2,
            max_delay=0.5,
            graceful_signal="TERM",
        )
        self._told = told

    def start(self) -> None:
        super().start()
        if self._told.is_set():
            signal.raise_signal(signal.SIGTERM)


def told_to_stop() -> threading.Event:
    """Set by SIGTERM and SIGINT from now on. For the main thread."""
    told = threading.Event()
    for signum in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signum, lambda *_: told.set())
    return told


class HueyBell:
    """A `Bell`; `answer` says who comes to the door."""

    def __init__(self, queue: Huey) -> None:
        """Make the tasks known to the queue."""
        self.queue = queue
        self._answers: dict[str, Callable[[int], None]] = {}
        self._sweep: Callable[[], None] = lambda: None
        self._open = False
        self._errand = queue.task(name="errand")(self._run)
        queue.periodic_task(crontab(minute="*"), name="sweep")(self._sweep_now)

    def answer(self, kind: Doorbell, errand: Callable[[int], None]) -> None:
        """What is to be done with a row of this kind."""
        self._answers[kind] = errand

    def sweep_with(self, sweep: Callable[[], None]) -> None:
        """What is to be done once a minute."""
        self._sweep = sweep

    def ring(self, kind: Doorbell, row_id: int, after_seconds: float = 0) -> None:
        """Tell a worker now, or after a while."""
        self._tell(kind, (row_id,), after_seconds)

    def ring_once(self, kind: Doorbell, row_ids: Sequence[int]) -> None:
        """Tell one worker of all these rows: each bell is a commit of the queue's own."""
        self._tell(kind, row_ids, 0)

    def _tell(self, kind: Doorbell, row_ids: Sequence[int], after_seconds: float) -> None:
        try:
            self.open()
            if after_seconds:
                self._errand.schedule((kind, *row_ids), delay=after_seconds)
            else:
                self._errand(kind, *row_ids)
        except Exception as error:  # the rows are committed: the sweep will ring again
            why = type(error).__name__
            log.warning("bell lost", extra={"kind": kind, "rows": list(row_ids), "why": why})

    def open(self) -> None:
        """Make the queue's tables, if this process has not looked for them yet."""
        if not self._open:
            if isinstance(self.queue.storage, BaseSqlStorage):  # a Redis has no tables
                self.queue.storage.initialize_schema()
            self._open = True

    def close(self) -> None:
        """Give the queue's connection back; the next bell makes one anew."""
        self.queue.storage.close()

    def work(self, threads: int, told: threading.Event) -> None:
        """Come to the door until told to stop (SIGTERM or SIGINT); what is in hand is finished.

        `told` is what `told_to_stop` gave before anything was begun.
        """
        while not told.is_set() and not self._opened():
            told.wait(_LOOK_AGAIN)
        if not told.is_set():
            self._sweep()
            _Consumer(self.queue, threads, told).run()

    def _opened(self) -> bool:
        """False while the queue does not answer, or another worker makes its tables just now."""
        try:
            self.open()
        except Exception as error:  # each kind of queue has its own
            log.error("queue down", extra={"why": type(error).__name__})
            return False
        return True

    def drain(self) -> None:
        """Answer every bell that has rung, here and now, and come back."""
        self.open()
        self.queue.storage.blocking = False
        while (task := self.queue.dequeue()) is not None:
            self.queue.execute(task)

    def _run(self, kind: str, *row_ids: int) -> None:
        one_by_one(partial(self._answers[kind], row_id) for row_id in row_ids)

    def _sweep_now(self) -> None:
        self.sweep_at(time.time())

    def sweep_at(self, moment: float) -> None:
        """Sweep, unless a worker of this queue has begun to in the same minute.

        Every worker asks for it, and a sweep rings for up to a thousand rows of each kind: ten
        workers would ring ten times for each. `moment`: seconds since 1970.
        """
        if self._is_first("swept", int(moment // 60)):
            self._sweep()

    def is_first(self, what: str, now: datetime, stretch: timedelta) -> bool:
        """Is this the first time that a worker of this queue asks so in this stretch of time?"""
        return self._is_first(what, int(now.timestamp() // stretch.total_seconds()))

    def _is_first(self, what: str, stretch: int) -> bool:
        self.open()
        first = bool(self.queue.storage.put_if_empty(f"{what}-{stretch}", b"1"))
        if first:
            self.queue.storage.delete_data(f"{what}-{stretch - 1}")
        return first
