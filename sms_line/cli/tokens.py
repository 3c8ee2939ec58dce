"""`sms-line token`: what other programs come in with."""

from datetime import UTC, datetime

import click

from sms_line import settings
from sms_line.cli.answers import json_option, row_number, show_json
from sms_line.store import api_tokens
from sms_line.store.api_tokens import LONGEST_NAME, ApiToken, Scope
from sms_line.store.audit import COMMAND_LINE
from sms_line.store.database import Database
from sms_line.store.migrate import migrate


@click.group()
def token() -> None:
    """What other programs come in with (see /api/)."""


@token.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    required=True,
    type=click.Choice([scope.value for scope in Scope]),
    help="What it is good for; several times for several.",
)
@json_option
def add(name: str, scopes: tuple[str, ...], as_json: bool) -> None:
    """Make a token and print it, this once."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise click.BadParameter(f"a name has 1 to {LONGEST_NAME} characters", param_hint="NAME")
    database, wanted = _database(), {Scope(each) for each in scopes}
    with database.write() as tx:
        made, secret = api_tokens.make(tx, name, wanted, who=COMMAND_LINE, now=datetime.now(UTC))
    database.close()
    if as_json:
        show_json({**_described(made), "token": secret})
        return
    click.echo(f"Token {made.id} ({made.name}). It is shown this once, and stored nowhere:")
    click.echo(secret)


@token.command("list")
@json_option
def list_(as_json: bool) -> None:
    """All tokens, without their secrets."""
    database = _database()
    with database.read() as tx:
        found = api_tokens.listed(tx)
    database.close()
    if as_json:
        show_json([_described(each) for each in found])
        return
    if not found:
        click.echo("There is no token; run: sms-line token add NAME --scope SCOPE")
    for each in found:
        used = f"used {each.used_at:%Y-%m-%d %H:%M} UTC" if each.used_at else "never used"
        used = f"revoked {each.revoked_at:%Y-%m-%d}" if each.revoked_at else used
        click.echo(f"{each.id}  {each.name}  {' '.join(sorted(each.scopes))}  {used}")


@token.command()
@click.argument("token_id", metavar="ID", type=row_number)
def revoke(token_id: int) -> None:
    """From this moment it opens nothing."""
    database = _database()
    with database.write() as tx:
        done = api_tokens.revoke(tx, token_id, who=COMMAND_LINE, now=datetime.now(UTC))
    database.close()
    if not done:
        raise click.ClickException("There is no such token; see: sms-line token list")
    click.echo(f"Token {token_id} opens nothing any more.")


def _database() -> Database:
    database = Database(settings.read().database_url)
    migrate(database)
    return database


def _described(each: ApiToken) -> dict[str, object]:
    return {
        "id": each.id,
        "name": each.name,
        "scopes": sorted(each.scopes),
        "created_at": each.created_at.isoformat(),
        "created_by": each.created_by,
        "used_at": each.used_at.isoformat() if each.used_at else None,
        "revoked_at": each.revoked_at.isoformat() if each.revoked_at else None,
    }
