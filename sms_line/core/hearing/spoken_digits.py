"""Digits as people say them and a machine writes them down: "eight two double oh one"."""

import re

from sms_line.core.hearing.plain import words

_NAMES = (
    "zero oh o cero",
    "one uno un",
    "two dos",
    "three tres",
    "four cuatro",
    "five cinco",
    "six seis",
    "seven siete",
    "eight ocho",
    "nine nueve",
)
_DIGITS = {name: str(digit) for digit, names in enumerate(_NAMES) for name in names.split()}
_SOUND_ALIKE = {"to": "2", "too": "2", "for": "4", "fore": "4", "ate": "8", "won": "1"}
"""What a machine may write for a digit; believed only if nothing but digits was said."""
_TWICE = {"double", "doble"}
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


def in_digits(speech: str) -> str:
    """The same words with digits for their names; "82,001" loses its comma."""
    said = words(_THOUSANDS.sub("", speech))
    alike = {**_SOUND_ALIKE, **_DIGITS}
    if said and all(word in alike or word in _TWICE or word.isdecimal() for word in said):
        return "".join(_doubled(said, alike))
    return " ".join(_doubled(said, _DIGITS))


def _doubled(said: tuple[str, ...], digits: dict[str, str]) -> list[str]:
    found: list[str] = []
    twice = False
    for word in said:
        if word in _TWICE:
            twice = True
            continue
        found.extend([digits.get(word, word)] * (2 if twice else 1))
        twice = False
    return found
