"""What a text costs: GSM-7 or UCS-2, how many segments, and how to fold a text into GSM-7.

Rules: GSM 03.38 and facts.md, "Sending".
"""

import unicodedata
from dataclasses import dataclass
from typing import Literal

_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENSION = frozenset("^{}\\[]~|€\f")
"""Each is sent as an escape and a second septet, which must stay in one segment."""
_GSM = _BASIC | _EXTENSION

_GSM_ALONE, _GSM_PART = 160, 153
_UCS_ALONE, _UCS_PART = 70, 67

_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼʻ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−•·", "-"),
        **dict.fromkeys("\u200b\u2060\ufeff\u00ad", ""),
        "\t": " ",
        "…": "...",
        "‹": "<",
        "›": ">",
        "⁄": "/",
        "ª": "a",
        "º": "o",
        "œ": "oe",
        "Œ": "OE",
        "đ": "d",
        "Đ": "D",
        "ł": "l",
        "Ł": "L",
        "ı": "i",
    }
)
_HARMLESS = ("", "<noBreak>", "<compat>", "<wide>", "<narrow>")
"""Decompositions that lose accents or typography only; "²" to "2" would change a number."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a carrier makes of a text."""

    encoding: Literal["GSM-7", "UCS-2"]
    characters: int
    """Unicode code points; not septets, so "€" is one, and so is an emoji without joiners."""
    segments: int
    """What is paid for; 0 for an empty text, which no carrier sends."""
    because: tuple[str, ...]
    """The distinct characters that make it UCS-2, in the order in which they appear."""


def measure(text: str) -> Cost:
    """Measure a text exactly as it stands; nothing is folded or trimmed."""
    if not _GSM.issuperset(text):
        because = tuple(dict.fromkeys(c for c in text if not _is_gsm(c)))
        sizes = [2 if ord(c) > 0xFFFF else 1 for c in text]
        return Cost("UCS-2", len(text), _segments(sizes, _UCS_ALONE, _UCS_PART), because)
    sizes = [2 if c in _EXTENSION else 1 for c in text]
    return Cost("GSM-7", len(text), _segments(sizes, _GSM_ALONE, _GSM_PART), ())


def fold(text: str) -> str:
    """Make a text GSM-7 where that loses only accents or typography.

    What GSM-7 has (é ñ ü ¿ ¡ à …) is kept. A text that would stay UCS-2 all the same (an emoji,
    王) comes back as it was given: its accents would be lost for nothing.
    """
    if _GSM.issuperset(text):
        return text
    folded = _folded(unicodedata.normalize("NFC", text))
    return folded if all(_is_gsm(c) for c in folded) else text


def _is_gsm(character: str) -> bool:
    return character in _GSM


def _segments(sizes: list[int], alone: int, part: int) -> int:
    """Pack units of one or two into segments without splitting a pair over a border."""
    if sum(sizes) <= alone:
        return 1 if sizes else 0
    count, free = 1, part
    for size in sizes:
        if size > free:
            count, free = count + 1, part
        free -= size
    return count


def _folded(text: str) -> str:
    out: list[str] = []
    for character in text:
        if _is_gsm(character):
            out.append(character)
        elif unicodedata.category(character) in ("Mn", "Me") and out and _is_gsm(out[-1][-1:]):
            continue  # an accent that has no composed letter, or an emoji's keycap
        else:
            out.append(_folded_character(character))
    return "".join(out)


def _folded_character(character: str) -> str:
    plain = character.translate(_TYPOGRAPHY)
    if plain != character:
        return plain
    if unicodedata.category(character) == "Zs":
        return " "
    tag = unicodedata.decomposition(character).partition(">")[0]
    if (tag + ">" if tag.startswith("<") else "") not in _HARMLESS:
        return character
    parts = unicodedata.normalize("NFKD", character)
    letters = "".join(c for c in parts if not unicodedata.combining(c)).translate(_TYPOGRAPHY)
    return letters if letters and all(_is_gsm(c) for c in letters) else character
