"""An alert's file as an organizer has it: a saved page or mail, or plain text, however encoded."""

import email
import re
from email.message import EmailMessage
from email.policy import default

from sms_line.actions.drafting.notes import sentence

FILE_LIMIT = 16 * 1024 * 1024
"""Bytes: a saved mail carries its pictures along."""
_NOT_WORDS = (
    (b"%PDF", "file-pdf"),
    (b"PK\x03\x04", "file-office"),
    (b"\xd0\xcf\x11\xe0", "file-office"),
    (b"{\\rtf", "file-office"),
)
"""How files begin whose words this does not read."""
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEADERS = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){2,200}\r?\n")
_OF_A_MAIL = ({"from", "date"}, {"mime-version", "content-type"})
"""A mail's headers, or those of a page that a browser saved into one file."""
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{1,40})", re.IGNORECASE)
_HEAD = 4096


class NotReadable(Exception):
    """The file has words that this cannot read, or none; the message tells what helps."""


def read_file(content: bytes) -> str:
    """The words of a file, or its HTML where it has some. Raises NotReadable."""
    for beginning, code in _NOT_WORDS:
        if content.startswith(beginning):
            raise NotReadable(sentence(code))
    found = _in_mail(content) if _is_mail(content) else _decoded(content)
    if "\0" in found:
        raise NotReadable(sentence("file-unknown"))
    return found


def _is_mail(content: bytes) -> bool:
    headers = _HEADERS.match(content.lstrip()[: 16 * _HEAD])
    if headers is None:
        return False
    names = {name.lower() for name in re.findall(rb"^([\w-]+):", headers[0], re.MULTILINE)}
    return any({each.encode() for each in these} <= names for these in _OF_A_MAIL)


def _in_mail(content: bytes) -> str:
    """The mail's HTML, which has its links, else its text."""
    message = email.message_from_bytes(content.lstrip(), policy=default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(("html", "plain"))
    if body is None:
        raise NotReadable(sentence("file-no-body"))
    data = body.get_payload(decode=True)
    raw = data if isinstance(data, bytes) else b""
    return _as(raw, body.get_content_charset() or "") or _decoded(raw)


def _decoded(content: bytes) -> str:
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, "replace").removeprefix("\ufeff")
    told = _CHARSET.search(content[:_HEAD])
    named = told[1].decode() if told else ""
    return _as(content, "utf-8") or _as(content, named) or content.decode("cp1252", "replace")


def _as(content: bytes, encoding: str) -> str:
    """The words in this encoding; "" where they are none in it, or nobody knows it."""
    try:
        return content.decode(encoding) if encoding else ""
    except (UnicodeDecodeError, LookupError):
        return ""
