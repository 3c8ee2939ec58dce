"""What travels with a conversation: who somebody is, the letter in the making, the calls made."""

from dataclasses import dataclass, field
from typing import Literal

from sms_line.core.people import Field, Language, Legislator, Representation


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What the line knows about somebody, beside the phone number. "" means not known."""

    language: Language = Language.ENGLISH
    greeted: bool = False
    """Has had the first message with the words that CTIA Messaging Principles 5.1.2 want."""
    zip: str = ""
    city: str = ""
    state: str = ""
    district: str = ""
    """A code such as "TX-10", once it is settled."""
    name: str = ""
    prefix: str = ""
    street: str = ""
    """Kept only if an office requires it."""
    email: str = ""
    acted: tuple[str, ...] = ()
    """Slugs of the actions whose letters this person has sent."""


NOBODY = Person()
"""Somebody of whom nothing is known."""


@dataclass(frozen=True, slots=True)
class Leg:
    """What became of one try to reach an office by telephone."""

    bioguide: str
    kind: str
    """Which of its telephones: washington, district or switchboard; "" if none was rung."""
    status: str
    """How the leg ended: the carrier's word, or "skipped", "closed", "crowded", "no phone";
    "dialled" until that is known."""
    went: str = ""
    """What the caller says of it: spoke, message, full, nobody; "" if they did not say."""
    number: str = field(default="", repr=False)
    """The telephone that was rung, in E.164."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rounds:
    """The offices that a caller is put through to, one after another."""

    offices: tuple[Legislator, ...]
    at: int = 0
    legs: tuple[Leg, ...] = ()
    seconds: int = 0
    """Spent with offices so far."""
    steps: int = 0
    """Answers given since the names were known: no call goes round in circles for ever."""
    heard: bool = False
    """The caller has heard what they may say."""
    ring_settled: bool = False
    """The line will ring this caller, or they did not say: they are asked no more."""
    writing: Literal["", "transcribed", "person", "text"] = ""
    """How a letter may follow the calls: spoken and transcribed, spoken to a person of the
    organization, by text only, or not at all."""

    @property
    def office(self) -> Legislator:
        """Whose turn it is."""
        return self.offices[self.at]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter in the making."""

    action: str
    version: int
    representation: Representation | None = None
    needs: tuple[tuple[str, tuple[Field, ...]], ...] = ()
    """What each office (by bioguide) requires on its route."""
    decided: int = 0
    """How many of the optional phrases have been answered for."""
    kept: tuple[int, ...] = ()
    own_words: str = ""
    rounds: "Rounds | None" = None
    """Of a call: broken off to correct the place. Its limits go on counting."""
    first: str = ""
    """Of a call that waited for an office to open: whose it is, by bioguide."""
    zips: int = 0
    """Of a call: ZIP codes that have been looked up."""
