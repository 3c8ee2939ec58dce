"""The codes of short addresses: which link, whose, and a signature that makes them hard to guess.

A person's code is worked out from numbers that are there already, so that a million recipients
need no million rows. It names people by their row's number only, which says nothing elsewhere.
"""

import hashlib
import hmac
import string
from dataclasses import dataclass

_DIGITS = string.digits + string.ascii_uppercase + string.ascii_lowercase
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}
_SIGNATURE = 6
"""Digits: 1 in 57,000,000,000 is right by chance, and each guess is a request."""
_LONGEST = 30
"""Digits: more were never made, and no number may outgrow a database's column."""
_LONGEST_NUMBER = 5
"""Digits of a link or a person: up to 916,132,831, which fits a column of 32 bits."""


@dataclass(frozen=True, slots=True)
class ShortCode:
    """What a code says, which is not proven yet. `supporter_id`: None where nobody is counted."""

    link_id: int
    supporter_id: int | None
    signature: str

    def is_signed_with(self, secret: str) -> bool:
        """Did the line make it?"""
        right = _signature(self.link_id, self.supporter_id, secret)
        return hmac.compare_digest(self.signature, right)


def write(link_id: int, supporter_id: int | None, secret: str) -> str:
    """A code: how long the link's number is, that, the person's, the signature; in base 62."""
    link = _in_base_62(link_id)
    person = "" if supporter_id is None else _in_base_62(supporter_id)
    return f"{len(link)}{link}{person}{_signature(link_id, supporter_id, secret)}"


def read(code: str) -> ShortCode | None:
    """What a code says; None for what cannot be one."""
    if len(code) > _LONGEST or not code.isascii() or not code.isalnum():
        return None
    length, rest = _VALUE[code[0]] if code else 0, code[1:]
    numbers, signature = rest[:-_SIGNATURE], rest[-_SIGNATURE:]
    link, person = numbers[:length], numbers[length:]
    if not 1 <= length == len(link) <= _LONGEST_NUMBER or len(person) > _LONGEST_NUMBER:
        return None
    return ShortCode(_number(link), _number(person) if person else None, signature)


def _signature(link_id: int, supporter_id: int | None, secret: str) -> str:
    about = f"{link_id} {'' if supporter_id is None else supporter_id}"
    made = hmac.digest(secret.encode(), about.encode(), hashlib.sha256)
    return _in_base_62(int.from_bytes(made[:8]))[-_SIGNATURE:].rjust(_SIGNATURE, _DIGITS[0])


def _in_base_62(number: int) -> str:
    digits = ""
    while number:
        number, last = divmod(number, len(_DIGITS))
        digits = _DIGITS[last] + digits
    return digits or _DIGITS[0]


def _number(digits: str) -> int:
    value = 0
    for digit in digits:
        value = value * len(_DIGITS) + _VALUE[digit]
    return value
