"""The doorbell: Huey tells a worker that a row is due; losing the whole queue loses nothing."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from huey import Huey, PostgresHuey, SqliteHuey, crontab

from sms_line.ports import Doorbell
from sms_line.work.sweeping import one_by_one

log = logging.getLogger(__name__)

_ERRANDS_AT_ONCE = 8


_PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 10_000}
"""Seconds and milliseconds (libpq's own units): a bell that nobody hears is soon given up."""


def open_queue(database_url: str, data_dir: Path) -> Huey:
    """The queue beside the database: a file of its own, or tables in the same PostgreSQL.

    Connects nowhere: the tables are made when the first bell rings.
    """
    if database_url.startswith("sqlite"):
        data_dir.mkdir(parents=True, exist_ok=True)
        path = str(data_dir / "queue.db")
        return SqliteHuey("sms-line", filename=path, results=False, create_tables=False)
    dsn = "postgresql://" + database_url.partition("://")[2]
    return PostgresHuey("sms-line", dsn=dsn, results=False, create_tables=False, **_PATIENCE)


class HueyBell:
    """A `Bell`; `answer` says who comes to the door."""

    def __init__(self, queue: Huey) -> None:
        """Make the tasks known to the queue."""
        self.queue = queue
        self._answers: dict[str, Callable[[int], None]] = {}
        self._sweep: Callable[[], None] = lambda: None
        self._open = False
        self._errand = queue.task(name="errand")(self._run)
        queue.periodic_task(crontab(minute="*"), name="sweep")(self._run_sweep)

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
            self.queue.storage.initialize_schema()
            self._open = True

    def work(self, threads: int = _ERRANDS_AT_ONCE) -> None:
        """Come to the door until told to stop (SIGTERM or SIGINT)."""
        self.open()
        self._run_sweep()
        consumer = self.queue.create_consumer(
            workers=threads,
            worker_type="thread",
            periodic=True,
            initial_delay=0.05,
            backoff=1.2,
            max_delay=0.5,
            graceful_signal="TERM",
        )
        consumer.run()

    def drain(self) -> None:
        """Answer every bell that has rung, here and now, and come back."""
        self.open()
        self.queue.storage.blocking = False
        while (task := self.queue.dequeue()) is not None:
            self.queue.execute(task)

    def _run(self, kind: str, *row_ids: int) -> None:
        one_by_one(partial(self._answers[kind], row_id) for row_id in row_ids)

    def _run_sweep(self) -> None:
        self._sweep()
