"""`sms-line recording`: audio files for the phone, kept where every machine finds them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from sms_line import settings
from sms_line.cli.answers import json_option, show_json
from sms_line.core.recordings import is_file_name
from sms_line.store import recording_files
from sms_line.store.database import Database
from sms_line.store.migrate import migrate

LARGEST = 10 << 20
"""Bytes: a caller waits while the carrier fetches it, and ten minutes of speech fit."""


@click.group()
def recording() -> None:
    """Audio files that callers hear in place of words; actions name them."""


@recording.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
def add(files: tuple[Path, ...]) -> None:
    """Keep FILES in the database; one that is there is replaced."""
    for file in files:
        if not is_file_name(file.name):
            raise click.ClickException(
                f"{file.name} cannot be used: the name of a recording has letters, digits, - and _ "
                "and ends in .mp3 or .wav; rename it."
            )
        if file.stat().st_size > LARGEST:
            raise click.ClickException(
                f"{file.name} is larger than {LARGEST >> 20} MB; save it with fewer bits a second."
            )
    with _database() as database, database.write() as tx:
        for file in files:
            now = datetime.now(UTC)
            recording_files.put(database, tx, file.name, file.read_bytes(), now)
    click.echo(f"Kept: {', '.join(file.name for file in files)}.")


@recording.command("list")
@json_option
def list_(as_json: bool) -> None:
    """All files in the database."""
    with _database() as database, database.read() as tx:
        found = recording_files.sizes(tx)
    if as_json:
        show_json([{"name": name, "bytes": size} for name, size in found.items()])
        return
    if not found:
        click.echo("No recording is kept.")
    for name, size in found.items():
        click.echo(f"{name}  {size:,} bytes")


@recording.command()
@click.argument("name")
def remove(name: str) -> None:
    """Drop NAME; callers hear the words again."""
    with _database() as database, database.write() as tx:
        gone = recording_files.remove(tx, name)
    if not gone:
        raise click.ClickException("There is no such recording; see: sms-line recording list")
    click.echo(f"{name} is gone.")


@contextmanager
def _database() -> Iterator[Database]:
    database = Database(settings.read().database_url)
    try:
        migrate(database)
        yield database
    finally:
        database.close()
