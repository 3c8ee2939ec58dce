"""Who sits where, read once an edition: each look at the numbers would read a thousand rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from sms_line.core.people import District
from sms_line.store import directory_rows
from sms_line.store.directory_rows import MemberRow


@dataclass(frozen=True, slots=True)
class Country:
    """One edition. `districts`: their codes, those without a member too."""

    seated: Mapping[str, MemberRow]
    districts: tuple[str, ...]


NOBODY = Country({}, ())


class Countries:
    """The edition in use, as it was last read."""

    def __init__(self) -> None:
        """Nothing has been read yet."""
        self._kept: tuple[tuple[int, datetime], Country] | None = None

    def now(self, tx: Connection) -> Country:
        """The country of the newest edition; NOBODY before the first sync."""
        number = directory_rows.newest(tx)
        edition = directory_rows.edition(tx, number) if number is not None else None
        if number is None or edition is None:
            return NOBODY
        # A number alone is given again, after an edition was reverted.
        key = (number, edition.loaded_at)
        if self._kept is None or self._kept[0] != key:
            self._kept = (key, _read(tx, number))
        return self._kept[1]


def _read(tx: Connection, edition: int) -> Country:
    seated = {each.bioguide: each for each in directory_rows.members_of(tx, edition)}
    seats = directory_rows.seats_of(tx, edition)
    return Country(seated, tuple(District(each.state, each.district).code for each in seats))
