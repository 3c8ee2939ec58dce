"""Keeps who represents whom up to date: a worker asks its source again, a quiet night a day."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sms_line.directory.gathered import SyncFailed
from sms_line.directory.sources import opened, publishers
from sms_line.directory.sync import sync
from sms_line.parts import Parts
from sms_line.store import directory_rows
from sms_line.store.directory_rows import EditionRow
from sms_line.work.bell import HueyBell

log = logging.getLogger(__name__)

OLD, TOO_OLD = timedelta(hours=20), timedelta(days=3)
"""From when on data are fetched anew by night, and from when on at any hour."""
NIGHT = range(6, 12)
"""UTC hours in which no broadcast leaves, from Maine to Hawaii: checking the country's ZIP codes
keeps a processor busy for seconds."""
BETWEEN = timedelta(hours=1)
"""Between two tries of all workers together."""


class Refresher:
    """Fetches an edition that came over the network once more; a folder's is left alone."""

    def __init__(self, parts: Parts, bell: HueyBell) -> None:
        """Nothing happens before a bell rings."""
        self._parts = parts
        self._bell = bell

    def sweep(self) -> None:
        """Ring if it is time. Raises DatabaseDown."""
        now, edition = self._parts.clock.now(), self._in_use()
        if edition and is_due(edition, now) and self._bell.is_first("refresh", now, BETWEEN):
            self._bell.ring("refresh", 0)

    def refresh(self, _row_id: int) -> None:
        """Fetch, check and swap in; what is in use stays where that fails. Raises DatabaseDown."""
        now, edition = self._parts.clock.now(), self._in_use()
        if edition is None or not is_due(edition, now):
            return
        try:
            sync(self._parts.database, opened(_address(edition), _silent), now)
        except SyncFailed as failure:
            log.error("data not refreshed", extra={"why": str(failure)})
        else:
            log.info("data refreshed")

    def _in_use(self) -> EditionRow | None:
        with self._parts.database.read() as tx:
            number = directory_rows.newest(tx)
            return directory_rows.edition(tx, number) if number else None


def is_due(edition: EditionRow, now: datetime) -> bool:
    """Is it time to fetch it anew?"""
    if edition.source != publishers(_silent).name and not edition.source.startswith("http"):
        return False
    age = now - edition.loaded_at
    return age >= TOO_OLD or (age >= OLD and now.hour in NIGHT)


def _address(edition: EditionRow) -> str | None:
    return edition.source if edition.source.startswith("http") else None


@contextmanager
def _silent(_file: str, _length: int | None) -> Iterator[Callable[[int], None]]:
    """A worker has nobody to show its progress to."""
    yield lambda _count: None
