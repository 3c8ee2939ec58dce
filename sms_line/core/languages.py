"""The languages that the line speaks, by the names that people give them."""

import unicodedata

from sms_line.core.people import Language

_NAMES = {
    "en": Language.ENGLISH,
    "english": Language.ENGLISH,
    "ingles": Language.ENGLISH,
    "es": Language.SPANISH,
    "spanish": Language.SPANISH,
    "espanol": Language.SPANISH,
    "castellano": Language.SPANISH,
}


def language_named(name: str) -> Language | None:
    """The language called this, in capitals or not, with accents or not."""
    return _NAMES.get(folded(name))


def folded(text: str) -> str:
    """Small letters without accents, single spaces: for comparing, never for showing."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(bare.casefold().split())
