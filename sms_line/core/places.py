"""What the directory can answer about a ZIP code: the right people, or the one question left."""

from dataclasses import dataclass

from sms_line.core.people import District, Representation


@dataclass(frozen=True, slots=True)
class Settled:
    """This ZIP code lies in one district (or a rule that is right 99 times in 100 says so)."""

    zip: str
    city: str
    """The city to sign with, "" where the data knows none."""
    state: str
    representation: Representation


@dataclass(frozen=True, slots=True)
class Likely:
    """Probably this district (the nearest area, right 95 times in 100): to be confirmed."""

    zip: str
    city: str
    state: str
    representation: Representation


@dataclass(frozen=True, slots=True)
class Split:
    """Several districts, the likeliest first: a street address or the person settles it."""

    zip: str
    city: str
    state: str
    choices: tuple[Representation, ...]


@dataclass(frozen=True, slots=True)
class Military:
    """A post office of the armed forces: the home-state address decides."""

    zip: str


@dataclass(frozen=True, slots=True)
class Unrepresented:
    """A freely associated state (FM, MH, PW): it has no member of Congress."""

    zip: str
    state: str


@dataclass(frozen=True, slots=True)
class UnknownZip:
    """No such ZIP code in the data."""

    zip: str


@dataclass(frozen=True, slots=True)
class NoData:
    """Nobody can tell: no data has been loaded."""


Finding = Settled | Likely | Split | Military | Unrepresented | UnknownZip | NoData


def district(code: str) -> District:
    """The district that a code such as "TX-10" or "WY-AL" names. Raises ValueError."""
    state, _, number = code.partition("-")
    return District(state, 0 if number == "AL" else int(number))
