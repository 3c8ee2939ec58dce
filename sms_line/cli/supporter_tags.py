"""`sms-line supporters tag` and `untag`: a word for many supporters at once."""

import click
from sqlalchemy import select

from sms_line import settings
from sms_line.app import build, prepare
from sms_line.broadcasting.resolving import understand
from sms_line.cli.answers import json_option, show_json
from sms_line.core.broadcasts.audience_mistakes import AudienceMistake
from sms_line.core.counted import counted
from sms_line.parts import Parts
from sms_line.store import audit, tags
from sms_line.store.audience import these
from sms_line.store.audit import COMMAND_LINE, Deed
from sms_line.store.tables import supporters
from sms_line.store.tags import LONGEST_TAG, tag_of

_audience = click.option("--audience", required=True, help="Who, as for a broadcast: state:TX.")


def in_a_tag(context: click.Context, parameter: click.Parameter, said: str) -> str:
    """A tag as it is kept. Raises BadParameter."""
    tag = tag_of(said)
    if not 0 < len(tag) <= LONGEST_TAG:
        raise click.BadParameter(f"a tag has one to {LONGEST_TAG} characters")
    return tag


@click.command()
@click.argument("tag", callback=in_a_tag)
@_audience
@json_option
def tag(tag: str, audience: str, as_json: bool) -> None:
    """Give TAG to everybody of an audience, also to who may not be texted."""
    changed = _change(tag, audience, give=True)
    _tell(tag, changed, "given to", as_json)


@click.command()
@click.argument("tag", callback=in_a_tag)
@_audience
@json_option
def untag(tag: str, audience: str, as_json: bool) -> None:
    """Take TAG from everybody of an audience who has it."""
    changed = _change(tag, audience, give=False)
    _tell(tag, changed, "taken from", as_json)


def _change(tag: str, audience: str, *, give: bool) -> int:
    """How many people it changed."""
    line = build(settings.read())
    prepare(line)
    try:
        return _changed(line.line.parts, tag, audience, give=give)
    except AudienceMistake as mistake:
        raise click.BadParameter(str(mistake), param_hint="--audience") from mistake
    finally:
        line.close()


def _changed(parts: Parts, tag: str, audience: str, *, give: bool) -> int:
    wanted = understand(parts, audience).resolved
    whom = select(supporters.c.id).where(these(wanted, salt=0))
    with parts.database.write() as tx:
        changed = tags.give(parts.database, tx, tag, whom) if give else tags.take(tx, tag, whom)
        did = Deed.TAGGED if give else Deed.UNTAGGED
        audit.record(
            tx,
            at=parts.clock.now(),
            who=COMMAND_LINE,
            did=did,
            kind="supporters",
            row_id=0,
            detail=f"{tag} ({changed})",
        )
    return changed


def _tell(tag: str, changed: int, what: str, as_json: bool) -> None:
    if as_json:
        show_json({"tag": tag, "changed": changed})
    else:
        click.echo(f"The tag '{tag}' was {what} {counted(changed, 'person', 'people')}.")
