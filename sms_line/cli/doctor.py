"""`sms-line doctor`: is everything in order? One line each, with what to do where it is not."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import partial

import click

from sms_line import settings
from sms_line.cli import doctor_inside, doctor_outside
from sms_line.cli.answers import json_option, show_json
from sms_line.routes.check import Check
from sms_line.routes.ready import mail
from sms_line.settings import Settings, SettingsError
from sms_line.store.database import Database


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found."""

    name: str
    level: str
    """"ok", "warning" or "failure"."""
    sentence: str


@click.command()
@json_option
def doctor(as_json: bool) -> None:
    """Check settings, database, data, Twilio and mail; say how to mend what is wrong.

    Nothing is sent. Exits with 1 if anything is a failure.
    """
    findings = list(_findings())
    failed = any(each.level == "failure" for each in findings)
    if as_json:
        show_json({"healthy": not failed, "checks": [asdict(each) for each in findings]})
    else:
        for each in findings:
            click.echo(f"{each.level:<8} {each.name}: {each.sentence}")
    if failed:
        raise click.exceptions.Exit(1)


def _findings() -> Iterator[Finding]:
    """All checks, in the order in which things have to be mended."""
    try:
        chosen = settings.read()
    except (SettingsError, OSError) as error:
        sentence = (
            str(error)
            if isinstance(error, SettingsError)
            else f"The settings cannot be read ({type(error).__name__}); see .env and the data "
            "folder (SMS_LINE_DATA_DIR)."
        )
        yield Finding("settings", "failure", sentence)
        return
    yield _examined("settings", partial(doctor_inside.settings_read, chosen))
    yield _examined("secrets", partial(doctor_inside.secret_files, chosen))
    yield _examined("disk", partial(doctor_inside.disk_space, chosen))
    yield from _of_the_database(chosen)
    yield _examined("address", partial(doctor_outside.public_address, chosen))
    account = _examined("twilio", partial(doctor_outside.account, chosen))
    yield account
    if not chosen.practice and account.level == "ok":
        yield _examined("webhook", partial(doctor_outside.webhook, chosen))
    yield _examined("mail", partial(mail, chosen))


def _of_the_database(chosen: Settings) -> Iterator[Finding]:
    """Without a sound database there is nothing more to say of it."""
    with closing(Database(chosen.database_url)) as database:
        first = _examined("database", partial(doctor_inside.sound_database, database))
        yield first
        if first.level == "failure":
            return
        yield _examined("data", partial(doctor_inside.data, database))
        yield _examined("actions", partial(doctor_inside.open_actions, database))
        yield _examined("worker", partial(doctor_inside.work_done, database))
        yield _examined("organizers", partial(doctor_inside.organizers_there, chosen, database))


def _examined(name: str, check: Callable[[], Check]) -> Finding:
    try:
        found = check()
    except Exception as error:  # its message may quote what nobody else should read
        sentence = f"This check broke ({type(error).__name__}); please report it."
        return Finding(name, "failure", sentence)
    return Finding(name, found.level, found.sentence)
