"""What is said at any time: the first message, STOP, START, HELP, languages, who reads along."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Welcome:
    """The first message of all: program, rates, frequency, HELP, STOP (CTIA 5.1.2)."""


@dataclass(frozen=True, slots=True)
class Intro:
    """An action begins for somebody who has been greeted before."""

    first_name: str


@dataclass(frozen=True, slots=True)
class StopConfirmed:
    """The one confirming text (47 CFR 64.1200(a)(12))."""


@dataclass(frozen=True, slots=True)
class StartConfirmed:
    """Back on the line."""


@dataclass(frozen=True, slots=True)
class HelpGiven:
    """Program name and a contact (CTIA 5.1.3)."""


@dataclass(frozen=True, slots=True)
class Forgotten:
    """Everything is erased."""


@dataclass(frozen=True, slots=True)
class LanguageSet:
    """From now on in this language."""


@dataclass(frozen=True, slots=True)
class Hint:
    """What one can text here."""


@dataclass(frozen=True, slots=True)
class PersonWillRead:
    """Not understood three times, or an answer to a broadcast: somebody will look."""

    to_broadcast: bool = False
