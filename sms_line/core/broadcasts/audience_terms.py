"""One term of an audience: from its name, sign and value ("state", ":", "TX") to what it means."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

from sms_line.core import state_names
from sms_line.core.broadcasts.audience_kinds import (
    And,
    Audience,
    Called,
    District,
    Joined,
    LanguageIs,
    LegislatorIs,
    Share,
    State,
    Tag,
    Wrote,
    Zip,
)
from sms_line.core.broadcasts.audience_mistakes import AudienceMistake, nearest
from sms_line.core.languages import language_named

LONGEST_TAG = 60
"""Characters."""

_ALIASES = {
    "states": "state",
    "districts": "district",
    "legislators": "legislator",
    "member": "legislator",
    "senators": "senator",
    "rep": "representative",
    "representatives": "representative",
    "delegate": "representative",
    "zips": "zip",
    "zipcode": "zip",
    "tags": "tag",
    "lang": "language",
    "written": "wrote",
    "call": "called",
    "since": "joined",
    "sample": "share",
    "random": "share",
}


def name_of(word: str, position: int) -> str:
    """The term that this word names. Raises AudienceMistake."""
    name = _ALIASES.get(word.lower(), word.lower())
    if name not in _TERMS:
        near = nearest(name, _TERMS) or f"; there are {', '.join(_TERMS)}."
        raise AudienceMistake(f"There is no '{word}'{near}", position)
    return name


def term(name: str, sign: str, value: str, position: int) -> Audience:
    """What a term means; `name` as `name_of` gives it. Raises AudienceMistake."""
    value = " ".join(value.split())
    if not value:
        raise AudienceMistake(
            f"'{name}' needs a value; write for example {EXAMPLES[name]}.", position
        )
    if name == "joined":
        return _joined(sign, value, position)
    if sign != ":":
        raise AudienceMistake(
            f"'{name}' cannot be compared with {sign}; write for example {EXAMPLES[name]}.",
            position,
        )
    return _TERMS[name](value, position)


def _state(value: str, position: int) -> State:
    code = state_names.CODES.get(value.lower())
    if code is None:
        near = nearest(value, state_names.NAMES.values()) or "; write its postal code, such as TX."
        raise AudienceMistake(f"There is no state '{value}'{near}", position)
    return State(code)


def _district(value: str, position: int) -> District:
    match = re.fullmatch(r"([A-Za-z]{2})-?(AL|\d{1,2})", value, re.IGNORECASE | re.ASCII)
    if not match:
        raise AudienceMistake(
            f"'{value}' is no district; write its state and number, such as TX-10, or WY-AL "
            "where a state has one seat.",
            position,
        )
    state = _state(match[1], position).code
    number = 0 if match[2].upper() == "AL" else int(match[2])
    return District(f"{state}-{number or 'AL'}")


def _zip(value: str, position: int) -> Zip:
    match = re.fullmatch(r"(\d{5})(?:-\d{4}|\*)?|(\d{1,4})\*", value, re.ASCII)
    if match:
        return Zip(match[1] or match[2])
    mend = f"zip:{value}*" if re.fullmatch(r"\d{1,4}", value, re.ASCII) else "zip:787*"
    if re.fullmatch(r"\d{4}", value, re.ASCII):  # 02134, from a spreadsheet
        raise AudienceMistake(
            f"'{value}' has lost a digit: write zip:0{value} if that was a zero at its front, or "
            f"{mend} for all that begin so.",
            position,
        )
    raise AudienceMistake(
        f"'{value}' is no ZIP code; write five digits, or {mend} for all that begin so.", position
    )


def _tag(value: str, position: int) -> Tag:
    if len(value) > LONGEST_TAG:
        raise AudienceMistake(f"A tag has at most {LONGEST_TAG} characters; shorten it.", position)
    return Tag(value.lower())


def _language(value: str, position: int) -> LanguageIs:
    language = language_named(value)
    if language is None:
        raise AudienceMistake(
            f"The line does not speak '{value}'; write language:en (English) or language:es "
            "(Spanish).",
            position,
        )
    return LanguageIs(language)


def _legislator(value: str, _position: int) -> LegislatorIs:
    return LegislatorIs(_bioguide(value))


def _senator(value: str, _position: int) -> LegislatorIs:
    return LegislatorIs(_bioguide(value), "senate")


def _representative(value: str, _position: int) -> LegislatorIs:
    return LegislatorIs(_bioguide(value), "house")


def _bioguide(value: str) -> str:
    return value.upper() if re.fullmatch(r"[A-Za-z]\d{6}", value, re.ASCII) else value


def _wrote(value: str, _position: int) -> Wrote:
    return Wrote(value.lower())


def _called(value: str, _position: int) -> Called:
    return Called(value.lower())


def _share(value: str, position: int) -> Share:
    match = re.fullmatch(r"(\d{1,3}(?:\.\d{1,2})?) ?%?", value, re.ASCII)
    percent = Decimal(match[1]) if match else Decimal(0)
    if not 0 < percent <= 100:
        raise AudienceMistake(
            f"'{value}' is no share; write a percentage above 0 and up to 100, such as share:10%.",
            position,
        )
    return Share(percent)


def _joined(sign: str, value: str, position: int) -> Audience:
    """ "joined>2026-01-01" leaves that day out, as the sign says; "joined>=2026-01-01" has it."""
    try:
        day = date.fromisoformat(value)
        after = day + timedelta(days=1)
    except (ValueError, OverflowError):
        raise AudienceMistake(
            f"'{value}' is no date; write it as year-month-day, such as joined>2026-01-31.",
            position,
        ) from None
    match sign:
        case ">":
            return Joined(after, since=True)
        case ">=":
            return Joined(day, since=True)
        case "<":
            return Joined(day, since=False)
        case "<=":
            return Joined(after, since=False)
        case _:
            return And((Joined(day, since=True), Joined(after, since=False)))


_TERMS: dict[str, Callable[[str, int], Audience]] = {
    "state": _state,
    "district": _district,
    "legislator": _legislator,
    "senator": _senator,
    "representative": _representative,
    "zip": _zip,
    "tag": _tag,
    "language": _language,
    "wrote": _wrote,
    "called": _called,
    "joined": lambda value, position: _joined(":", value, position),
    "share": _share,
}
EXAMPLES = {
    "state": "state:TX",
    "district": "district:TX-10",
    "legislator": "legislator:C001035",
    "senator": 'senator:"John Cornyn"',
    "representative": 'representative:"Lloyd Doggett"',
    "zip": "zip:78701",
    "tag": "tag:volunteer",
    "language": "language:es",
    "wrote": "wrote:freethemall",
    "called": "called:freethemall",
    "joined": "joined>2026-01-31",
    "share": "share:10%",
}
"""One well written term of each name."""
