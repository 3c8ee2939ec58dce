"""The code with which the first owner is made: whoever can read the terminal has it, nobody else.

It is made from the line's secret key and how many organizers there ever were, so that it is stored
nowhere, is the same in every process, and never works twice.
"""

import base64
import hashlib
import hmac

from sqlalchemy import Connection, func, select

from sms_line.store.audit import Deed
from sms_line.store.desk_tables import audit

_LETTERS, _GROUP = 12, 4
"""60 bits, against an attempt every 90 seconds (`attempts.py`)."""


def set_up_code(tx: Connection, secret_key: str) -> str:
    """The code that works now, if there is no organizer: "ABCD-EFGH-IJKL"."""
    added = select(func.count()).where(audit.c.kind == "organizer", audit.c.did == Deed.ADDED.value)
    ever = tx.execute(added).scalar_one()
    made = hmac.new(secret_key.encode(), f"set-up code {ever}".encode(), hashlib.sha256).digest()
    letters = base64.b32encode(made).decode()[:_LETTERS]
    return "-".join(letters[at : at + _GROUP] for at in range(0, _LETTERS, _GROUP))


def is_set_up_code(tx: Connection, secret_key: str, typed: str) -> bool:
    """Is it what was typed, with or without capitals, spaces and hyphens?"""
    letters = "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())
    right = set_up_code(tx, secret_key).replace("-", "")
    return hmac.compare_digest(letters, right)
