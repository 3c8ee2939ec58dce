"""A connection to the operator's mail server, ready to take a letter: encrypted and logged in."""

import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass, field
from ipaddress import ip_address

from sms_line.routes.detail import reply_detail


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed over, as `SMS_LINE_MAIL_URL` says."""

    host: str
    port: int
    tls: bool
    """Encrypted from the first byte (`smtps://`); otherwise by STARTTLS where it is offered."""
    user: str = ""
    password: str = field(default="", repr=False)

    @property
    def loopback(self) -> bool:
        """Is it on this machine, where nobody listens on the way?"""
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return self.host.lower() == "localhost"


class NotReady(Exception):
    """The mail server cannot be used now; the message says why and holds nothing personal."""


LOST = (OSError, smtplib.SMTPException, UnicodeError)
"""All that a connection can raise; UnicodeError is a host name that no DNS could hold."""


def connected(
    server: MailServer, own_name: str, trust: ssl.SSLContext, seconds: float
) -> smtplib.SMTP:
    """Connect, encrypt, log in; `seconds` is the longest wait for each answer. Raises NotReady."""
    smtp = _opened(server, own_name, trust, seconds)
    try:
        _encrypted(smtp, server, trust)
        _logged_in(smtp, server)
    except BaseException:
        smtp.close()
        raise
    return smtp


def farewell(smtp: smtplib.SMTP) -> None:
    """Say goodbye; whether the other side answers no longer matters."""
    with suppress(*LOST):
        smtp.quit()


def why(error: Exception) -> str:
    """What went wrong on the way to a server, in a few words."""
    match error:
        case smtplib.SMTPResponseException():
            text = error.smtp_error
            return reply_detail(error.smtp_code, text if isinstance(text, bytes) else text.encode())
        case ssl.SSLCertVerificationError():
            return f"its certificate is not trusted: {error.verify_message}"
        case TimeoutError():
            return "it did not answer in time"
        case smtplib.SMTPServerDisconnected() if isinstance(error.__context__, TimeoutError):
            # smtplib says of a silent server, too, that it hung up.
            return "it did not answer in time"
        case socket.gaierror() | UnicodeError():
            return "its name is not known"
        case ConnectionRefusedError():
            return "it refused the connection"
        case smtplib.SMTPServerDisconnected():
            return "it hung up"
        case _:
            return type(error).__name__


def _opened(
    server: MailServer, own_name: str, trust: ssl.SSLContext, seconds: float
) -> smtplib.SMTP:
    try:
        if server.tls:
            return smtplib.SMTP_SSL(
                server.host, server.port, own_name, timeout=seconds, context=trust
            )
        return smtplib.SMTP(server.host, server.port, own_name, timeout=seconds)
    except LOST as error:
        raise NotReady(f"The mail server could not be reached: {why(error)}") from None


def _encrypted(smtp: smtplib.SMTP, server: MailServer, trust: ssl.SSLContext) -> None:
    try:
        smtp.ehlo_or_helo_if_needed()
        offered = smtp.has_extn("starttls")
        if not server.tls and offered:
            code, text = smtp.starttls(context=trust)
            if code != 220:
                raise smtplib.SMTPResponseException(code, text)
            smtp.ehlo()
    except LOST as error:
        raise NotReady(f"The mail server could not be spoken to: {why(error)}") from None
    if server.password and not (server.tls or offered or server.loopback):
        raise NotReady("The mail server offers no encryption, so the password was not sent")


def _logged_in(smtp: smtplib.SMTP, server: MailServer) -> None:
    if not server.user:
        return
    try:
        smtp.login(server.user, server.password)
    except smtplib.SMTPNotSupportedError:
        raise NotReady("The mail server takes no login in a way that the line knows") from None
    except smtplib.SMTPAuthenticationError as error:
        raise NotReady(f"The mail server did not accept the login: {why(error)}") from None
    except LOST as error:
        raise NotReady(f"The mail server failed at the login: {why(error)}") from None
