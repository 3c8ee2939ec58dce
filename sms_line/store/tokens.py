"""Secrets that only their holder has: the database keeps a hash, from which none can be made."""

import hashlib
import secrets
import string

_LETTERS = string.ascii_letters + string.digits
"""No punctuation: mail programs leave it out of a link that stands at the end of a line."""
_LENGTH = 32
"""190 bits."""


def new_token() -> str:
    """A secret that nobody can guess."""
    return "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))


def hash_of(token: str) -> str:
    """What is stored in its place; no salt, because the secret is random already."""
    return hashlib.sha256(token.encode()).hexdigest()
