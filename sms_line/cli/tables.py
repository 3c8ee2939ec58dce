"""Rows written out for a spreadsheet or a program: CSV or a JSON array, as a stream."""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import TextIOWrapper
from typing import Any, TextIO

from sms_line.supporter_lists.cells import shielded


def standard_output() -> TextIO:
    """Standard output in UTF-8, whatever this terminal is set to: it is for a file or a program."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    return sys.stdout


def write_csv(out: TextIO, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A header and the rows; no cell is a formula."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([shielded(value) for value in row] for row in rows)


def write_json(out: TextIO, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """An array of objects, one a line."""
    before = "["
    for row in rows:
        shown = {name: _plain(value) for name, value in zip(names, row, strict=True)}
        out.write(f"{before}\n{json.dumps(shown, ensure_ascii=False)}")
        before = ","
    out.write("[]\n" if before == "[" else "\n]\n")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
