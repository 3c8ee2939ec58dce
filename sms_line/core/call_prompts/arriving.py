"""What callers hear as a call begins, and as one ends."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Greeting:
    """Who this is."""


@dataclass(frozen=True, slots=True)
class RungBack:
    """The line rings somebody who asked for it: press 1."""


@dataclass(frozen=True, slots=True)
class OtherLanguage:
    """Said in the other language: press 2 for it."""


@dataclass(frozen=True, slots=True)
class ChooseAction:
    """Several actions ask for calls: press 1 for the first, 2 for the second, up to 4."""

    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OtherLanguageInMenu:
    """Said in the other language, before a menu: press 9 for it."""


@dataclass(frozen=True, slots=True)
class NoActionNow:
    """Nothing to call about."""


@dataclass(frozen=True, slots=True)
class CallLimit:
    """The call has reached its limit."""


@dataclass(frozen=True, slots=True)
class NoZipFound:
    """As many ZIP codes as a caller may try, and none leads to a member of Congress."""


@dataclass(frozen=True, slots=True)
class Goodbye:
    """Three silences, or three answers that answer nothing."""


@dataclass(frozen=True, slots=True)
class CalledTooOften:
    """This number has rung more often today than the line takes."""


@dataclass(frozen=True, slots=True)
class WithheldTooOften:
    """All who withhold their number have rung as often today as they may."""


@dataclass(frozen=True, slots=True)
class DaySpent:
    """The line has taken as many calls today as it may."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """The line cannot answer at present."""


@dataclass(frozen=True, slots=True)
class WithoutRepresentative:
    """The caller does not know in which of the districts they live: these are theirs anyway."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """It is written down."""


@dataclass(frozen=True, slots=True)
class KeyUnclear:
    """That key means nothing here."""


@dataclass(frozen=True, slots=True)
class Farewell:
    """All offices are done with."""

    reached: int
    by_text: bool = False
    """A letter may follow by text; the offices want to know more than can be spoken."""
