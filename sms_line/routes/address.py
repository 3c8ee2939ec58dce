"""How an office's mail address is made where no route gives one: a pattern of the operator's."""

from dataclasses import dataclass

from sms_line.core.people import Legislator


@dataclass(frozen=True, slots=True)
class AddressPattern:
    """An address in which `{bioguide}` stands for the member's key."""

    pattern: str

    def of(self, legislator: Legislator) -> str:
        """The address of one office."""
        return self.pattern.replace("{bioguide}", legislator.bioguide)
