"""`sms-line block`: numbers whose texts nobody answers and whose calls are refused."""

from datetime import UTC, datetime

import click
import phonenumbers

from sms_line import settings
from sms_line.cli.answers import json_option, show_json
from sms_line.store import blocked
from sms_line.store.audit import COMMAND_LINE
from sms_line.store.database import Database
from sms_line.store.migrate import migrate


def in_e164(context: click.Context, parameter: click.Parameter, typed: str) -> str:
    """A telephone number as people write it. Raises BadParameter, which does not repeat it."""
    try:
        number = phonenumbers.parse(typed, "US")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise click.BadParameter("a number looks like +12025550100 or 202-555-0100")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@click.group()
def block() -> None:
    """Numbers whose texts nobody answers and whose calls are refused."""


@block.command()
@click.argument("number", callback=in_e164)
@click.option("--reason", default="", help="Why, for other organizers to read.")
def add(number: str, reason: str) -> None:
    """Block NUMBER."""
    if len(reason) > blocked.LONGEST_REASON:
        raise click.BadParameter(
            f"at most {blocked.LONGEST_REASON} characters", param_hint="--reason"
        )
    database, now = _database(), datetime.now(UTC)
    with database.write() as tx:
        new = blocked.add(
            database, tx, phone=number, reason=reason.strip(), who=COMMAND_LINE, now=now
        )
    database.close()
    click.echo(f"{number} is blocked." if new else f"{number} was blocked before.")


@block.command()
@click.argument("number", callback=in_e164)
def remove(number: str) -> None:
    """Take the block of NUMBER away."""
    database = _database()
    with database.write() as tx:
        gone = blocked.remove(tx, phone=number, who=COMMAND_LINE, now=datetime.now(UTC))
    database.close()
    if not gone:
        raise click.ClickException("This number is not blocked; see: sms-line block list")
    click.echo(f"{number} is no longer blocked.")


@block.command("list")
@json_option
def list_(as_json: bool) -> None:
    """All blocked numbers, the newest first."""
    database = _database()
    with database.read() as tx:
        found = blocked.everything(tx)
    database.close()
    if as_json:
        show_json([_described(each) for each in found])
        return
    if not found:
        click.echo("No number is blocked.")
    for each in found:
        line = f"{each.phone}  since {each.since:%Y-%m-%d %H:%M} UTC  by {each.who}  {each.reason}"
        click.echo(line.rstrip())


def _described(block: blocked.Block) -> dict[str, object]:
    return {
        "phone": block.phone,
        "since": block.since.isoformat(),
        "reason": block.reason,
        "who": block.who,
    }


def _database() -> Database:
    database = Database(settings.read().database_url)
    migrate(database)
    return database
