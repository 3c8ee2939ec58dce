"""`sms-line broadcast`: one text to many, previewed, sent or scheduled, watched and steered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from sms_line import settings
from sms_line.app import Application, build, prepare
from sms_line.broadcasting import approval, steering
from sms_line.broadcasting.mornings import asleep
from sms_line.broadcasting.preview import Preview, preview
from sms_line.broadcasting.starting import start
from sms_line.broadcasting.steering import NotPossible
from sms_line.broadcasting.trying import send_test
from sms_line.cli.answers import json_option, row_number, show_json
from sms_line.cli.block import in_e164
from sms_line.cli.broadcast_answers import (
    Reasons,
    described,
    in_words,
    preview_json,
    shown_json,
)
from sms_line.cli.broadcast_options import as_option, plan_options, planned, who
from sms_line.cli.broadcast_preview import preview_in_words
from sms_line.cli.broadcast_rules import rules
from sms_line.core.broadcasts.audience_mistakes import AudienceMistake
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.core.broadcasts.words import WordsMistake
from sms_line.core.counted import counted
from sms_line.store import broadcast_results, broadcasts, variant_results
from sms_line.store.audit import COMMAND_LINE
from sms_line.store.broadcast_figures import figures_of


@click.group()
def broadcast() -> None:
    """One text to many."""


broadcast.add_command(rules)


def _number(context: click.Context, parameter: click.Parameter, typed: str) -> str:
    return in_e164(context, parameter, typed) if typed else ""


@broadcast.command()
@plan_options
@as_option
@click.option(
    "--test",
    "to",
    default="",
    metavar="NUMBER",
    callback=_number,
    help="Text the finished words to this number, which gets alerts or texted the line lately.",
)
@click.option("--yes", is_flag=True, help="Don't ask; needed with --json.")
@json_option
def send(email: str, to: str, yes: bool, as_json: bool, **chosen: Any) -> None:
    """Show what it will be, write down who is meant, and start; or schedule it.

    Prints the broadcast's number.
    """
    if as_json and not yes and not to:
        raise click.UsageError("with --json nobody can be asked: add --yes")
    with _line() as line:
        plan, by = planned(line, chosen), who(line, email)
        if to:
            _try(line, plan, to, by, as_json)
            return
        if not as_json or _may_want_approval(line):
            seen = _seen(line, plan)
            _name_who_plans(line, plan, seen, by)
        if not as_json:
            click.echo(preview_in_words(plan, seen, line.settings.price_per_segment))
        if not yes:
            click.confirm("Send it?", abort=True)
        _show(line, _begun(line, plan, by), as_json)


@broadcast.command("preview")
@plan_options
@json_option
def preview_(as_json: bool, **chosen: Any) -> None:
    """What it would be: its texts, its price, how long it takes, who gets none. Starts nothing."""
    with _line() as line:
        plan = planned(line, chosen)
        seen, price = _seen(line, plan), line.settings.price_per_segment
    if as_json:
        show_json(preview_json(plan, seen, price))
    else:
        click.echo(preview_in_words(plan, seen, price))


@broadcast.command()
@click.argument("broadcast_id", metavar="ID", type=row_number)
@json_option
def status(broadcast_id: int, as_json: bool) -> None:
    """What has become of it so far, and why people were skipped and texts failed; of variants and
    links, too, where it has them."""
    with _line() as line:
        _show(line, broadcast_id, as_json)


@broadcast.command("list")
@json_option
def list_(as_json: bool) -> None:
    """The last fifty, the newest first."""
    with _line() as line, line.line.parts.database.read() as tx:
        found = broadcasts.listed(tx)
    if as_json:
        show_json([described(each) for each in found])
        return
    if not found:
        click.echo("There is no broadcast yet; see: sms-line broadcast send --help")
    for each in found:
        reaches = counted(each.recipients, "recipient")
        click.echo(f"{each.id}  {each.stage.value}  {reaches}  {each.plan.name}")


@broadcast.command()
@click.argument("broadcast_id", metavar="ID", type=row_number)
@click.option("--as", "email", required=True, metavar="EMAIL", help="The organizer who approves.")
@json_option
def approve(broadcast_id: int, email: str, as_json: bool) -> None:
    """Approve what another organizer has planned; then it goes at its time."""
    with _line() as line:
        _steer(line, steering.approve, broadcast_id, who(line, email), as_json)


def _steers(name: str, does: Callable[..., None], sentence: str) -> None:
    @broadcast.command(name, help=sentence)
    @click.argument("broadcast_id", metavar="ID", type=row_number)
    @as_option
    @json_option
    def command(broadcast_id: int, email: str, as_json: bool) -> None:
        with _line() as line:
            _steer(line, does, broadcast_id, who(line, email), as_json)


_steers("pause", steering.pause, "Stop sending until somebody resumes it.")
_steers("resume", steering.resume, "Go on where it was paused.")
_steers("cancel", steering.cancel, "End it: nobody else is texted.")


def _steer(
    line: Application, does: Callable[..., None], broadcast_id: int, by: str, as_json: bool
) -> None:
    try:
        does(line.line.parts, broadcast_id, by)
    except NotPossible as error:
        raise click.ClickException(str(error)) from error
    _show(line, broadcast_id, as_json)


@contextmanager
def _line() -> Iterator[Application]:
    application = build(settings.read())
    prepare(application)
    try:
        yield application
    finally:
        application.close()


def _seen(line: Application, plan: Plan) -> Preview:
    chosen = line.settings
    try:
        return preview(line.line.parts, plan, rate=chosen.rate, price=chosen.price_per_segment)
    except (AudienceMistake, WordsMistake) as wrong:  # longer than allowed with what is added
        raise click.ClickException(str(wrong)) from wrong


def _may_want_approval(line: Application) -> bool:
    parts = line.line.parts
    with parts.database.read() as tx:
        return approval.size(parts, tx) is not None


def _name_who_plans(line: Application, plan: Plan, seen: Preview, by: str) -> None:
    """What a second organizer approves must have a first. Raises UsageError."""
    parts = line.line.parts
    with parts.database.read() as tx:
        why = approval.why_needed(parts, tx, plan, seen.count.recipients)
    if why and by == COMMAND_LINE:
        raise click.UsageError(f"{why} Say who plans it: --as EMAIL")


def _try(line: Application, plan: Plan, to: str, by: str, as_json: bool) -> None:
    try:
        written = send_test(line.line.parts, plan, to, by)
    except (NotPossible, AudienceMistake, WordsMistake) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    if as_json:
        show_json({"test": list(written)})
        return
    for body in written:
        click.echo(body)
    click.echo("A worker sends this to you alone. Nothing was planned; links were not shortened.")


def _begun(line: Application, plan: Plan, by: str) -> int:
    """Plan it; if its time has come, its audience is written down before this command ends."""
    parts = line.line.parts
    try:
        planned_id = steering.plan(parts, plan, by)
        if plan.at <= parts.clock.now():
            start(parts, planned_id)
    except (AudienceMistake, WordsMistake) as wrong:
        raise click.ClickException(str(wrong)) from wrong
    return planned_id


def _show(line: Application, broadcast_id: int, as_json: bool) -> None:
    with line.line.parts.database.read() as tx:
        found = broadcasts.get(tx, broadcast_id)
        if found is None:
            raise click.ClickException(
                f"There is no broadcast {broadcast_id}; see: sms-line broadcast list"
            )
        figures = figures_of(tx, broadcast_id)
        waiting = asleep(tx, found, line.line.parts.clock.now())
        compares = len(found.plan.words) > 1 or found.plan.links
        results = variant_results.variants(tx, found) if compares else []
        reasons = Reasons(
            broadcast_results.skipped(tx, broadcast_id), broadcast_results.errors(tx, broadcast_id)
        )
    if as_json:
        show_json(shown_json(found, figures, waiting, results, reasons))
    else:
        click.echo(in_words(found, figures, waiting, results, reasons))
