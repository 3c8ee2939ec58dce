"""Files of alerts: mails and pages as programs save them, text however encoded, and others."""

from contextlib import suppress
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.actions.drafting import NotReadable, read_file

PAGE = '<p>Escríbale a su <a href="https://example.org/más">senador</a>, “hoy”.</p>'
WORDS = "Escríbale a su senador, hoy."


def mail(*, html: str = PAGE, words: str = WORDS, charset: str = "utf-8") -> bytes:
    """As a mail program saves it, with a picture."""
    message = EmailMessage()
    message["From"], message["Date"] = "ana@example.org", "Mon, 23 Nov 2026 09:00:00 -0700"
    message["Subject"] = "Acción"
    if words:
        message.set_content(words, charset=charset)
    if html:
        message.add_alternative(html, subtype="html", charset=charset)
    message.add_attachment(b"\x89PNG\0", maintype="image", subtype="png", filename="a.png")
    return bytes(message)


SAVED = (
    b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
    b'\tboundary="x"\r\n\r\n--x\r\nContent-Type: text/html\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    + PAGE.encode().replace(b"=", b"=3D").replace("í".encode(), b"=C3=AD")
    + b"\r\n--x\r\nContent-Type: image/png\r\n\r\nPNG\r\n--x--\r\n"
)
READ = [
    (PAGE.encode(), PAGE, "a page in UTF-8"),
    (b"\xef\xbb\xbf" + PAGE.encode(), PAGE, "with the mark that Notepad writes"),
    (PAGE.encode("utf-16"), PAGE, "what Notepad calls Unicode"),
    (WORDS.encode("cp1252"), WORDS, "an old text of Windows"),
    (
        b'<meta charset="iso-8859-1">' + "año".encode("iso-8859-1"),
        '<meta charset="iso-8859-1">año',
        "a page that names its encoding",
    ),
    (b'<meta charset="none-such">a\xf1o', '<meta charset="none-such">año', "a wrong name"),
    (mail(), PAGE, "a mail: its page, for the links"),
    (mail(charset="iso-8859-1", html="<p>año</p>"), "<p>año</p>", "in an older encoding"),
    (mail(html=""), WORDS, "a mail of words alone"),
    (b"\r\n" + mail(), PAGE, "a mail after an empty line"),
    (SAVED, PAGE, "a page that Chrome saved in one file"),
    (b"Subject: Bees\n\nDear Senator,", "Subject: Bees\n\nDear Senator,", "a letter is no mail"),
    (b"To: all\nFrom: us\n\nCome!", "To: all\nFrom: us\n\nCome!", "nor is this"),
    (b"---\ntitle: Bees\n---\n", "---\ntitle: Bees\n---", "an action's own file"),
    (b"", "", "an empty file"),
]


@pytest.mark.parametrize(("content", "words", "why"), READ)
def test_what_is_read(content: bytes, words: str, why: str) -> None:
    assert read_file(content).strip() == words, why


REFUSED = [
    (b"%PDF-1.7 ...", "That file is a PDF"),
    (b"PK\x03\x04...", "office program"),
    (b"\xd0\xcf\x11\xe0...", "office program"),
    (b"{\\rtf1 ...", "office program"),
    (b"\x89PNG\r\n\x1a\n\0\0\0", "holds no words"),
    (mail(html="", words=""), "no words of its own"),
]


@pytest.mark.parametrize(("content", "told"), REFUSED)
def test_what_is_refused_and_what_helps(content: bytes, told: str) -> None:
    with pytest.raises(NotReadable, match=told):
        read_file(content)


@given(
    st.binary(max_size=400), st.sampled_from([b"", b"MIME-Version: 1\nContent-Type: text/html\n\n"])
)
def test_whatever_it_is_it_is_read_or_refused(content: bytes, before: bytes) -> None:
    with suppress(NotReadable):
        assert isinstance(read_file(before + content), str)
