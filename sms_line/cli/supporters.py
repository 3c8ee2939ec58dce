"""`sms-line supporters`: lists of supporters in and out."""

import csv
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Protocol

import click

from sms_line import settings
from sms_line.cli.answers import json_option, show_json
from sms_line.cli.import_answers import described, import_json
from sms_line.cli.supporter_tags import tag, untag
from sms_line.cli.tables import standard_output, write_csv, write_json
from sms_line.core.counted import counted
from sms_line.directory.lookup import DirectoryFromStore
from sms_line.ports import NoDataLoaded
from sms_line.store import audit, supporter_list
from sms_line.store.audit import COMMAND_LINE, Deed
from sms_line.store.database import Database
from sms_line.store.migrate import migrate
from sms_line.store.tags import LONGEST_TAG, tag_of
from sms_line.supporter_lists.cells import shielded
from sms_line.supporter_lists.checking import Checker
from sms_line.supporter_lists.header import Header
from sms_line.supporter_lists.importing import BadRow, Importer, Outcome
from sms_line.supporter_lists.places import Places
from sms_line.supporter_lists.records import NoTable

TOLD = 1_000
"""Bad rows that are told one by one; a file takes all of them."""
_LONGEST_LINE = 1 << 20
"""Bytes."""
_A_STEP = 1_000
"""Lines between two looks of the progress bar."""


@click.group()
def supporters() -> None:
    """Lists of supporters: bring one in, write it out, tag whom you mean."""


supporters.add_command(tag)
supporters.add_command(untag)


def in_tags(context: click.Context, parameter: click.Parameter, said: tuple[str, ...]) -> list[str]:
    """Tags as they are kept. Raises BadParameter."""
    tags = [tag_of(each) for each in said]
    if any(not 0 < len(tag) <= LONGEST_TAG for tag in tags):
        raise click.BadParameter(f"a tag has one to {LONGEST_TAG} characters")
    return tags


@supporters.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--tag", "tags", multiple=True, callback=in_tags, help="For everybody in the file.")
@click.option("--dry-run", is_flag=True, help="Say what would come of it, and write nothing.")
@click.option(
    "--errors",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="A CSV file for the rows that were left out.",
)
@json_option
def import_(file: str, tags: list[str], dry_run: bool, errors: Path | None, as_json: bool) -> None:
    """Bring a CSV FILE of supporters in; - reads standard input.

    Its first line names the columns, in any order: phone, name, zip, consent_at, consent_source,
    and where there are some language, tags and email. Without consent_at and consent_source a row
    is left out, as is any other that cannot be used; each is told with its line. Who said STOP or
    asked to be forgotten stays so, whatever the file says. Of people the line knows, and of a
    number's second row, only what is blank is filled. Times without a zone are UTC.
    """
    told: list[BadRow] = []
    with ExitStack() as open_until_done:
        database = open_until_done.enter_context(_database())
        source = open_until_done.enter_context(click.open_file(file, "rb"))
        kept = open_until_done.enter_context(_errors_file(errors))

        def bad(row: BadRow) -> None:
            kept.row(row)
            if len(told) < TOLD:
                told.append(row)

        importer = Importer(
            database,
            Checker(Places(DirectoryFromStore(database)), datetime.now(UTC), tuple(tags)),
            line_number=settings.read().number,
            keep=not dry_run,
        )
        outcome = _run(importer, source, bad, kept.begin)
        if outcome.used and not dry_run:
            _note(database, outcome)
    _tell(outcome, told, as_json, dry_run)


def _note(database: Database, outcome: Outcome) -> None:
    with database.write() as tx:
        audit.record(
            tx,
            at=datetime.now(UTC),
            who=COMMAND_LINE,
            did=Deed.IMPORTED,
            kind="supporters",
            row_id=0,
            detail=f"a list of {counted(outcome.used, 'row')}",
        )


def _run(
    importer: Importer,
    source: IO[bytes],
    bad: Callable[[BadRow], None],
    begun: Callable[[Header], None],
) -> Outcome:
    try:
        with _lines(source) as lines:
            return importer.run(lines, bad, begun)
    except NoTable as refused:
        raise click.ClickException(str(refused)) from refused
    except NoDataLoaded as nothing:
        raise click.ClickException(
            "No data of ZIP codes and legislators is loaded; run sms-line data sync first."
        ) from nothing


@contextmanager
def _lines(source: IO[bytes]) -> Iterator[Iterator[bytes]]:
    """The lines of a file, with a progress bar where somebody at a terminal can watch it."""
    lines = iter(lambda: source.readline(_LONGEST_LINE), b"")
    if source is sys.stdin.buffer or not sys.stderr.isatty():
        yield lines
        return
    size = Path(source.name).stat().st_size
    with click.progressbar(length=size, label="Importing", file=sys.stderr) as bar:
        yield _watched(lines, bar.update)


def _watched(lines: Iterator[bytes], forward: Callable[[int], None]) -> Iterator[bytes]:
    size = 0
    for number, line in enumerate(lines):
        size += len(line)
        if number % _A_STEP == 0:
            forward(size)
            size = 0
        yield line
    forward(size)


class _Writer(Protocol):
    def writerow(self, row: list[Any], /) -> object: ...


class _ErrorsFile:
    """Rows that were left out, as they were, with their line and what is wrong with them."""

    def __init__(self, out: _Writer | None) -> None:
        self._out = out

    def begin(self, header: Header) -> None:
        if self._out:
            self._out.writerow(["line", "reason", *map(shielded, header.names)])

    def row(self, row: BadRow) -> None:
        if self._out:
            self._out.writerow([row.line, row.reason, *map(shielded, row.cells)])


@contextmanager
def _errors_file(path: Path | None) -> Iterator[_ErrorsFile]:
    if path is None:
        yield _ErrorsFile(None)
        return
    try:
        opened = path.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise click.ClickException("The --errors file cannot be written there.") from error
    with opened:
        yield _ErrorsFile(csv.writer(opened, lineterminator="\n"))


def _tell(outcome: Outcome, told: list[BadRow], as_json: bool, dry_run: bool) -> None:
    for row in told:
        click.echo(f"line {row.line}: {row.reason}", err=True)
    if outcome.bad > len(told):
        click.echo(f"and {outcome.bad - len(told):,} more; --errors FILE takes all.", err=True)
    if not outcome.used:
        why = "none of its rows can be used" if outcome.rows else "it has no rows"
        raise click.ClickException(f"Nobody was imported: {why}.")
    if as_json:
        show_json(import_json(outcome, told, dry_run))
    else:
        click.echo("\n".join(described(outcome, dry_run)))


@supporters.command("export")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    help="A file to write to instead of standard output.",
)
@json_option
def export(output: Path | None, as_json: bool) -> None:
    """All supporters; CSV, or a JSON array with --json.

    What `import` reads comes first, so that the file can be brought in again. Times are UTC. A
    cell that a spreadsheet could take for a formula begins with an apostrophe.
    """
    with _database() as database:
        with database.write() as tx:
            audit.took_along(tx, "supporters", who=COMMAND_LINE, at=datetime.now(UTC))
        _write_out(database, output, write_json if as_json else write_csv)


def _write_out(database: Database, output: Path | None, write: Callable[..., None]) -> None:
    with database.read() as tx:
        rows = supporter_list.everybody(tx)
        if output is None:
            out = standard_output()
            write(out, supporter_list.Listed._fields, rows)
            out.flush()
            return
        try:
            with output.open("w", encoding="utf-8", newline="") as file:
                write(file, supporter_list.Listed._fields, rows)
        except OSError as error:
            raise click.ClickException("The file cannot be written there.") from error


@contextmanager
def _database() -> Iterator[Database]:
    database = Database(settings.read().database_url)
    try:
        migrate(database)
        yield database
    finally:
        database.close()
