"""A letter as the bytes of one e-mail: the same on the wire and in the outbox.

Headers are encoded here, word by word (RFC 2047), rather than by `email.message.EmailMessage`:
that decodes what looks like an encoded word in a name before it writes it, and so lets a name
such as `=?utf-8?q?=0ABcc:…?=` begin a header of its own (CPython gh-121650).

There is no `Auto-Submitted`: a person asked for this letter and signs it (RFC 3834, 5).
"""

import re
from datetime import datetime
from email import policy
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.utils import format_datetime

from sms_line.ports import Envelope

_PLAIN_NAME = re.compile(r"[A-Za-z0-9 .'-]{1,60}")
_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_WIRE = policy.compat32.clone(linesep="\r\n")
_UTF8 = Charset("utf-8")
_UTF8.body_encoding = QP


def message_bytes(envelope: Envelope, mail_from: str, now: datetime) -> bytes:
    """The e-mail of a delivery, lines ended by CRLF. `now` is the moment of this try, aware."""
    letter = envelope.letter
    message: Message[str | Header, str | Header] = Message()
    message.set_payload(letter.body + "\n", _UTF8)
    message["From"] = _mailbox("From", letter.sender_name, mail_from)
    message["To"] = _mailbox("To", letter.office, envelope.to)
    if reply_to := deliverable(letter.sender_email):
        message["Reply-To"] = _mailbox("Reply-To", letter.sender_name, reply_to)
    message["Subject"] = _words("Subject", letter.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{envelope.message_id}>"
    return message.as_bytes(policy=_WIRE)


def deliverable(address: str) -> str:
    """The address as plain mail servers take it, "" where they would not.

    A domain in other letters than English ones has an ASCII form; what stands before the @ has
    none (RFC 6531 is not offered by every server).
    """
    local, at, domain = address.rpartition("@")
    try:
        plain = f"{local}{at}{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return ""
    return plain if _ADDRESS.fullmatch(plain) else ""


def _mailbox(name: str, display: str, address: str) -> Header:
    """A name and an address: the name in quotes where it is plain, else in encoded words."""
    header = Header(header_name=name)
    if _PLAIN_NAME.fullmatch(display):
        header.append(f'"{display}"', "us-ascii")
    elif display:
        header.append(display, "utf-8")
    header.append(f"<{address}>", "us-ascii")
    return header


def _words(name: str, text: str) -> Header:
    # A word that no line can hold (998 characters, RFC 5322, 2.1.1) goes into encoded words too.
    plain = text.isascii() and "=?" not in text and all(len(word) < 70 for word in text.split())
    return Header(text, "us-ascii" if plain else "utf-8", header_name=name)
