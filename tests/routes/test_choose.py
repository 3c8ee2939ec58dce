"""From SMS_LINE_MAIL_URL to a route, or one sentence that never shows a password."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sms_line.routes import choose
from sms_line.routes.check import CheckedRoute
from sms_line.routes.mail import MailRoute
from sms_line.routes.outbox import OutboxRoute
from sms_line.routes.smtp import MailServer
from sms_line.settings import Settings, SettingsError

RouteTo = Callable[..., CheckedRoute]


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", MailServer("mail.example", 25, tls=False)),
        ("smtp://mail.example:2525/", MailServer("mail.example", 2525, tls=False)),
        ("smtp://ana:pw@mail.example", MailServer("mail.example", 587, False, "ana", "pw")),
        ("smtps://ana:pw@mail.example", MailServer("mail.example", 465, True, "ana", "pw")),
        (
            "smtps://ana%40example.org:p%40ss%2Fw%3A@mail.example:1465",
            MailServer("mail.example", 1465, True, "ana@example.org", "p@ss/w:"),
        ),
        ("smtp://[::1]:25", MailServer("::1", 25, tls=False)),
    ],
)
def test_mail(route_to: RouteTo, url: str, server: MailServer) -> None:
    route = route_to(url)
    assert isinstance(route, MailRoute)
    assert route.server == server


def test_outbox(route_to: RouteTo) -> None:
    assert isinstance(route_to("outbox:"), OutboxRoute)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://:25",
        "smtp://mail.example:port",
        "smtp://mail.example:0",
        "smtp://mail.example:70000",
        "smtp://mail.example/path",
        "smtp://mail.example?x=secret",
        "smtp://ana:sec#ret@mail.example",
        "smtp://ana:sec/ret@mail.example",
        "smtp://ana@mail.example",
        "smtp://:secret@mail.example",
        "smtp://[::1",
        "outbox:/tmp",
    ],
)
def test_a_mail_url_that_makes_no_sense(route_to: RouteTo, url: str) -> None:
    with pytest.raises(SettingsError, match=r"^SMS_LINE_MAIL_URL ") as error:
        route_to(url)
    assert "secret" not in str(error.value)
    assert "ret" not in str(error.value)
    assert error.value.__cause__ is None


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("mail_to", "{name}@offices.invalid"),
        ("mail_to", "{bioguide}"),
        ("mail_to", "{bioguide@offices.invalid"),
        ("mail_to", f"{{bioguide}}@{'office.' * 36}example"),
        ("mail_to", "{bioguide}@offices.invalid\nBcc: x@example.org"),
        ("mail_from", "letters"),
        ("mail_from", "letters@línea.example"),
        ("mail_from", "Line <letters@line.example>"),
    ],
)
def test_addresses_that_are_none(route_to: RouteTo, setting: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^SMS_LINE_{setting.upper()} must be"):
        route_to("smtp://mail.example", **{setting: value})


def test_one_address_for_all_offices_is_allowed(route_to: RouteTo) -> None:
    assert route_to("outbox:", mail_to="review@letters.example")


def test_practising_needs_no_setting(tmp_path: Path) -> None:
    route = choose.open_route(Settings(data_dir=tmp_path, mail_from="letters@127.0.0.1"))
    assert route.name == "outbox"
