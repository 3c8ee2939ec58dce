"""From the settings to the route that letters take."""

from datetime import UTC, datetime
from urllib.parse import unquote, urlsplit

from sms_line.routes.address import AddressPattern
from sms_line.routes.check import CheckedRoute
from sms_line.routes.mail import MailRoute
from sms_line.routes.message import deliverable
from sms_line.routes.outbox import OutboxRoute
from sms_line.routes.smtp import MailServer
from sms_line.settings import Settings, SettingsError

_PORTS = {("smtp", False): 25, ("smtp", True): 587, ("smtps", False): 465, ("smtps", True): 465}
"""By scheme and whether there is a login: relay, submission (RFC 6409), submissions (RFC 8314)."""
LONGEST_ADDRESS = 254
_FORMS = "outbox:, smtp://user:password@host:port or smtps://user:password@host:port"


def open_route(settings: Settings) -> CheckedRoute:
    """The way that letters to offices take. Connects nowhere. Raises SettingsError."""
    return open_mail(settings)


def open_mail(settings: Settings) -> CheckedRoute:
    """The mail that SMS_LINE_MAIL_URL names. Connects nowhere. Raises SettingsError."""
    addresses = _addresses(settings.mail_to)
    if settings.mail_url == "outbox:":
        return OutboxRoute(settings.data_dir / "outbox", settings.mail_from, addresses, _now)
    server = _server(settings.mail_url)
    if deliverable(settings.mail_from) != settings.mail_from:
        raise SettingsError(
            "SMS_LINE_MAIL_FROM must be a mail address, such as letters@line.example.org"
        )
    return MailRoute(server, settings.mail_from, addresses, _now)


def _now() -> datetime:
    return datetime.now(UTC)


def _addresses(pattern: str) -> AddressPattern:
    example = pattern.replace("{bioguide}", "A000001")
    unfit = "{" in example or "}" in example or len(example) > LONGEST_ADDRESS
    if unfit or deliverable(example) != example:
        raise SettingsError(
            "SMS_LINE_MAIL_TO must be a mail address in which {bioguide} may stand, such as "
            "{bioguide}@letters.example"
        )
    return AddressPattern(pattern)


def _server(url: str) -> MailServer:
    # The sentence never repeats the value: it may hold a password.
    wrong = SettingsError(
        f"SMS_LINE_MAIL_URL must be {_FORMS}; in a user or password write %40 for @, %2F for /, "
        "%3A for : and %23 for #."
    )
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise wrong from None
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    known = parts.scheme in {"smtp", "smtps"} and parts.hostname
    if not known or port == 0 or parts.path.strip("/") or parts.query or parts.fragment:
        raise wrong
    if bool(user) != bool(password):
        raise SettingsError("SMS_LINE_MAIL_URL has a user or a password alone; give both or none.")
    return MailServer(
        host=parts.hostname or "",
        port=port or _PORTS[parts.scheme, bool(user)],
        tls=parts.scheme == "smtps",
        user=user,
        password=password,
    )
