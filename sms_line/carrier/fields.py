"""How a webhook's form is read, whatever stands in it: what is missing or odd is empty."""

import re
from collections.abc import Mapping

_WORD_LIMIT = 40
"""Characters of a sid (34) or a telephone number; longer ones fit no column."""


def first(form: Mapping[str, str], *names: str) -> str:
    """The first of these fields that says anything, "" if none does."""
    return next((form[name] for name in names if form.get(name)), "")


def sound(text: str) -> str:
    """What every database can keep: no NUL, no half of a surrogate pair."""
    return re.sub("[\x00\ud800-\udfff]", "", text)


def word(text: str) -> str:
    """An identifier, a status or a number as Twilio writes them."""
    return sound(text).strip()[:_WORD_LIMIT]


def number(digits: str) -> int | None:
    """A count or an identifier of ours; None for anything else, and for what fits no INTEGER."""
    found = int(digits) if re.fullmatch(r"[0-9]{1,10}", digits) else None
    return found if found is not None and found < 2**31 else None
