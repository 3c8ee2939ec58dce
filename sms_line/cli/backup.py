"""`sms-line backup` and `sms-line restore`: the whole state of a line in one file, and back."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

import click

from sms_line import settings
from sms_line.cli.answers import json_option, show_json
from sms_line.cli.backup_files import OUTBOX, SECRET_KEY, made_key, outbox_letters, pack
from sms_line.cli.piped import bytes_out, is_dash, whole_input
from sms_line.cli.restoring import Restored, restored
from sms_line.core.counted import counted
from sms_line.settings import Settings
from sms_line.store import snapshot
from sms_line.store.archive import About, Archive, BadArchive, Writer, written_whole
from sms_line.store.database import Database
from sms_line.store.migrate import HEAD, migrate

_FILE = click.Path(path_type=Path, dir_okay=False, allow_dash=True)


@click.command()
@click.argument("file", type=_FILE)
@json_option
def backup(file: Path, as_json: bool) -> None:
    """Write the whole state of the line into FILE, while it runs.

    That is the database as of one moment, the letters in the outbox and the secret key; not the
    settings (the environment, .env), which are yours to keep, nor who is signed in. Only you can
    read FILE: it holds people's numbers and letters. A FILE that is there is replaced once the new
    one is whole; - is standard output. To move a line, stop it first, and see restore --resume.
    """
    if as_json and is_dash(file):
        raise click.UsageError("Standard output holds the backup; leave --json out.")
    chosen = settings.read()
    with closing(Database(chosen.database_url)) as database:
        migrate(database)
        try:
            with _target(file) as target, Writer(target) as writer:
                _write(writer, database, chosen)
        except OSError as error:
            raise _trouble(file, "written", error) from error
    rows = {
        name.removeprefix("tables/").removesuffix(".jsonl"): member.rows
        for name, member in writer.members.items()
        if name.startswith("tables/")
    }
    letters = sum(name.startswith(f"{OUTBOX}/") for name in writer.members)
    if as_json:
        key = SECRET_KEY in writer.members
        show_json({"file": str(file), "rows": rows, "outbox": letters, "secret_key": key})
        return
    click.echo(
        f"{file}: {counted(sum(rows.values()), 'row')}, {counted(letters, 'letter')} of the "
        "outbox. Keep it where nobody else can read it.",
        err=is_dash(file),
    )


def _target(file: Path) -> AbstractContextManager[IO[bytes]]:
    if is_dash(file):
        return bytes_out("sms-line backup - > line.backup")
    return written_whole(file)


def _write(writer: Writer, database: Database, chosen: Settings) -> None:
    made_at = datetime.now(UTC)
    with snapshot.snapshot(database) as tx:
        tables = snapshot.kept_tables()
        total = sum(snapshot.count(tx, table) for table in tables)
        with progress("Writing", total) as step:
            for table in tables:
                writer.lines(f"tables/{table.name}.jsonl", _told(snapshot.rows(tx, table), step))
        pack(writer, chosen, made_key(chosen, tx))
    writer.finish(About(made_at, version("sms-line"), HEAD))


@click.command()
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Put it in the place of what this line holds.")
@click.option(
    "--resume",
    is_flag=True,
    help="The line was stopped before the backup was made and has done nothing since: "
    "what waited to be sent goes on waiting.",
)
@json_option
def restore(file: Path, replace: bool, resume: bool, as_json: bool) -> None:
    """Put the state in FILE on this line, whole or not at all; stop serve and workers first.

    It may come from another machine, and from SQLite to PostgreSQL or back; - is standard input. A
    line that holds anything is left alone, unless you say --replace.

    A backup does not know what happened after it was made. So letters and texts that waited then
    are not sent again on a guess: the worker settles each by evidence (the outbox, Twilio's list
    of texts), and where there is none it counts as unsure, and its sender is told. If the line did
    nothing after the backup (a move to another machine), say --resume, and they leave as usual.
    A supporter whose letters were queued after the backup is not known to have written, and may
    write again.

    With --replace the consent ledger of this line is kept and added to: who has said STOP since
    stays stopped, who asked to be forgotten is forgotten again, and who said START since must say
    it again. On a new line nobody knows of them: forget them again yourself.

    Everybody has to sign in to the organizers' pages again; who was removed since is an organizer
    again, until you remove them.
    """
    chosen = settings.read()
    try:
        with (
            whole_input() if is_dash(file) else nullcontext(file) as source,
            Archive(source) as archive,
            closing(Database(chosen.database_url)) as database,
        ):
            _refuse_other_releases(archive)
            with progress("Checking", sum(m.bytes for m in archive.members.values())) as step:
                archive.verify(step)
            migrate(database)
            rows = sum(member.rows for member in archive.members.values())
            with progress("Restoring", rows) as step:
                done = restored(
                    archive, database, chosen, replace=replace, resume=resume, step=step
                )
    except BadArchive as error:
        raise click.ClickException(f"{file}: {error} Nothing was restored.") from error
    except OSError as error:
        raise _trouble(file, "restored", error) from error
    letters = len(outbox_letters(chosen.data_dir))
    if as_json:
        show_json(_as_json(done, archive.about, letters, resume))
        return
    click.echo(
        f"Restored as of {archive.about.made_at:%Y-%m-%d %H:%M} UTC: "
        f"{counted(sum(done.rows.values()), 'row')}, {counted(letters, 'letter')} of the outbox."
    )
    waiting = done.in_flight
    if waiting.deliveries or waiting.texts:
        fate = "go on waiting" if resume else "are settled by evidence, not sent on a guess"
        letters_, texts = counted(waiting.deliveries, "letter"), counted(waiting.texts, "text")
        click.echo(f"In flight: {letters_}, {texts}; they {fate}.")
    if done.own_key:
        click.echo("SMS_LINE_SECRET_KEY is set and stays in use, not the key of the backup.")


def _refuse_other_releases(archive: Archive) -> None:
    about = archive.about
    if archive.newer or about.schema > HEAD:
        raise BadArchive(
            f"The backup was made by a newer release ({about.release}); install that one."
        )
    if about.schema != HEAD:
        raise BadArchive(
            f"The backup was made by an older release ({about.release}); restore it with that "
            "one, and start this one on its database afterwards."
        )


def _as_json(done: Restored, about: About, letters: int, resume: bool) -> dict[str, object]:
    return {
        "made_at": about.made_at.isoformat(),
        "rows": done.rows,
        "outbox": letters,
        "in_flight": asdict(done.in_flight),
        "resumed": resume,
        "forgotten_again": done.forgotten,
    }


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, and nothing where that is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    with click.progressbar(
        length=length, label=label, file=sys.stderr, update_min_steps=max(1, length // 200)
    ) as bar:
        yield bar.update


def _told(rows: Iterator[snapshot.Row], step: Callable[[int], None]) -> Iterator[snapshot.Row]:
    for row in rows:
        yield row
        step(1)


def _trouble(file: Path, done: str, error: OSError) -> click.ClickException:
    return click.ClickException(f"{file} cannot be {done}: {error.strerror or 'an I/O error'}.")
