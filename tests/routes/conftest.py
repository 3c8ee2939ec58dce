"""A letter on its way, the settings it travels by, and a certificate that only tests trust."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import trustme

from sms_line.core.letter import Letter
from sms_line.ports import Envelope
from sms_line.routes.check import CheckedRoute
from sms_line.routes.choose import open_route
from sms_line.settings import Settings

ENVELOPE = Envelope(
    message_id="4f1c2a@line.example",
    to="L000570@letters.example",
    letter=Letter(
        bioguide="L000570",
        office="Senator Ben Ray Luján",
        subject="Casa y salud: ¡bring our neighbors home!",
        body="Dear Senator Luján,\n\nI’m from Santa Fe.\n\n.\n..dots\nFrom here\n\nAna Díaz",
        sender_name="Ana Díaz",
        sender_email="ana@example.org",
    ),
)


@dataclass
class Line:
    """Stands for the delivery's row: has the point of no return been passed?"""

    passed: list[bool] = field(default_factory=list)

    def point_of_no_return(self) -> None:
        self.passed.append(True)


@pytest.fixture
def envelope() -> Envelope:
    return ENVELOPE


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.fixture
def route_to(tmp_path: Path) -> Callable[..., CheckedRoute]:
    """The route of a mail address, as the settings would open it."""

    def opened(mail_url: str, **given: str) -> CheckedRoute:
        options = {"mail_from": "letters@line.example", "mail_to": "{bioguide}@letters.example"}
        return open_route(Settings(data_dir=tmp_path, mail_url=mail_url, **(options | given)))

    return opened


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def certified(authority: trustme.CA) -> ssl.SSLContext:
    """A server's certificate for this machine."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost", "127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def _trusted(authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The system trusts the tests' authority, by the variable that OpenSSL reads."""
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
