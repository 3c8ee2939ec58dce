"""The environment, read once into one frozen value; no secret has a default."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values

from sms_line import secret_file

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

    database_url: str = field(default="", repr=False)
    queue_url: str = field(default="", repr=False)
    """Where workers hear what is due: a PostgreSQL or a Redis; "" for beside the database."""
    data_dir: Path = Path("var")
    public_url: str = "http://127.0.0.1:8000"
    secret_key: str = field(default="", repr=False)
    """"" with PostgreSQL where none is set: the machines share one, see store/shared_secret.py."""
    organization: str = ""
    number: str = PRACTICE_NUMBER
    messaging_service_sid: str = ""
    voice_number: str = ""
    """What people ring and what rings them; SMS_LINE_NUMBER where that is a 10-digit number."""
    twilio_account_sid: str = ""
    twilio_auth_token: str = field(default="", repr=False)
    twilio_api_url: str = ""
    twilio_answers_keywords: str = "auto"
    """Does Twilio itself answer HELP and START? "auto": on 10-digit numbers, not on short codes."""
    transcribe: str = "off"
    """Callers may speak a message: "yes": Twilio transcribes it, and it becomes their letter; "no":
    a person listens to it; "off": nobody is asked for one."""
    mail_url: str = field(default="outbox:", repr=False)
    mail_to: str = "{bioguide}@offices.invalid"
    mail_from: str = ""
    geocoder_url: str = "https://geocoding.geo.census.gov/geocoder/geographies/onelineaddress"
    metrics_token: str = field(default="", repr=False)
    """Who shows it is told /metrics; "" for nobody."""
    rate: float = 1.0
    price_per_segment: float = 0.0083
    """US dollars, for the price that is shown before a broadcast leaves: what Twilio lists for one
    outbound US segment. Carriers' fees (0.003 to 0.005 more a segment) vary and are not in it."""
    price_per_minute: float = 0.014
    """US dollars, for the price that the live page shows of calls: what Twilio lists for an
    outbound US minute. A caller's own minute costs less, 0.0085."""
    approval_above: int | None = None
    """Recipients above which a second organizer has to approve a broadcast."""
    call_minutes_per_day: int = 2000
    """Paid minutes, of calls and of the legs in them: about 30 dollars at Twilio's prices."""

    @property
    def practice(self) -> bool:
        """No Twilio account: the line talks to the practice phone and sends nothing out."""
        return not self.twilio_auth_token

    @property
    def messages(self) -> Literal["", "person", "transcribed"]:
        """What becomes of messages that callers speak; one that is practised has only words."""
        if self.transcribe == "yes":
            return "transcribed"
        return "" if self.practice or self.transcribe == "off" else "person"

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
    for each in fields(Settings):
        name = _name(each.name)
        if name in given and (given[name] != "" or each.name == "geocoder_url"):
            chosen[each.name] = _converted(name, each.name, given[name])
    settings = Settings(**chosen)  # type: ignore[arg-type]  # each was converted by its name
    return _completed(settings)


def _name(field_name: str) -> str:
    """What a setting is called in the environment."""
    return _TWILIO_NAMES.get(field_name, f"SMS_LINE_{field_name.upper()}")


def _converted(name: str, field_name: str, value: str) -> object:
    match field_name:
        case "data_dir":
            return Path(value)
        case "rate":
            return _rate(name, value)
        case "price_per_segment":
            return _price(name, value, "one segment, such as 0.0083")
        case "price_per_minute":
            return _price(name, value, "one minute of a call, such as 0.014")
        case "call_minutes_per_day":
            return _minutes(name, value)
        case "approval_above":
            return _recipients(name, value)
        case "public_url":
            return _web_address(name, value)
        case "twilio_api_url" | "geocoder_url" if value:
            return _web_address(name, value, query=True)
        case "database_url" if not _names_a_database(value):
            # The sentence never repeats the value: it may hold a password.
            raise SettingsError(
                f"{name} must be sqlite:///PATH or postgresql://USER:PASSWORD@HOST/DATABASE."
            )
        case "queue_url" if not _names_a_queue(value):
            raise SettingsError(
                f"{name} must be redis://HOST:PORT/0, rediss://… (over TLS) or "
                "postgresql://USER:PASSWORD@HOST/DATABASE; empty for beside the database."
            )
        case "number" if not re.fullmatch(r"\+[1-9][0-9]{6,14}|[0-9]{3,8}", value):
            raise SettingsError(f"{name} must be a short code or a number such as +12025550100.")
        case "twilio_answers_keywords" if value not in {"auto", "yes", "no"}:
            raise SettingsError(f"{name} must be auto, yes or no.")
        case "transcribe" if value not in {"off", "yes", "no"}:
            raise SettingsError(f"{name} must be off, yes or no.")
        case _:
            return value


def _names_a_database(url: str) -> bool:
    return _port_is_sound(url) and bool(re.match(r"sqlite:///.|postgres(ql)?://.", url))


def _names_a_queue(url: str) -> bool:
    database = urlsplit(url).path.strip("/") if _port_is_sound(url) else "none"
    if url.startswith("redis"):  # which counts its databases
        return bool(re.match(r"rediss?://.", url)) and (not database or database.isdecimal())
    return _port_is_sound(url) and bool(re.match(r"postgres(ql)?://.", url))


def _port_is_sound(url: str) -> bool:
    try:
        return urlsplit(url).port != 0
    except ValueError:  # a port that is no number
        return False


def _rate(name: str, value: str) -> float:
    try:
        rate = float(value)
    except ValueError:
        rate = 0
    if not 0 < rate < 10_000:
        raise SettingsError(f"{name} must be a number of texts a second, such as 1 or 100.")
    return rate


def _price(name: str, value: str, of_what: str) -> float:
    if not re.fullmatch(r"[0-9]?\.?[0-9]{1,6}", value):
        raise SettingsError(f"{name} must be dollars for {of_what}.")
    return float(value)


def _minutes(name: str, value: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,6}", value):
        raise SettingsError(f"{name} must be a whole number of minutes, such as 2000.")
    return int(value)


def _recipients(name: str, value: str) -> int:
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise SettingsError(f"{name} must be a whole number of recipients, such as 1000.")
    return int(value)


def _web_address(name: str, value: str, *, query: bool = False) -> str:
    wrong = SettingsError(f"{name} must be a web address, such as https://line.example.org")
    try:
        parts = urlsplit(value)
        sound = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # brackets or a port that make no sense
        raise wrong from None
    if not sound or re.search(r"\s", value) or (not query and (parts.query or parts.fragment)):
        raise wrong
    return value.rstrip("/")


def _refuse_unknown(given: Mapping[str, str]) -> None:
    known = {_name(each.name) for each in fields(Settings)}
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
    database_url = settings.database_url or f"sqlite:///{data_dir / 'sms-line.db'}"
    one_machine = database_url.startswith("sqlite")
    return replace(
        settings,
        data_dir=data_dir,
        database_url=database_url,
        mail_from=settings.mail_from or f"letters@{settings.public_host}",
        voice_number=settings.voice_number
        or (settings.number if settings.number.startswith("+") else ""),
        secret_key=settings.secret_key or (_kept_secret(data_dir) if one_machine else ""),
    )


def _kept_secret(data_dir: Path) -> str:
    """The secret made at the first start. Raises SettingsError."""
    try:
        if secret_file.read(data_dir) is None:
            secret_file.make(data_dir)
        secret = secret_file.read(data_dir)
    except (OSError, UnicodeError) as error:
        raise SettingsError(
            f"The secret key cannot be kept in SMS_LINE_DATA_DIR ({type(error).__name__}); make "
            "that folder writable, or set SMS_LINE_SECRET_KEY."
        ) from error
    if not secret:
        path = data_dir / secret_file.NAME
        raise SettingsError(f"{path} is empty; delete it, and the next start makes a new one.")
    return secret
