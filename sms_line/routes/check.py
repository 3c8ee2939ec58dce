"""What a route says about itself when somebody asks whether it works."""

from dataclasses import dataclass
from typing import Literal, Protocol

from sms_line.ports import Route


@dataclass(frozen=True, slots=True)
class Check:
    """One line for `sms-line doctor`: how it stands, and one sentence with the mend."""

    level: Literal["ok", "warning", "failure"]
    sentence: str


class CheckedRoute(Route, Protocol):
    """A route that can be tried without sending anything."""

    def check(self) -> Check:
        """Can letters leave this way now? Never raises for what is wrong out there."""
        ...
