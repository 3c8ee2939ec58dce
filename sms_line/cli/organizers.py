"""`sms-line organizer`: who may sign in to the organizers' pages."""

from datetime import UTC, datetime

import click

from sms_line import settings
from sms_line.cli.answers import json_option, show_json
from sms_line.store import factors, organizers, sign_in
from sms_line.store.audit import COMMAND_LINE
from sms_line.store.database import Database
from sms_line.store.migrate import migrate
from sms_line.store.organizers import Listed, OnlyOwner, Role


@click.group()
def organizer() -> None:
    """Who may sign in to the organizers' pages."""


@organizer.command()
@click.argument("email")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    help="An owner and an organizer may do everything, a viewer may look. "
    "The first is an owner, others are organizers.",
)
@json_option
def add(email: str, role: str | None, as_json: bool) -> None:
    """Make an organizer, or one who is there a new link to sign in with."""
    if not organizers.is_address(email):
        raise click.BadParameter("an e-mail address looks like ana@example.org", param_hint="EMAIL")
    chosen, now = settings.read(), datetime.now(UTC)
    database = _database(chosen)
    try:
        with database.write() as tx:
            made, new = organizers.add(tx, email, Role(role) if role else None, now)
            token = sign_in.make_link(database, tx, made, COMMAND_LINE, now)
    except OnlyOwner:
        raise _only_owner(email) from None
    finally:
        database.close()
    link = f"{chosen.public_url}/sign-in/{token}"
    if as_json:
        until = now + sign_in.LINK_LASTS
        show_json(
            {"email": made.email, "role": made.role, "link": link, "expires_at": until.isoformat()}
        )
        return
    article = "a" if made.role is Role.VIEWER else "an"
    click.echo(f"{made.email} is {'now' if new else 'already'} {article} {made.role}.")
    click.echo(f"To sign in, once, within 24 hours:\n{link}")


@organizer.command("list")
@json_option
def list_(as_json: bool) -> None:
    """Everybody who may sign in."""
    database = _database(settings.read())
    with database.read() as tx:
        listed = organizers.everybody(tx)
    database.close()
    if as_json:
        show_json([_described(each) for each in listed])
        return
    if not listed:
        click.echo("There is no organizer; run: sms-line organizer add EMAIL")
    for each in listed:
        seen = f"seen {each.seen_at:%Y-%m-%d %H:%M} UTC" if each.seen_at else "not signed in"
        click.echo(f"{each.organizer.email}  {each.organizer.role}  {seen}")


@organizer.command()
@click.argument("email")
def remove(email: str) -> None:
    """Take an organizer's place away; what they have open ends at once."""
    database = _database(settings.read())
    try:
        with database.write() as tx:
            found = organizers.find(tx, email)
            if found is None:
                raise click.ClickException(
                    "There is no organizer with this address; see: sms-line organizer list"
                )
            organizers.remove(tx, found, datetime.now(UTC), last_may_go=True)
    except OnlyOwner:
        raise _only_owner(email) from None
    finally:
        database.close()
    click.echo(f"{found.email} can no longer sign in.")


@organizer.command()
@click.argument("email")
def reset(email: str) -> None:
    """For who has lost password and second factor: take both away, and print a one-time link."""
    chosen, now = settings.read(), datetime.now(UTC)
    database = _database(chosen)
    try:
        with database.write() as tx:
            found = organizers.find(tx, email)
            if found is None:
                raise click.ClickException(
                    "There is no organizer with this address; see: sms-line organizer list"
                )
            factors.reset(tx, found, COMMAND_LINE, now)
            token = sign_in.make_link(database, tx, found, COMMAND_LINE, now)
    finally:
        database.close()
    click.echo(f"{found.email} has no password and no second factor any more.")
    click.echo(f"To sign in, once, within 24 hours:\n{chosen.public_url}/sign-in/{token}")


def _database(chosen: settings.Settings) -> Database:
    database = Database(chosen.database_url)
    migrate(database)
    return database


def _only_owner(email: str) -> click.ClickException:
    return click.ClickException(
        f"{email} is the only owner; make another one first: "
        "sms-line organizer add EMAIL --role owner"
    )


def _described(listed: Listed) -> dict[str, object]:
    return {
        "email": listed.organizer.email,
        "role": listed.organizer.role,
        "created_at": listed.created_at.isoformat(),
        "seen_at": listed.seen_at.isoformat() if listed.seen_at else None,
    }
