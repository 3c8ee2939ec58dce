"""Cells that no spreadsheet takes for a formula (owasp.org, CSV injection), and back again."""

import re
from datetime import datetime
from typing import Any

_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet may take for a formula at the start of a cell: it skips tabs and line ends,
and takes full-width signs for plain ones."""
_PHONE = re.compile(r"\+[0-9]{1,15}")
"""E.164: a number and nothing else, which no spreadsheet runs."""


def shielded(value: Any) -> Any:
    """A value as a cell of a CSV file; an apostrophe before what could be a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and _FORMULA.match(value) and not _PHONE.fullmatch(value):
        return f"'{value}"
    return value.isoformat() if isinstance(value, datetime) else value


def unshielded(cell: str) -> str:
    """What a cell says, without blanks around it and the apostrophe that shields it."""
    said = cell.strip()
    return said[1:].strip() if said[:1] == "'" and _FORMULA.match(said[1:]) else said
