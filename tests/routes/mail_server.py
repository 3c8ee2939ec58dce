"""A real SMTP server (aiosmtpd) that keeps what it takes, and can have a bad day."""

import asyncio
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

LOGIN = ("ana", "p@ss/word")


@dataclass
class Mailbox:
    """What a server has taken, and what it answers; "" is its own friendly answer."""

    mail_answer: str = ""
    rcpt_answer: str = ""
    data_answer: str = ""
    hangs_up_after_letter: bool = False
    silent_after_letter: bool = False
    taken: list[bytes] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        return self.mail_answer or "250 OK"

    async def handle_RCPT(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self.rcpt_answer:
            envelope.rcpt_tos.append(address)
        return self.rcpt_answer or "250 OK"

    async def handle_DATA(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        assert isinstance(envelope.original_content, bytes)
        self.taken.append(envelope.original_content)
        self.senders.append(str(envelope.mail_from))
        self.recipients += envelope.rcpt_tos
        assert server.transport is not None
        self.encrypted.append(server.transport.get_extra_info("sslcontext") is not None)
        if self.hangs_up_after_letter:
            server.transport.abort()
        if self.silent_after_letter:
            await self.closing.wait()
        return self.data_answer or "250 2.0.0 Queued as 4bX"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.logins.append(mechanism)
        good = (data.login.decode(), data.password.decode()) == LOGIN
        return AuthResult(success=good, handled=False)


class _OnFreePort(Controller):
    """Listens where the system finds room."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@dataclass(frozen=True)
class Running:
    """A server that listens, and its mailbox."""

    port: int
    box: Mailbox


@contextmanager
def running(
    box: Mailbox | None = None,
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    login: bool = False,
) -> Iterator[Running]:
    """Serve on a free port of this machine until the block ends."""
    box = box or Mailbox()
    options: dict[str, object] = {"tls_context": starttls} if starttls else {}
    if login:
        options |= {
            "auth_required": True,
            "authenticator": box.authenticate,
            "auth_require_tls": starttls is not None,
        }
    controller = _OnFreePort(box, "127.0.0.1", 0, ssl_context=tls, **options)
    controller.start()
    try:
        yield Running(controller.port, box)
    finally:
        controller.loop.call_soon_threadsafe(box.closing.set)
        controller.stop()


def parsed(content: bytes) -> Message:
    """The e-mail as its receiver reads it."""
    return message_from_bytes(content)


def header(message: Message, name: str) -> str:
    """A header with its encoded words read."""
    return " ".join(str(make_header(decode_header(str(message[name])))).split())


def text(message: Message) -> str:
    """The body, its lines ended as on this machine."""
    content = message.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode("utf-8").replace("\r\n", "\n")
