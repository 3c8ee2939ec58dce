"""One-time codes of an app (TOTP, RFC 6238): the secret, its QR code, and which code is right.

The database keeps only a salt; the secret comes of it with the line's own key, so that a copy of
the database alone makes no codes.
"""

import base64
import hashlib
import hmac
import re
import secrets
from datetime import datetime

import pyotp
import segno

_STEP = 30
"""Seconds that a code is shown."""
_AROUND = (0, -1, 1)
"""Clocks differ, and typing takes time (RFC 6238, 5.2)."""


def new_salt() -> str:
    """Where a new secret begins."""
    return secrets.token_urlsafe(24)


def secret(secret_key: str, salt: str) -> str:
    """The secret in base32, as one types it into an app: 160 bits (RFC 4226, 4)."""
    made = hmac.new(secret_key.encode(), f"one-time codes {salt}".encode(), hashlib.sha256)
    return base64.b32encode(made.digest()[:20]).decode()


def qr_code(shared: str, email: str, issuer: str) -> str:
    """The secret as an inline SVG picture, made here: nobody else gets to see it."""
    address = pyotp.TOTP(shared).provisioning_uri(name=email, issuer_name=issuer)
    return segno.make(address, micro=False).svg_inline(scale=5, border=4, light="#fff")


def step_of(shared: str, typed: str, now: datetime) -> int | None:
    """The half minute whose code was typed; None if it is no code of about now."""
    code = re.sub(r"\s", "", typed)
    if not re.fullmatch("[0-9]{6}", code):
        return None
    totp, present = pyotp.TOTP(shared), int(now.timestamp()) // _STEP
    for step in (present + each for each in _AROUND):
        if hmac.compare_digest(totp.generate_otp(step), code):
            return step
    return None
