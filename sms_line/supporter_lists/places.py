"""Where a ZIP code of a list lies, as far as it alone can tell; each is looked up once."""

import re
from dataclasses import dataclass, field

from sms_line.core.places import Likely, Settled, Split, UnknownZip, Unrepresented
from sms_line.ports import Directory

_ZIP = re.compile(r"(\d{5})(?:-?\d{4})?", re.ASCII)
_SHORTENED = re.compile(r"(\d{3,4})(?:-\d{4})?", re.ASCII)
"""What a spreadsheet leaves of 02134 and of 00601."""

PADDED = "ZIP codes had lost their leading zeros, which were put back"
TOO_SHORT = (
    "zip has fewer than five digits, and with zeros before it nobody knows it; write all five"
)
UNKNOWN = "ZIP codes are not in the data, so that nobody knows their state"


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of where somebody lives; "" means not known."""

    zip: str = ""
    city: str = ""
    state: str = ""
    district: str = ""
    note: str = ""
    """What was done about the ZIP code that was written, PADDED or UNKNOWN."""


@dataclass(slots=True)
class Places:
    """The places of one list: there are 42,000 ZIP codes, however long it is."""

    directory: Directory
    _known: dict[str, Place] = field(default_factory=dict)

    def of(self, said: str) -> Place | str:
        """The place of a ZIP code as it was written, or why it is none. Raises NoDataLoaded."""
        said = said.removesuffix(".0")
        if not said:
            return Place()
        if match := _ZIP.fullmatch(said):
            return self._place(match[1])
        if match := _SHORTENED.fullmatch(said):
            padded = self._place(match[1].zfill(5))
            if padded.note != UNKNOWN:
                return Place(padded.zip, padded.city, padded.state, padded.district, PADDED)
            return TOO_SHORT
        return "zip is no ZIP code of five digits"

    def _place(self, code: str) -> Place:
        place = self._known.get(code)
        if place is None:
            place = self._known[code] = self._found(code)
        return place

    def _found(self, code: str) -> Place:
        match self.directory.find(code):
            case Settled(city=city, state=state, representation=representation):
                return Place(code, city, state, representation.district.code)
            case Split(choices=choices):
                states = {choice.district.state for choice in choices}
                return Place(code, state=states.pop() if len(states) == 1 else "")
            case Likely(state=state) | Unrepresented(state=state):
                return Place(code, state=state)
            case UnknownZip():
                return Place(code, note=UNKNOWN)
            case _:
                return Place(code)
