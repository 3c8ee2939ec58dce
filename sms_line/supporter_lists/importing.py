"""A whole list brought in: row by row checked, batch by batch written, bad rows told by line."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from sms_line.core.counted import counted
from sms_line.store.database import Database
from sms_line.store.supporter_imports import Candidate, Tally, bring_in
from sms_line.supporter_lists.checking import Checked, Checker
from sms_line.supporter_lists.header import Header, read_header
from sms_line.supporter_lists.records import Record, records

BATCH = 5_000
"""Rows a transaction: long enough to be quick, short enough that texts are answered between."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was left out."""

    line: int
    reason: str
    cells: tuple[str, ...]


@dataclass(slots=True)
class Outcome:
    """What became of a list."""

    rows: int = 0
    bad: int = 0
    tally: Tally = field(default_factory=Tally)
    notes: Counter[str] = field(default_factory=Counter)
    unused: tuple[str, ...] = ()
    """Columns that nobody reads."""

    @property
    def used(self) -> int:
        """Rows that could be used, whatever came of them."""
        return self.rows - self.bad


@dataclass(frozen=True, slots=True)
class Importer:
    """Brings lists in. `keep=False`: only says what would come of it."""

    database: Database
    checker: Checker
    line_number: str
    keep: bool = True

    def run(
        self,
        raw: Iterable[bytes],
        bad: Callable[[BadRow], None],
        begun: Callable[[Header], None] = lambda header: None,
    ) -> Outcome:
        """Import a file's lines. What is written stays, should it end in the middle.

        Raises NoTable, NoDataLoaded, DatabaseDown.
        """
        rows = records(raw)
        header = read_header(next(rows))
        begun(header)
        outcome = Outcome(unused=header.unused)
        good = self._good(header, rows, outcome, bad)
        # A number that comes again in a later batch is new once, as it will be.
        only_count = None if self.keep else set[str]()
        while batch := list(islice(good, BATCH)):
            with self.database.write() if self.keep else self.database.read() as tx:
                outcome.tally.add(
                    bring_in(
                        self.database,
                        tx,
                        batch,
                        line_number=self.line_number,
                        now=self.checker.now,
                        only_count=only_count,
                    )
                )
        return outcome

    def _good(
        self,
        header: Header,
        rows: Iterator[Record],
        outcome: Outcome,
        bad: Callable[[BadRow], None],
    ) -> Iterator[Candidate]:
        for record in rows:
            if record.cells is not None and not any(cell.strip() for cell in record.cells):
                continue  # spreadsheets save empty rows at the end as ",,,,"
            outcome.rows += 1
            checked = self._checked(header, record)
            if isinstance(checked, Checked):
                outcome.notes.update(checked.notes)
                yield checked.candidate
            else:
                outcome.bad += 1
                bad(BadRow(record.line, checked, record.cells or (record.text,)))

    def _checked(self, header: Header, record: Record) -> Checked | str:
        if record.cells is None:
            return "has a quotation mark that is not closed, or one too many"
        row = header.row(record.cells)
        if row is None:
            columns = counted(len(header.names), "column")
            return f"has more cells than the {columns}; quote cells with commas"
        return self.checker.check(row)
