"""`sms-line export`: letters, texts, calls or deliveries, one row each, as CSV or JSON."""

import csv
import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import TextIOWrapper
from typing import Any, TextIO

import click

from sms_line import settings
from sms_line.cli.answers import json_option
from sms_line.store import exports
from sms_line.store.database import Database
from sms_line.store.migrate import migrate

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet may take for a formula at the start of a cell (owasp.org, CSV injection):
it skips tabs and line ends, and takes full-width signs for plain ones."""

_PHONE = re.compile(r"\+[0-9]{1,15}")
"""E.164: a number and nothing else, which no spreadsheet runs."""


@click.command()
@click.argument("kind", type=click.Choice(exports.KINDS))
@json_option
def export(kind: str, as_json: bool) -> None:
    """What happened, one row each, oldest first; CSV, or a JSON array with --json.

    Times are UTC. In CSV a cell that a spreadsheet could take for a formula begins with an
    apostrophe; telephone numbers stay as they are, and JSON has every word as it was.
    """
    database = Database(settings.read().database_url)
    migrate(database)
    if isinstance(sys.stdout, TextIOWrapper):
        # Whatever this terminal is set to: the rows are for a file or a program.
        sys.stdout.reconfigure(encoding="utf-8")
    out = sys.stdout
    try:
        with database.read() as tx:
            names, rows = exports.columns(kind), exports.rows(tx, kind)
            if as_json:
                _write_json(out, names, rows)
            else:
                _write_csv(out, names, rows)
        out.flush()
    finally:
        database.close()


def _write_csv(out: TextIO, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(value) for value in row] for row in rows)


def _write_json(out: TextIO, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    before = "["
    for row in rows:
        shown = {name: _plain(value) for name, value in zip(names, row, strict=True)}
        out.write(f"{before}\n{json.dumps(shown, ensure_ascii=False)}")
        before = ","
    out.write("[]\n" if before == "[" else "\n]\n")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and _FORMULA.match(value) and not _PHONE.fullmatch(value):
        return f"'{value}"
    return _plain(value)
