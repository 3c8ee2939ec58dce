"""`sms-line broadcast rules`: what holds for all broadcasts of the group."""

from dataclasses import asdict, replace
from typing import cast

import click

from sms_line import settings
from sms_line.app import build, prepare
from sms_line.broadcasting import approval
from sms_line.cli.answers import json_option, show_json
from sms_line.core.broadcasts.counting import Links
from sms_line.core.counted import counted
from sms_line.store import broadcast_rules
from sms_line.store.audit import COMMAND_LINE
from sms_line.store.broadcast_rules import MOST, BroadcastRules

_NONE, _NEVER = "none", "never"
_COUNTED = {
    "": "Who follows links is not counted.",
    "broadcast": "Who follows links may be counted all together, not for each person.",
    "person": "Who follows links may be counted for each person.",
}


def _size(context: click.Context, parameter: click.Parameter, said: str | None) -> str | None:
    """A number of recipients, or never. Raises BadParameter."""
    number = said is None or said == _NEVER or (said.isascii() and said.isdecimal())
    if not number or (said and said != _NEVER and int(said[:12]) > MOST):
        raise click.BadParameter(f"a whole number of recipients up to {MOST:,}, or {_NEVER}")
    return said


@click.command()
@click.option(
    "--links",
    type=click.Choice([_NONE, "broadcast", "person"]),
    help="Who follows links: not counted, counted together, or for each person at most.",
)
@click.option(
    "--approval-above",
    "above",
    callback=_size,
    metavar="N",
    help="Recipients above which a second organizer has to approve; or: never.",
)
@json_option
def rules(links: str | None, above: str | None, as_json: bool) -> None:
    """Show the group's rules for all broadcasts, or change them."""
    application = build(settings.read())
    prepare(application)
    try:
        parts = application.line.parts
        with parts.database.write() as tx:
            found = _changed(broadcast_rules.rules(tx), links, above)
            broadcast_rules.decide(parts.database, tx, found, COMMAND_LINE, parts.clock.now())
            size = approval.size(parts, tx)
    finally:
        application.close()
    if as_json:
        show_json({**asdict(found), "links": found.links or _NONE, "approval_above": size})
    else:
        click.echo(_COUNTED[found.links])
        click.echo(_approved(size))


def _changed(found: BroadcastRules, links: str | None, above: str | None) -> BroadcastRules:
    if links is not None:
        found = replace(found, links=cast(Links, "" if links == _NONE else links))
    if above is not None:
        found = replace(found, approval_above=None if above == _NEVER else int(above))
    return found


def _approved(size: int | None) -> str:
    if size is None:
        return "Nobody has to approve a broadcast."
    return (
        f"A second organizer approves broadcasts to more than {counted(size, 'person', 'people')}."
    )
