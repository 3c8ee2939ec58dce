"""The environment, read once into one frozen value; no secret has a default."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values

PRACTICE_NUMBER = "55555"
"""A short code, so that STOP, START and HELP are the line's own to answer while practising."""

_TWILIO_NAMES = {
    "twilio_account_sid": "TWILIO_ACCOUNT_SID",
    "twilio_auth_token": "TWILIO_AUTH_TOKEN",
}


class SettingsError(Exception):
    """A setting is unknown or makes no sense; the message says which, and the mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All that the operator can choose; see the contract's table of settings."""

    database_url: str = ""
    data_dir: Path = Path("var")
    public_url: str = "http://127.0.0.1:8000"
    secret_key: str = ""
    organization: str = ""
    number: str = PRACTICE_NUMBER
    messaging_service_sid: str = ""
    twilio_account_sid: str = ""
    twilio_auth_token: str = ""
    twilio_api_url: str = ""
    twilio_answers_keywords: str = "auto"
    """Does Twilio itself answer HELP and START? "auto": on 10-digit numbers, not on short codes."""
    mail_url: str = "outbox:"
    mail_to: str = "{bioguide}@offices.invalid"
    mail_from: str = ""
    geocoder_url: str = (
        "https://geocoding.geo.census.gov/geocoder/geographies/onelineaddress"
    )
    rate: float = 1.0

    @property
    def practice(self) -> bool:
        """No Twilio account: the line talks to the practice phone and sends nothing out."""
        return not self.twilio_auth_token

    @property
    def public_host(self) -> str:
        """The host name in the public address."""
        return urlsplit(self.public_url).hostname or "localhost"


def read(environment: Mapping[str, str] | None = None, env_file: Path = Path(".env")) -> Settings:
    """Settings from the environment, then from `.env`. Raises SettingsError."""
    given = {k: v for k, v in dotenv_values(env_file).items() if v is not None}
    given |= os.environ if environment is None else environment
    _refuse_unknown(given)
    chosen: dict[str, object] = {}
    for field in fields(Settings):
        name = _TWILIO_NAMES.get(field.name, f"SMS_LINE_{field.name.upper()}")
        if name in given and (given[name] != "" or field.name == "geocoder_url"):
            chosen[field.name] = _converted(name, field.name, given[name])
    settings = Settings(**chosen)  # type: ignore[arg-type]  # each was converted by its name
    return _completed(settings)


def _converted(name: str, field: str, value: str) -> object:
    if field == "data_dir":
        return Path(value)
    if field == "rate":
        try:
            rate = float(value)
        except ValueError:
            rate = 0
        if not 0 < rate < 10_000:
            raise SettingsError(f"{name} must be a number of texts a second, such as 1 or 100.")
        return rate
    if field == "public_url":
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc:
            raise SettingsError(f"{name} must be a web address, such as https://line.example.org")
        return value.rstrip("/")
    if field == "twilio_answers_keywords" and value not in {"auto", "yes", "no"}:
        raise SettingsError(f"{name} must be auto, yes or no.")
    return value


def _refuse_unknown(given: Mapping[str, str]) -> None:
    known = {f"SMS_LINE_{field.name.upper()}" for field in fields(Settings)}
    for name in sorted(given):
        ours = name.startswith("SMS_LINE_") and not name.startswith("SMS_LINE_CWC_")
        if ours and name not in known:
            raise SettingsError(
                f"There is no setting {name}; the README lists them all. Remove or rename it."
            )


def _completed(settings: Settings) -> Settings:
    if bool(settings.twilio_account_sid) != bool(settings.twilio_auth_token):
        raise SettingsError("TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN go together; one is missing.")
    data_dir = settings.data_dir.expanduser().resolve()
    return replace(
        settings,
        data_dir=data_dir,
        database_url=settings.database_url or f"sqlite:///{data_dir / 'sms-line.db'}",
        mail_from=settings.mail_from or f"letters@{settings.public_host}",
        secret_key=settings.secret_key or _kept_secret(data_dir),
    )


def _kept_secret(data_dir: Path) -> str:
    """The secret made at the first start, readable by its owner alone."""
    path = data_dir / "secret-key"
    if not path.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        try:
            with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(32))
        except FileExistsError:
            pass  # another process of this line was faster
    return path.read_text().strip()
