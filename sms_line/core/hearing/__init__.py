"""From what people write to what they mean: each function gives a value or None, never a guess.

Consent (STOP, START, HELP) is heard before all of these, in `core/consent.py`.
"""

from sms_line.core.hearing.answers import email, is_courtesy, is_skip, prefix, says_yes, yes_or_no
from sms_line.core.hearing.call_times import CallTime, call_time, drops_call
from sms_line.core.hearing.choices import choice_name, choice_number
from sms_line.core.hearing.commands import (
    ChangeAsked,
    Command,
    asks_to_be_forgotten,
    command,
)
from sms_line.core.hearing.keywords import keyword, keyword_with_zip
from sms_line.core.hearing.names import person_name
from sms_line.core.hearing.streets import is_po_box, street
from sms_line.core.hearing.zips import alone_zip, zip_code

__all__ = [
    "CallTime",
    "ChangeAsked",
    "Command",
    "alone_zip",
    "asks_to_be_forgotten",
    "call_time",
    "choice_name",
    "choice_number",
    "command",
    "drops_call",
    "email",
    "is_courtesy",
    "is_po_box",
    "is_skip",
    "keyword",
    "keyword_with_zip",
    "person_name",
    "prefix",
    "says_yes",
    "street",
    "yes_or_no",
    "zip_code",
]
