"""`sms-line broadcast`: one text to many, previewed, sent or scheduled, watched and steered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Literal

import click

from sms_line import settings
from sms_line.app import Application, build, prepare
from sms_line.broadcasting import steering
from sms_line.broadcasting.composing import Filled, PlanMistake, compose
from sms_line.broadcasting.starting import start
from sms_line.broadcasting.steering import NotPossible
from sms_line.broadcasting.timing import TimeMistake
from sms_line.cli.answers import json_option, show_json
from sms_line.cli.broadcast_answers import in_words, preview_in_words
from sms_line.core.broadcasts.audience_mistakes import AudienceMistake
from sms_line.core.broadcasts.broadcast import Broadcast, Plan
from sms_line.core.broadcasts.words import WordsMistake
from sms_line.store import broadcasts
from sms_line.store.audit import COMMAND_LINE


@click.group()
def broadcast() -> None:
    """One text to many."""


def in_hours(context: click.Context, parameter: click.Parameter, said: str) -> tuple[int, int]:
    """ "9-20" as two hours. Raises BadParameter."""
    first, _, last = said.partition("-")
    if not (first.isdecimal() and last.isdecimal()):
        raise click.BadParameter("hours look like 9-20")
    return int(first), int(last)


@broadcast.command()
@click.option("--body", required=True, help="The words, in English.")
@click.option("--body-es", default="", help="The words, in Spanish.")
@click.option("--variant", "variants", multiple=True, help="Other English words, to compare.")
@click.option("--audience", default="", help="Who, such as: state:TX not wrote:SLUG. All if empty.")
@click.option("--at", default="", metavar="TIME", help="2026-11-24 10:00, or: 10:00 local.")
@click.option("--rate", type=float, help="Texts a second, slower than SMS_LINE_RATE.")
@click.option("--hours", default="9-20", callback=in_hours, show_default=True, help="Their own.")
@click.option("--night", type=click.Choice(["wait", "skip"]), default="wait", show_default=True)
@click.option("--links", type=click.Choice(["", "broadcast", "person"]), default="", help="Count.")
@click.option("--action", default="", metavar="SLUG", help="The action that it is about.")
@click.option("--name", default="", help="For the organizers' list.")
@click.option("--yes", is_flag=True, help="Don't ask; needed with --json.")
@json_option
def send(
    body: str,
    body_es: str,
    variants: tuple[str, ...],
    audience: str,
    at: str,
    rate: float | None,
    hours: tuple[int, int],
    night: Literal["wait", "skip"],
    links: Literal["", "broadcast", "person"],
    action: str,
    name: str,
    yes: bool,
    as_json: bool,
) -> None:
    """Write down who is meant, and start; or schedule it. Prints the broadcast's number."""
    if as_json and not yes:
        raise click.UsageError("with --json nobody can be asked: add --yes")
    words = {"en": body} | ({"es": body_es} if body_es else {})
    filled = Filled(
        words=(words, *({**words, "en": other} for other in variants)),
        audience=audience,
        at=at,
        name=name,
        action=action,
        hours=hours,
        night=night,
        rate=rate,
        links=links,
    )
    with _line() as line:
        planned = _composed(line, filled)
        if not as_json:
            click.echo(preview_in_words(line, planned))
        if not yes:
            click.confirm("Send it?", abort=True)
        _show(line, _begun(line, planned), as_json)


@broadcast.command()
@click.argument("broadcast_id", metavar="ID", type=int)
@json_option
def status(broadcast_id: int, as_json: bool) -> None:
    """What has become of it so far."""
    with _line() as line:
        _show(line, broadcast_id, as_json)


@broadcast.command("list")
@json_option
def list_(as_json: bool) -> None:
    """The last fifty, the newest first."""
    with _line() as line, line.line.parts.database.read() as tx:
        found = broadcasts.listed(tx)
    if as_json:
        show_json([_described(each) for each in found])
        return
    if not found:
        click.echo("There is no broadcast yet; see: sms-line broadcast send --help")
    for each in found:
        click.echo(f"{each.id}  {each.stage.value}  {each.recipients} recipients  {each.plan.name}")


def _steers(name: str, does: Callable[..., None], sentence: str) -> None:
    @broadcast.command(name, help=sentence)
    @click.argument("broadcast_id", metavar="ID", type=int)
    def command(broadcast_id: int) -> None:
        with _line() as line:
            try:
                does(line.line.parts, broadcast_id, COMMAND_LINE)
            except NotPossible as error:
                raise click.ClickException(str(error)) from error
            _show(line, broadcast_id, as_json=False)


_steers("approve", steering.approve, "Approve what somebody else has planned.")
_steers("pause", steering.pause, "Stop sending until somebody resumes it.")
_steers("resume", steering.resume, "Go on where it was paused.")
_steers("cancel", steering.cancel, "End it: nobody else is texted.")


@contextmanager
def _line() -> Iterator[Application]:
    application = build(settings.read())
    prepare(application)
    try:
        yield application
    finally:
        application.close()


def _composed(line: Application, filled: Filled) -> Plan:
    try:
        return compose(line.line.parts, filled)
    except (AudienceMistake, WordsMistake, TimeMistake, PlanMistake) as wrong:
        raise click.ClickException(str(wrong)) from wrong


def _begun(line: Application, planned: Plan) -> int:
    """Plan it; if its time has come, its audience is written down before this command ends."""
    parts = line.line.parts
    planned_id = steering.plan(parts, planned, COMMAND_LINE)
    if planned.at <= parts.clock.now():
        start(parts, planned_id)
    return planned_id


def _show(line: Application, broadcast_id: int, as_json: bool) -> None:
    with line.line.parts.database.read() as tx:
        found = broadcasts.get(tx, broadcast_id)
        if found is None:
            raise click.ClickException(
                f"There is no broadcast {broadcast_id}; see: sms-line broadcast list"
            )
        figures = broadcasts.figures(tx, broadcast_id)
    if as_json:
        show_json(_described(found) | asdict(figures))
    else:
        click.echo(in_words(found, figures))


def _described(found: Broadcast) -> dict[str, object]:
    return {
        "id": found.id,
        "name": found.plan.name,
        "state": found.stage.value,
        "why": found.why,
        "at": found.plan.at.isoformat(),
        "audience": found.plan.audience,
        "recipients": found.recipients,
        "left_out": dict(found.left_out),
    }
