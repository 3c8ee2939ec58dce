"""Which column of a list of supporters holds what."""

import re
from dataclasses import dataclass

from sms_line.supporter_lists.cells import unshielded
from sms_line.supporter_lists.records import NoTable, Record

REQUIRED = ("phone", "consent_at", "consent_source")
"""Without proof of consent nobody is texted (CTIA Messaging Principles 5.1.1)."""
COLUMNS = ("phone", "name", "zip", "consent_at", "consent_source", "language", "tags", "email")
"""What is read of a supporter."""
_STATUS = "status"
"""Whoever is not subscribed elsewhere, is not here."""
_FOLLOWS = {"city", "state", "district"}
"""What a list that was written out tells besides: it follows from the ZIP code."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of one file."""

    names: tuple[str, ...]
    """As the file has them."""
    places: dict[str, int]
    """Column that is read → its place, from 0."""

    @property
    def unused(self) -> tuple[str, ...]:
        """The names of the columns that nobody reads."""
        used = set(self.places.values())
        return tuple(
            name
            for at, name in enumerate(self.names)
            if name and at not in used and name.lower() not in _FOLLOWS
        )

    def row(self, cells: tuple[str, ...]) -> dict[str, str] | None:
        """Column → what its cell says; None where the row has more cells than the header."""
        if any(cell.strip() for cell in cells[len(self.names) :]):
            return None
        return {
            name: unshielded(cells[at]) if at < len(cells) else ""
            for name, at in self.places.items()
        }


def read_header(record: Record) -> Header:
    """The columns by their names, in any order and any capitals. Raises NoTable."""
    if record.cells is None:
        raise NoTable("The first line, which names the columns, cannot be read as CSV.")
    names = tuple(unshielded(cell) for cell in record.cells)
    places: dict[str, int] = {}
    for at, name in enumerate(names):
        known = re.sub(r"[\s_-]+", "_", name.lower())
        if known in places:
            raise NoTable(f"Two columns are called {known}; which of them is meant?")
        if known in (*COLUMNS, _STATUS):
            places[known] = at
    missing = [name for name in REQUIRED if name not in places]
    if missing:
        raise NoTable(
            f"The first line names no column {' or '.join(missing)}; it looks like "
            "phone,name,zip,consent_at,consent_source."
        )
    return Header(names, places)
