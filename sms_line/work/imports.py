"""Looks at lists that organizers have uploaded, and brings them in once they said yes."""

import logging
from collections.abc import Iterator
from typing import Any

from sms_line.parts import Parts
from sms_line.ports import Bell, NoDataLoaded
from sms_line.store import audit, imports
from sms_line.store.audit import Deed
from sms_line.store.imports import CHECKED, CHECKING, DONE, FAILED, TOLD, Import
from sms_line.supporter_lists.checking import Checker
from sms_line.supporter_lists.importing import BadRow, Importer, Outcome
from sms_line.supporter_lists.places import Places
from sms_line.supporter_lists.records import NoTable

log = logging.getLogger(__name__)

_NO_DATA = "No data of ZIP codes and legislators is loaded; run sms-line data sync first."
_REPORT_EVERY = 256 * 1024
"""Bytes."""


class ListClerk:
    """Any number of workers may have one; each list is taken by one of them at a time."""

    def __init__(self, parts: Parts, bell: Bell) -> None:
        """Nothing happens before a bell rings."""
        self._parts = parts
        self._bell = bell

    def carry_out(self, import_id: int) -> None:
        """Look at a list, or bring it in. One that a dead worker left is begun anew: that who is
        there already comes again changes nothing."""
        with self._parts.database.write() as tx:
            found = imports.claim(tx, import_id, self._parts.clock.now())
        if found is None:
            return
        bad: list[tuple[int, str]] = []
        try:
            outcome = self._run(found, bad)
        except NoTable as refused:
            self._fail(found, str(refused))
            return
        except NoDataLoaded:
            self._fail(found, _NO_DATA)
            return
        self._settle(found, outcome, bad)

    def sweep(self) -> None:
        """Ring for lists whose bell got lost, and let go of those that nobody wanted."""
        now = self._parts.clock.now()
        with self._parts.database.write() as tx:
            imports.let_go(tx, now)
            due = imports.due(tx, now)
        for import_id in due:
            self._bell.ring("import", import_id)

    def _run(self, found: Import, bad: list[tuple[int, str]]) -> Outcome:
        parts = self._parts

        def left_out(row: BadRow) -> None:
            if len(bad) < TOLD:
                bad.append((row.line, row.reason))

        checker = Checker(Places(parts.directory), parts.clock.now(), found.tags)
        importer = Importer(
            parts.database, checker, line_number=parts.number, keep=found.status != CHECKING
        )
        return importer.run(self._lines(found), left_out)

    def _lines(self, found: Import) -> Iterator[bytes]:
        """The lines of the file, while it is reported how far this is."""
        rest, done, told = b"", 0, 0
        for piece in imports.pieces(self._parts.database, found.id):
            *lines, rest = (rest + piece).split(b"\n")
            done += len(piece)
            yield from (line + b"\n" for line in lines)
            if done - told >= _REPORT_EVERY:
                told = done
                with self._parts.database.write() as tx:
                    imports.progress(tx, found.id, done, self._parts.clock.now())
        if rest:
            yield rest

    def _settle(self, found: Import, outcome: Outcome, bad: list[tuple[int, str]]) -> None:
        status = CHECKED if found.status == CHECKING else DONE
        why = "" if outcome.used else "None of its rows can be used."
        with self._parts.database.write() as tx:
            imports.settle(
                tx,
                found.id,
                status if outcome.used else FAILED,
                outcome=_told(outcome),
                bad_rows=bad,
                why=why,
            )
            if status == DONE:
                audit.record(
                    tx,
                    at=self._parts.clock.now(),
                    who=found.who,
                    did=Deed.IMPORTED,
                    kind="import",
                    row_id=found.id,
                )
        log.info("list carried out", extra={"import": found.id, "rows": outcome.rows})

    def _fail(self, found: Import, why: str) -> None:
        with self._parts.database.write() as tx:
            imports.settle(tx, found.id, FAILED, why=why)


def _told(outcome: Outcome) -> dict[str, Any]:
    tally = outcome.tally
    return {
        "rows": outcome.rows,
        "used": outcome.used,
        "bad": outcome.bad,
        "tally": {"new": tally.new, "known": tally.known, "kept_out": dict(tally.kept_out)},
        "notes": dict(outcome.notes),
        "unused": list(outcome.unused),
    }
