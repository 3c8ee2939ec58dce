"""Fetches who represents whom anew: when an organizer asks for it, and by itself once a night."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from sms_line.directory.gathered import SyncFailed
from sms_line.directory.sources import PUBLISHERS, Progress, opened
from sms_line.directory.status import status
from sms_line.directory.sync import sync
from sms_line.parts import Parts
from sms_line.store import directory_rows, refreshes
from sms_line.store.audit import COMMAND_LINE
from sms_line.store.directory_rows import EditionRow
from sms_line.store.refreshes import DONE, FAILED, Refresh
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
    """What it fetches replaces what is in use whole, or not at all."""

    def __init__(self, parts: Parts, bell: HueyBell) -> None:
        """Nothing happens before a bell rings."""
        self._parts = parts
        self._bell = bell

    def sweep(self) -> None:
        """Ask by itself if it is time, and ring for all that was asked. Raises DatabaseDown."""
        now, database = self._parts.clock.now(), self._parts.database
        edition = self._in_use()
        if edition and is_due(edition, now) and self._bell.is_first("refresh", now, BETWEEN):
            with database.write() as tx:
                refreshes.ask(
                    tx, who=COMMAND_LINE, source=edition.source, vacant_senate=(), now=now
                )
        with database.read() as tx:
            due = refreshes.due(tx, now)
        for refresh_id in due:
            self._bell.ring("refresh", refresh_id)

    def refresh(self, refresh_id: int) -> None:
        """Fetch, check and swap in; what is in use stays where that fails. Raises DatabaseDown."""
        with self._parts.database.write() as tx:
            wish = refreshes.claim(tx, refresh_id, self._parts.clock.now())
        if wish is None:
            return
        try:
            self._fetch(wish)
        except SyncFailed as failure:
            log.error("data not refreshed", extra={"refresh": wish.id, "why": str(failure)})
            self._settle(wish, FAILED, str(failure))
        except Exception:
            self._settle(wish, FAILED)
            raise
        else:
            log.info("data refreshed", extra={"refresh": wish.id})
            self._settle(wish, DONE)

    def _fetch(self, wish: Refresh) -> None:
        database, now = self._parts.database, self._parts.clock.now()
        where = None if wish.source == PUBLISHERS else wish.source
        source = opened(where, self._lives(wish))
        loaded = status(database, now)
        # A vacancy that somebody has told of once is not told of anew each night.
        known = loaded.vacant_senate if loaded else ()
        sync(database, source, now, frozenset({*wish.vacant_senate, *known}))

    def _lives(self, wish: Refresh) -> Progress:
        """Says at each file that this worker is alive; nobody looks at its bytes."""

        @contextmanager
        def begun(_file: str, _length: int | None) -> Iterator[Callable[[int], None]]:
            with self._parts.database.write() as tx:
                refreshes.alive(tx, wish.id, self._parts.clock.now())
            yield lambda _count: None

        return begun

    def _settle(self, wish: Refresh, became: str, why: str = "") -> None:
        with self._parts.database.write() as tx:
            refreshes.settle(tx, wish.id, self._parts.clock.now(), became, why)

    def _in_use(self) -> EditionRow | None:
        with self._parts.database.read() as tx:
            number = directory_rows.newest(tx)
            return directory_rows.edition(tx, number) if number else None


def is_due(edition: EditionRow, now: datetime) -> bool:
    """Is it time to fetch it anew? A folder's is left alone: somebody brings it, and says when."""
    if edition.source != PUBLISHERS and not edition.source.startswith("http"):
        return False
    age = now - edition.loaded_at
    return age >= TOO_OLD or (age >= OLD and now.hour in NIGHT)
