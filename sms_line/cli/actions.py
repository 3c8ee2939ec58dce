"""`sms-line action`: check an action file, load it, list and show what is loaded."""

from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click

from sms_line import settings
from sms_line.actions import loading
from sms_line.actions.drafting import FILE_LIMIT, Draft, NotReadable, draft, read_file
from sms_line.actions.mistakes import ActionFileError
from sms_line.actions.parse import SIZE_LIMIT, decoded, parse
from sms_line.actions.publishing import NotPublished, publish
from sms_line.cli.answers import json_option, show_json
from sms_line.cli.piped import is_dash
from sms_line.core.action import Action
from sms_line.core.prompts import PROMPT_NAMES
from sms_line.store import actions
from sms_line.store.audit import COMMAND_LINE
from sms_line.store.database import Database
from sms_line.store.migrate import migrate

_file = click.argument("file", type=click.Path(path_type=Path, allow_dash=True))


@click.group()
def action() -> None:
    """Actions: each is one Markdown file."""


@action.command()
@_file
def check(file: Path) -> None:
    """Say what is wrong with FILE (- for standard input), with line numbers; loads nothing."""
    found, _ = _read(file)
    click.echo(f"{file}: good. {_summary(found)}")


@action.command()
@_file
def load(file: Path) -> None:
    """Check FILE and put it on the line; a running conversation keeps its own version.

    FILE is - for standard input, which has no name: its first lines say the slug.
    """
    found, source = _read(file)
    database = _database()
    try:
        with database.write() as tx:
            done = publish(tx, source, slug=found.slug, who=COMMAND_LINE, now=datetime.now(UTC))
    except NotPublished as error:
        raise click.ClickException(str(error)) from error
    database.close()
    news = "is loaded" if done.new else "was loaded before and has not changed"
    click.echo(f"{found.slug}, version {done.action.version}, {news}. {_summary(found)}")


@action.command("draft")
@click.argument("file", type=click.File("rb"))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write the draft here.")
@click.option("--organization", default="", help="The group, where the alert names none.")
@click.option("--contact", default="", help="Where questions go, where the alert does not say.")
def draft_(file: BinaryIO, output: Path | None, organization: str, contact: str) -> None:
    """Draft an action from FILE (- for standard input): an alert's text, its page or its mail.

    The Markdown goes to standard output; what was found and what is missing, to standard error.
    """
    try:
        content = read_file(file.read(FILE_LIMIT))
    except NotReadable as refused:
        raise click.ClickException(str(refused)) from refused
    drafted = draft(
        content,
        today=datetime.now(UTC).date(),
        taken=_taken_keywords(),
        organization=organization or settings.read().organization,
        contact=contact,
    )
    if not drafted.source:
        raise click.ClickException(" ".join(drafted.missing))
    for heading, notes in _drafts_notes(drafted).items():
        if notes:
            click.echo("\n".join([f"{heading}:", *(f"  {each}" for each in notes)]), err=True)
    if output is None:
        click.echo(drafted.source, nl=False)
    else:
        _write(output, drafted.source)


@action.command("list")
@json_option
def list_(as_json: bool) -> None:
    """The loaded actions, the newest first."""
    database = _database()
    with database.read() as tx:
        loaded = loading.newest(tx)
    database.close()
    if as_json:
        show_json([_described(each, found) for each, found in loaded])
        return
    if not loaded:
        click.echo("No action is loaded; run: sms-line action load FILE")
    for each, found in loaded:
        click.echo(f"{each.slug}  version {each.version}  {_summary(found) if found else '?'}")


@action.command()
@click.argument("slug")
@json_option
def show(slug: str, as_json: bool) -> None:
    """The file of the action SLUG as it was loaded."""
    database = _database()
    with database.read() as tx:
        stored = next((each for each in loading.newest(tx) if each[0].slug == slug), None)
    database.close()
    if stored is None:
        raise click.ClickException(f"There is no action {slug}; run: sms-line action list")
    if as_json:
        show_json({**_described(*stored), "source": stored[0].source})
    else:
        click.echo(stored[0].source, nl=False)


def _drafts_notes(drafted: Draft) -> dict[str, tuple[str, ...]]:
    return {
        "Found": drafted.found,
        "Missing": drafted.missing,
        "A Spanish version wants": drafted.spanish,
    }


def _taken_keywords() -> frozenset[str]:
    """The keywords of the actions on the line that have not ended."""
    database = _database()
    with database.read() as tx:
        loaded = loading.newest(tx)
    database.close()
    return frozenset(
        word for _, found in loaded if found and not _over(found) for word in found.keywords
    )


def _write(output: Path, source: str) -> None:
    """Write a new file; what somebody has written is never written over."""
    try:
        with output.open("x", encoding="utf-8") as file:
            file.write(source)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from error


def _read(file: Path) -> tuple[Action, str]:
    """The action and its text, which is read once: what is piped is there only once."""
    slug = "" if is_dash(file) else file.stem.lower()
    try:
        with click.open_file(str(file), "rb") as opened:
            source = decoded(opened.read(SIZE_LIMIT + 1))
        source = source.replace("\r\n", "\n").replace("\r", "\n")
        return parse(source, slug=slug, prompt_names=PROMPT_NAMES), source
    except ActionFileError as error:
        lines = [f"{file}:{each.line}: {each.sentence}" for each in error.mistakes]
        raise click.ClickException("\n".join(lines)) from error
    except OSError as error:
        raise click.ClickException(f"{file} cannot be read: {error.strerror}.") from error


def _database() -> Database:
    database = Database(settings.read().database_url)
    migrate(database)
    return database


def _over(found: Action) -> bool:
    return found.ends is not None and found.ends < datetime.now(UTC).date()


def _summary(found: Action) -> str:
    words = ", ".join(f"{word} ({spoken.value})" for word, spoken in found.keywords.items())
    return f"{found.title}: {words}"


def _described(stored: actions.Stored, found: Action | None) -> dict[str, object]:
    return {
        "slug": stored.slug,
        "version": stored.version,
        "loaded_at": stored.loaded_at.isoformat(),
        "title": found.title if found else None,
        "organization": found.organization if found else None,
        "keywords": {w: lang.value for w, lang in found.keywords.items()} if found else {},
        "number": found.number if found else "",
        "to": sorted(target.value for target in found.targets) if found else [],
        "ends": found.ends.isoformat() if found and found.ends else None,
        "open": found is not None and not _over(found),
    }
