"""A person's name in what somebody wrote, in any script, or None where it may be a sentence."""

import re
import unicodedata

from sms_line.core.hearing.answers import is_skip, yes_or_no
from sms_line.core.hearing.capitals import capitalized
from sms_line.core.hearing.commands import command
from sms_line.core.hearing.name_words import (
    ALONE_NO_NAME,
    DOTTED,
    NEVER_IN_A_NAME,
    PARTICLES,
    SMALL_WORDS,
    SUFFIXES,
)
from sms_line.core.hearing.plain import clean, gist, without_emoji, without_signature

_LONGEST = 80
_MOST_WORDS = 6
"""Particles don't count: "María de los Ángeles de la Cruz Hernández" has four."""
_MOST_PARTS = 10
_MOST_INTRODUCTIONS = 4

_GREETING = r"(?:hi|hello|hey|hola|buenas(?: tardes)?|buenos d[ií]as|sure|ok|okay|yes|s[ií]|claro)"
_INTRODUCTION = re.compile(
    rf"(?:{_GREETING}[,.!: ]+){{0,3}}(?:(?:this is|my (?:full )?name is|my name'?s|the name is"
    r"|the name'?s|name is|i am|i'm|im|it is me|it'?s me|it is|it'?s|call me|sincerely|signed"
    r"|me llamo|mi nombre(?: completo)? es|el nombre es|(?:yo )?soy|le habla|atentamente)"
    r"(?![\w'])[:,]? *"
    r"|(?:my |full |mi )?(?:name|nombre)(?: completo)? ?[:=] *)"
    rf"|(?:{_GREETING}[,.!:]+ *){{1,2}}",
    re.IGNORECASE,
)
_PRONOUNS = re.compile(r"\s?\([^()/]{0,30}/[^()]{0,30}\)")
_HERE = re.compile(r" (?:here|aqu[ií])$", re.IGNORECASE)
_SUFFIX_COMMA = re.compile(rf", ?(?=(?:{'|'.join(SUFFIXES)})\.?$)", re.IGNORECASE)
_EDGES = ' ,;:!~*_"“”„()[]<>«»。、，،।-–—+=|`^\u200c\u200d'
_REFUSED = frozenset("?¿؟@/&\\{}$%#<>")
_JOINTS = frozenset("'-.·ʻ\u200c\u200d")


def person_name(text: str) -> str | None:
    """The name, at most 80 characters, spaces folded, capitals put right.

    Introductions ("my name is", "soy"), pronouns in brackets, emoji and closing marks go. None:
    answers, commands, questions, anything with digits, more than six words, sentences.
    """
    name = _unwrapped(text)
    parts = [_without_stop(part) for part in name.split()]
    if not parts or len(name) > _LONGEST or not all(_is_part(part) for part in parts):
        return None
    if _says_something_else(text) or _says_something_else(name) or _is_sentence(parts):
        return None
    written = " ".join(capitalized(parts))
    return written if len(written) <= _LONGEST else None


def _unwrapped(text: str) -> str:
    """The name without greeting, introduction, pronouns, emoji and closing marks; "" for none."""
    plain = _PRONOUNS.sub("", without_signature(text, keep_joiners=True))
    if any(c in _REFUSED or c.isdigit() for c in plain):
        return ""
    name = _trimmed(" ".join(clean(without_emoji(plain), keep_joiners=True).split()))
    for _ in range(_MOST_INTRODUCTIONS):
        opening = _INTRODUCTION.match(name)
        if opening is None:
            return _SUFFIX_COMMA.sub(" ", name)
        name = _trimmed(name[opening.end() :])
        if name.partition(" ")[0].casefold() in ("de", "del", "from"):
            return ""  # "soy de Honduras" tells where from
    return ""


def _trimmed(name: str) -> str:
    name = _HERE.sub("", name.strip(_EDGES)).strip(_EDGES)
    quoted = name.startswith("'") and name.endswith("'")
    return name.strip("'" + _EDGES) if quoted else name


def _without_stop(part: str) -> str:
    """A full stop goes, except behind "Jr", "Dr" and initials."""
    bare = part.rstrip(".")
    if bare != part and (bare.casefold() in DOTTED or len(bare) == 1 or "." in bare):
        return f"{bare}."
    return bare


def _is_part(part: str) -> bool:
    """Letters and marks of any script, and the joints of O'Neill, Mary-Jane and J.R."""
    return (part[:1].isalpha() or part[:1] in ("'", "ʻ")) and all(
        c in _JOINTS or unicodedata.category(c)[0] in "LM" for c in part
    )


def _says_something_else(text: str) -> bool:
    if command(text) is not None or yes_or_no(text) is not None or is_skip(text):
        return True
    said = gist(text)
    return (len(said) == 1 and said[0] in ALONE_NO_NAME) or not (said or clean(text).isalpha())


def _is_sentence(parts: list[str]) -> bool:
    small = [part.rstrip(".").casefold() for part in parts]
    telling = [word for word in small if word not in PARTICLES]
    if (
        len(telling) > _MOST_WORDS
        or len(parts) > _MOST_PARTS
        or NEVER_IN_A_NAME.intersection(small)
    ):
        return True
    if len(parts) == 1:
        return len(parts[0]) == 1 and parts[0].isascii()
    proper = all(p[0].isupper() for p in parts if p.casefold() not in PARTICLES and p[0].isalpha())
    if proper and not " ".join(parts).isupper():
        return False
    return small[0] in SMALL_WORDS or len(SMALL_WORDS.intersection(small)) > 1
