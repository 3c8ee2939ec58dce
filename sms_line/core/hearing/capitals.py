"""Capitals for a name that was typed in a hurry: all small, or all capitals."""

import re
from collections.abc import Sequence

from sms_line.core.hearing.name_words import PARTICLES, SUFFIXES, VIETNAMESE_SURNAMES
from sms_line.core.hearing.plain import without_accents

_STARTS = re.compile(r"(?:^|(?<=[-.·])|(?<=\b[dol]['’]))\w", re.IGNORECASE)
_MAC = re.compile(r"^Mc(\w)(?=\w{2})")
_DUTCH_AFTER_VAN = frozenset({"de", "der", "den"})


def capitalized(parts: Sequence[str]) -> list[str]:
    """The words of a name with their capitals put right.

    "ANA DIAZ" and "ana diaz" → "Ana Diaz", particles small except at the start, "o'neill" →
    "O'Neill", "mary-jane" → "Mary-Jane", "mcdonald" → "McDonald" (but "mackenzie" →
    "Mackenzie": both ways exist). In a name with capitals of its own only words that are
    all small change: "Ana diaz" → "Ana Diaz", "DeAndre" stays.
    """
    telling = [p for p in parts if len(p) > 1 and p not in PARTICLES and p.upper() != p.lower()]
    shouted = bool(telling) and all(part.isupper() for part in telling)
    return [_part(i, parts, shouted=shouted) for i in range(len(parts))]


def _part(index: int, parts: Sequence[str], *, shouted: bool) -> str:
    part = parts[index]
    small = part.casefold()
    bare = small.rstrip(".")
    if index and index == len(parts) - 1 and bare in SUFFIXES:
        return SUFFIXES[bare]
    if not (shouted or part.islower()):
        return part
    if index and small in PARTICLES and not _is_middle_name(index, parts):
        return small
    if shouted and _is_initials(bare):
        return part
    return _MAC.sub(lambda m: "Mc" + m[1].upper(), _STARTS.sub(_upper, part.lower()))


def _upper(start: re.Match[str]) -> str:
    upper = start.group().upper()
    return upper if len(upper) == 1 else start.group()  # "ß" has no single capital


def _is_middle_name(index: int, parts: Sequence[str]) -> bool:
    """The "Van" of Nguyen Van Minh, not the one of Jan van der Berg."""
    if parts[index].casefold() != "van":
        return False
    following = parts[index + 1].casefold() if index + 1 < len(parts) else ""
    surname = without_accents(parts[0].casefold())
    return following not in _DUTCH_AFTER_VAN and surname in VIETNAMESE_SURNAMES


def _is_initials(bare: str) -> bool:
    """JR, TJ, J.R.: two letters without a vowel, and not the surname Ng."""
    letters = bare.replace(".", "")
    return len(letters) == 2 and not set(letters) & set("aeiouy") and letters != "ng"
