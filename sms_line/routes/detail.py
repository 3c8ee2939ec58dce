"""What a mail server answered, fit to be kept and shown: no addresses, no names."""

import re

from sms_line.ports import Envelope

LIMIT = 200
"""Characters of a server's answer; what matters is at its beginning."""

_ADDRESSES = re.compile(r"<[^>]*>|\S*@\S*")


def reply_detail(code: int, text: bytes, envelope: Envelope | None = None) -> str:
    """The code and the server's words.

    Taken out: whatever is in angle brackets or holds an @, and each word of the sender's name, of
    the office's name, and of what stands before the @ in their addresses. The rest is the
    server's own.
    """
    words = text.decode("utf-8", "replace")
    words = "".join(c if c.isprintable() else " " for c in words)
    words = _ADDRESSES.sub("…", words)
    if envelope:
        words = _personal(envelope).sub("…", words)
    return f"{code} {' '.join(words.split())}"[:LIMIT].strip()


def _personal(envelope: Envelope) -> re.Pattern[str]:
    letter = envelope.letter
    before_at = f"{letter.sender_email.partition('@')[0]} {envelope.to.partition('@')[0]}"
    facts = f"{letter.sender_name} {letter.office} {before_at}"
    # Longest first, so that no part of a longer word is left over.
    known = sorted({w for w in re.findall(r"\w+", facts) if len(w) > 1}, key=len, reverse=True)
    return re.compile(rf"(?i)\b(?:{'|'.join(map(re.escape, known)) or '(?!)'})\b")
