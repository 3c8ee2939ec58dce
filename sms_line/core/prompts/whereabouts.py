"""What is asked and said to find out where somebody lives and who represents them."""

from dataclasses import dataclass

from sms_line.core.people import Representation, Title


@dataclass(frozen=True, slots=True)
class AskZip:
    """`again`: after CHANGE, when a street address serves too."""

    again: bool = False


@dataclass(frozen=True, slots=True)
class ZipUnclear:
    """What was said holds no ZIP code."""


@dataclass(frozen=True, slots=True)
class ZipUnknown:
    """There is no such ZIP code."""

    zip: str


@dataclass(frozen=True, slots=True)
class ZipMilitary:
    """An APO, FPO or DPO address: the home-state ZIP is wanted."""


@dataclass(frozen=True, slots=True)
class ZipUnrepresented:
    """FM, MH, PW: nobody in Congress."""

    state: str


@dataclass(frozen=True, slots=True)
class DirectoryDown:
    """No data is loaded: the organizers have been told by `doctor` and `/readyz`."""


@dataclass(frozen=True, slots=True)
class Represented:
    """The reward: the names."""

    senators: tuple[str, ...]
    representative: str
    """"" where the seat is vacant."""
    title: Title
    """Of the one in the House: representative, delegate or resident commissioner."""
    district: str
    state: str

    @classmethod
    def of(cls, representation: Representation) -> "Represented":
        """The facts of this prompt."""
        member = representation.representative
        return cls(
            senators=tuple(s.name for s in representation.senators),
            representative=member.name if member else "",
            title=member.title if member else Title.REPRESENTATIVE,
            district=representation.district.code,
            state=representation.district.state,
        )


@dataclass(frozen=True, slots=True)
class AskDistrict:
    """Several districts share the ZIP code."""

    zip: str
    choices: tuple[Represented, ...]
    address_failed: bool = False
    """The address was looked up in vain: choosing is what is left."""
    address_kept: bool = False
    """An office requires the street address, so it is kept for the letter."""

    @property
    def states(self) -> int:
        """Over how many states the choices are spread."""
        return len({choice.state for choice in self.choices})


@dataclass(frozen=True, slots=True)
class ConfirmDistrict:
    """Probably this one."""

    zip: str
    choice: Represented


@dataclass(frozen=True, slots=True)
class DistrictUnclear:
    """Neither an address nor one of the choices."""


@dataclass(frozen=True, slots=True)
class LookingUp:
    """The address is with the geocoder."""


@dataclass(frozen=True, slots=True)
class GeocoderDown:
    """The geocoder cannot be asked; the choices follow."""


@dataclass(frozen=True, slots=True)
class AddressNotFound:
    """The geocoder knows no such address; the choices follow."""


@dataclass(frozen=True, slots=True)
class AddressAmbiguous:
    """The address lies in several districts; the choices follow."""


@dataclass(frozen=True, slots=True)
class NobodyToWrite:
    """This action has no office to write to from there."""

    state: str
