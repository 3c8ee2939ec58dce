"""The bytes of a letter: whatever a supporter types, its receiver reads that and nothing else."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sms_line.core.compose import one_line, paragraphs
from sms_line.ports import Envelope
from sms_line.routes.message import deliverable, message_bytes
from tests.routes.conftest import ENVELOPE
from tests.routes.mail_server import header, parsed, text

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HEADERS = {
    "MIME-Version",
    "Content-Type",
    "Content-Transfer-Encoding",
    "From",
    "To",
    "Reply-To",
    "Subject",
    "Date",
    "Message-ID",
}


def sent(envelope: Envelope) -> bytes:
    return message_bytes(envelope, "letters@line.example", NOW)


typed = st.text(st.characters(exclude_categories=["Cs"]), max_size=150)


@given(typed, typed, typed)
@example("Ana =?utf-8?q?=0ABcc:_x@example.org?=", "=?utf-8?q?=0ABcc:_x?=", "x")
@example('Díaz, Ana "La" <x@example.org>', "", ".\n..\nFrom x\n" + "ñ" * 2_000)
@example("", "x" * 998, "\n\n")
@example("Ana\\", "a" * 70 + " =?", "")
def test_names_and_words_arrive_verbatim(name: str, subject: str, body: str) -> None:
    name, subject, body = one_line(name), one_line(subject), paragraphs(body)
    letter = replace(ENVELOPE.letter, sender_name=name, subject=subject, body=body)
    content = sent(replace(ENVELOPE, letter=letter))
    message = parsed(content)
    assert set(message.keys()) == HEADERS
    assert len(message.keys()) == len(HEADERS)
    assert header(message, "Subject") == subject
    read, _, address = header(message, "From").rpartition("<")
    quoted = message["From"].lstrip().startswith('"')
    assert (read.strip()[1:-1] if quoted else read.strip()) == name
    assert address == "letters@line.example>"
    assert text(message) == body + "\n"
    assert content.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", content)
    assert max(map(len, content.split(b"\r\n"))) <= 998


@pytest.mark.parametrize(
    ("address", "plain", "reason"),
    [
        ("ana@example.org", "ana@example.org", "as most are"),
        ("ana+line@example.org", "ana+line@example.org", "a tag"),
        ("ana@españa.example", "ana@xn--espaa-rta.example", "a domain has an ASCII form"),
        ("añá@example.org", "", "what stands before the @ has none"),
        ("", "", "none given"),
        ("ana", "", "no domain"),
        ("ana@example.org\r\nBcc: x@example.org", "", "no header may be begun"),
        ("Ana <ana@example.org>", "", "an address, not a mailbox"),
        ("a@b@example.org", "", "two @"),
        ("ana@" + "x" * 80 + ".example", "", "a label that no DNS holds"),
    ],
)
def test_deliverable(address: str, plain: str, reason: str) -> None:
    assert deliverable(address) == plain, reason
    letter = replace(ENVELOPE.letter, sender_email=address)
    message = parsed(sent(replace(ENVELOPE, letter=letter)))
    assert (message["Reply-To"] is not None) == bool(plain)


def test_a_person_asked_for_it() -> None:
    assert parsed(sent(ENVELOPE))["Auto-Submitted"] is None
