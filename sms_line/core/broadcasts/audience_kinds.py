"""What an audience can be: a closed union of small frozen values, each with its written form.

`str()` gives the canonical form, which `audience.parse` reads back as the same value.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from sms_line.core.people import Language

Chamber = Literal["", "senate", "house"]
_NAMES: dict[Chamber, str] = {"": "legislator", "senate": "senator", "house": "representative"}


@dataclass(frozen=True, slots=True)
class All:
    """Everybody who may be texted."""

    def __str__(self) -> str:
        return "all"


@dataclass(frozen=True, slots=True)
class State:
    """Who lives in this state."""

    code: str
    """"TX"."""

    def __str__(self) -> str:
        return f"state:{self.code}"


@dataclass(frozen=True, slots=True)
class District:
    """Who lives in this House district, as far as that is settled."""

    code: str
    """"TX-10", "WY-AL"."""

    def __str__(self) -> str:
        return f"district:{self.code}"


@dataclass(frozen=True, slots=True)
class LegislatorIs:
    """Whom this member of Congress represents."""

    who: str
    """A bioguide ("C001035") or a name, as the organizer wrote it."""
    chamber: Chamber = ""
    """Where the member sits, "" for either."""

    def __str__(self) -> str:
        return f"{_NAMES[self.chamber]}:{_quoted(self.who)}"


@dataclass(frozen=True, slots=True)
class Zip:
    """Who lives in this ZIP code, or in any that begins so."""

    prefix: str
    """One to five digits; all five are one ZIP code."""

    def __str__(self) -> str:
        return f"zip:{self.prefix}{'*' if len(self.prefix) < 5 else ''}"


@dataclass(frozen=True, slots=True)
class Tag:
    """Who carries this tag."""

    tag: str
    """In small letters."""

    def __str__(self) -> str:
        return f"tag:{_quoted(self.tag)}"


@dataclass(frozen=True, slots=True)
class LanguageIs:
    """Whose texts are in this language."""

    language: Language

    def __str__(self) -> str:
        return f"language:{self.language.value}"


@dataclass(frozen=True, slots=True)
class Wrote:
    """Who has sent at least one letter of this action."""

    action: str
    """Its slug."""

    def __str__(self) -> str:
        return f"wrote:{_quoted(self.action)}"


@dataclass(frozen=True, slots=True)
class Called:
    """Whose call in this action was put through to at least one office."""

    action: str
    """Its slug."""

    def __str__(self) -> str:
        return f"called:{_quoted(self.action)}"


@dataclass(frozen=True, slots=True)
class Joined:
    """Who has been a supporter since a day (that day too), or was one before it (without it)."""

    day: date
    """It begins at midnight UTC."""
    since: bool

    def __str__(self) -> str:
        return f"joined{'>=' if self.since else '<'}{self.day.isoformat()}"


@dataclass(frozen=True, slots=True)
class Share:
    """A random share: the same people every time in one broadcast, others in the next.

    "share:20% not share:10%" are the second tenth.
    """

    percent: Decimal
    """Above 0 and at most 100, with two decimals at most."""

    def __str__(self) -> str:
        written = f"{self.percent:f}"
        return f"share:{written.rstrip('0').rstrip('.') if '.' in written else written}%"


@dataclass(frozen=True, slots=True)
class And:
    """Who is in all of these."""

    parts: "tuple[Audience, ...]"

    def __str__(self) -> str:
        return " ".join(_inside(part, And, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Who is in any of these."""

    parts: "tuple[Audience, ...]"

    def __str__(self) -> str:
        return " or ".join(_inside(part, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Not:
    """Who is not in this."""

    part: "Audience"

    def __str__(self) -> str:
        return f"not {_inside(self.part, And, Or)}"


Audience = (
    All
    | State
    | District
    | LegislatorIs
    | Zip
    | Tag
    | LanguageIs
    | Wrote
    | Called
    | Joined
    | Share
    | And
    | Or
    | Not
)


def _inside(part: "Audience", *looser: type) -> str:
    """The written form, in parentheses where the words around it would take it apart."""
    return f"({part})" if isinstance(part, looser) else str(part)


def _quoted(value: str) -> str:
    """In quotes where it would not be read as one word."""
    plain = all(c.isalnum() or c in "-_.'" for c in value) and not value.startswith("-")
    return value if plain and value else f'"{value}"'
