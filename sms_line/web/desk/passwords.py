"""Passwords: which are taken, and how they are kept (NIST SP 800-63B-4, 3.1.1)."""

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Literal

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

SHORTEST, LONGEST = 12, 256
"""Characters. No rules about which: they make passwords worse."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""Argon2id with OWASP's first choice for many sign-ins at once: 19 MiB, two passes."""
_COMMON = Path(__file__).with_name("common_passwords.txt")
_REPEATED = re.compile(r"(.{1,4})\1+.{0,3}", re.DOTALL)
"""A piece of one to four characters over and over."""

Fault = Literal["short", "long", "common", "yours"]


def fault(password: str, *about: str) -> Fault | None:
    """Why a password is not taken. `about`: their address, the organization's name."""
    password = _normal(password)
    if len(password) < SHORTEST:
        return "short"
    if len(password) > LONGEST:
        return "long"
    folded = _folded(password)
    if folded in _common() or _REPEATED.fullmatch(folded):
        return "common"
    return "yours" if folded in {_folded(each) for each in _pieces(*about)} else None


def hashed(password: str) -> str:
    """What is kept in a password's place."""
    return _HASHER.hash(_normal(password))


def matches(kept: str | None, password: str) -> bool:
    """Is it the password? Takes equally long where none is kept."""
    try:
        right = _HASHER.verify(kept or _nobodys(), _normal(password)[: LONGEST + 1])
    except (Argon2Error, InvalidHashError):
        return False
    return right and kept is not None


def renewed(kept: str, password: str) -> str | None:
    """The same password with today's parameters; None if it has them."""
    return hashed(password) if _HASHER.check_needs_rehash(kept) else None


def _normal(password: str) -> str:
    """The same however a keyboard composes it."""
    return unicodedata.normalize("NFKC", password)


def _folded(password: str) -> str:
    return "".join(letter for letter in password.casefold() if letter.isalnum())


def _pieces(*about: str) -> set[str]:
    """A name or an address, and its parts, once and twice."""
    whole = {each for each in about if each}
    parts = whole | {part for each in whole for part in re.split(r"[@.\s]+", each) if part}
    return parts | {part + part for part in parts}


@cache
def _nobodys() -> str:
    return _HASHER.hash("no one has this one")


@cache
def _common() -> frozenset[str]:
    return frozenset(_folded(line) for line in _COMMON.read_text("utf-8").splitlines())
