"""Letters by e-mail, over SMTP; each try says honestly what is known of it."""

import re
import smtplib
import ssl
from collections.abc import Callable
from datetime import datetime
from functools import cached_property

from sms_line.core.people import Field, Legislator
from sms_line.ports import Accepted, Envelope, Outcome, Postponed, Refused, Unsure
from sms_line.routes.address import AddressPattern
from sms_line.routes.check import Check
from sms_line.routes.detail import reply_detail
from sms_line.routes.message import message_bytes
from sms_line.routes.smtp import LOST, MailServer, NotReady, connected, farewell, why

ANSWER_SECONDS = 120.0
"""The wait for the answer to a letter's last byte: short of RFC 5321's 10 minutes, so that a
silent server doesn't hold a worker, and long, because giving up here leaves it unsure."""

_LOGIN_CODES = frozenset({530, 534, 535, 538})
"""Refusals at RCPT that are about this line's login, not about the office (RFC 4954, 6)."""
_LEADING_DOT = re.compile(rb"^\.", re.MULTILINE)


class MailRoute:
    """Hands letters to one mail server. Safe to share between threads: a connection a letter."""

    name = "mail"

    def __init__(
        self,
        server: MailServer,
        mail_from: str,
        addresses: AddressPattern,
        now: Callable[[], datetime],
        seconds: float = 30.0,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        """`seconds`: the longest wait for each of the server's answers but the last one."""
        self.server = server
        self._mail_from = mail_from
        self._addresses = addresses
        self._now = now
        self._seconds = seconds
        self._answer_seconds = answer_seconds

    @cached_property
    def _trust(self) -> ssl.SSLContext:
        """The system's trust, or SSL_CERT_FILE and SSL_CERT_DIR, which OpenSSL reads itself.

        It takes a twentieth of a second to read, which a server without TLS never needs.
        """
        return ssl.create_default_context()

    def needs(self, legislator: Legislator) -> tuple[Field, ...]:
        """Nothing: mail wants only a name, which every letter has."""
        return ()

    def address(self, legislator: Legislator) -> str:
        """The office's address, made by the pattern of SMS_LINE_MAIL_TO."""
        return self._addresses.of(legislator)

    def send(self, envelope: Envelope, point_of_no_return: Callable[[], None]) -> Outcome:
        """Try once; whatever `point_of_no_return` raises passes through, and nothing was sent."""
        message = message_bytes(envelope, self._mail_from, self._now())
        try:
            smtp = self._connected()
        except NotReady as problem:
            return Postponed(str(problem))
        try:
            outcome = _offered(smtp, self._mail_from, envelope)
            if outcome is None:
                point_of_no_return()
                outcome = self._handed_over(smtp, message, envelope)
            if not isinstance(outcome, Unsure):
                farewell(smtp)
            return outcome
        finally:
            # Without the final dot a server must not deliver (RFC 5321, 4.1.1.4).
            smtp.close()

    def evidence(self, envelope: Envelope) -> Outcome | None:
        """None: SMTP has no way to ask what became of a letter."""
        return None

    def erase(self, message_ids: tuple[str, ...]) -> None:
        """Nothing to forget: no copy stays on this machine."""

    def check(self) -> Check:
        """Connect, log in, and say NOOP."""
        try:
            smtp = self._connected()
        except NotReady as problem:
            return Check("failure", f"{problem}; check SMS_LINE_MAIL_URL.")
        try:
            code, text = smtp.noop()
            encrypted = isinstance(smtp.sock, ssl.SSLSocket)
            farewell(smtp)
        except LOST as error:
            return Check("failure", f"The mail server failed: {why(error)}; look at its log.")
        finally:
            smtp.close()
        if code // 100 != 2:
            answer = reply_detail(code, text)
            return Check("failure", f"The mail server is not ready: {answer}; look at its log.")
        if not encrypted and not self.server.loopback:
            return Check(
                "warning",
                "The mail server is ready, but letters go to it unencrypted; use smtps://.",
            )
        return Check("ok", "The mail server is ready.")

    def _connected(self) -> smtplib.SMTP:
        own_name = self._mail_from.rpartition("@")[2]
        return connected(self.server, own_name, self._trust, self._seconds)

    def _handed_over(self, smtp: smtplib.SMTP, message: bytes, envelope: Envelope) -> Outcome:
        """Send the letter itself and hear what the server says to it."""
        end = b".\r\n" if message.endswith(b"\r\n") else b"\r\n.\r\n"
        try:
            assert smtp.sock is not None
            smtp.sock.settimeout(self._answer_seconds)
            smtp.send(_LEADING_DOT.sub(b"..", message) + end)
            code, text = smtp.getreply()
        except LOST as error:
            return Unsure(f"No answer after the letter was sent: {why(error)}")
        detail = reply_detail(code, text, envelope)
        outcomes: dict[int, Callable[[str], Outcome]] = {2: Accepted, 4: Postponed, 5: Refused}
        return outcomes.get(code // 100, Unsure)(detail)


def _offered(smtp: smtplib.SMTP, mail_from: str, envelope: Envelope) -> Outcome | None:
    """MAIL, RCPT and DATA: what ends the try, None if the server waits for the letter."""
    try:
        code, text = smtp.mail(mail_from)
        if code // 100 != 2:
            # About this line's own address: the operator's matter, not the office's.
            detail = reply_detail(code, text, envelope)
            return Postponed(f"The mail server does not take SMS_LINE_MAIL_FROM: {detail}")
        code, text = smtp.rcpt(envelope.to)
        if code // 100 == 2:
            smtp.putcmd("DATA")
            code, text = smtp.getreply()
    except LOST as error:
        return Postponed(f"The mail server broke off before the letter: {why(error)}")
    if code == 354:
        return None
    detail = reply_detail(code, text, envelope)
    refused = code // 100 == 5 and code not in _LOGIN_CODES
    return Refused(detail) if refused else Postponed(detail)
