"""Rows as a CSV file that a browser saves: streamed, and no cell is a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from flask import Response

from sms_line.supporter_lists.cells import shielded

Chunk = Sequence[Sequence[Any]]


def csv_file(name: str, columns: Sequence[str], chunks: Iterable[Chunk]) -> Response:
    """A download; `chunks` are read while it is sent, each in a transaction of its own.

    No connection to the database waits for a slow reader.
    """
    answer = Response(_lines(columns, chunks), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _lines(columns: Sequence[str], chunks: Iterable[Chunk]) -> Iterator[str]:
    yield _written([columns])
    for chunk in chunks:
        yield _written(chunk)


def _written(rows: Chunk) -> str:
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\n")
    writer.writerows([shielded(value) for value in row] for row in rows)
    return page.getvalue()
