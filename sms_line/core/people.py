"""The people a letter or a call is about: small frozen values that check themselves.

`bioguide` is the key of a member of Congress everywhere; a district is a state and a number,
where 0 means the whole state (at large) or the seat of a delegate.
"""

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language the line speaks."""

    ENGLISH = "en"
    SPANISH = "es"


class Title(StrEnum):
    """How a legislator is addressed; the value is a key, its words are in `templates/`."""

    SENATOR = "senator"
    REPRESENTATIVE = "representative"
    DELEGATE = "delegate"
    RESIDENT_COMMISSIONER = "resident_commissioner"


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A telephone number in E.164 ("+13075550100") or a short code ("55555").

    Its `repr` never shows it, so that a log line or a traceback cannot.
    """

    e164: str

    def __repr__(self) -> str:
        return "PhoneNumber(…)"


@dataclass(frozen=True, slots=True, order=True)
class District:
    """One House seat's territory: the postal code, and the number, 0 where there is one seat."""

    state: str
    number: int

    @property
    def code(self) -> str:
        """The written form: "TX-10", and "WY-AL" where there is one seat."""
        return f"{self.state}-{self.number or 'AL'}"


@dataclass(frozen=True, slots=True)
class Legislator:
    """A sitting member of Congress, as much as a conversation or a letter needs of one."""

    bioguide: str
    title: Title
    name: str
    """The official full name, accents kept ("Ben Ray Luján")."""
    last_name: str
    state: str
    district: int | None
    """None for a senator."""
    phone: str
    """The Washington office, as published ("202-224-2235"); the switchboard where none is."""


@dataclass(frozen=True, slots=True)
class Representation:
    """Who represents one place: its district, its senators, and the member who holds the seat."""

    district: District
    senators: tuple[Legislator, ...]
    """Two in a state, none in DC and the territories."""
    representative: Legislator | None
    """None: the seat is vacant."""


class Field(StrEnum):
    """Something that an office may require of a person, in the order in which it is asked."""

    NAME = "name"
    PREFIX = "prefix"
    STREET = "street"
    EMAIL = "email"
