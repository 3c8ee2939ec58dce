"""Puts a checked backup on a line: rows and files together, whole or not at all."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import click
from sqlalchemy import Connection

from sms_line.cli.backup_files import SECRET_KEY, StagedFiles, made_key, outbox_letters
from sms_line.settings import Settings
from sms_line.store import restoring, shared_secret, snapshot
from sms_line.store.archive import DAMAGED, Archive, BadArchive
from sms_line.store.database import Database, DatabaseDown

Step = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put on the line."""

    rows: dict[str, int]
    in_flight: restoring.InFlight
    own_key: bool
    """SMS_LINE_SECRET_KEY is set, so that the backup's key is not in use."""
    forgotten: int
    """Letters erased again, of people who asked to be forgotten after the backup was made."""


def restored(
    archive: Archive,
    database: Database,
    settings: Settings,
    *,
    replace: bool,
    resume: bool,
    step: Step,
) -> Restored:
    """Restore in one transaction; the files change places as its last act.

    Raises BadArchive, OSError, DatabaseDown, and ClickException for a line that is not empty.
    """
    files = StagedFiles(archive, settings.data_dir)
    try:
        with database.write() as tx:
            snapshot.lock(database, tx)
            if not replace:
                _refuse_to_replace(tx, settings)
            own_key = bool(settings.secret_key) and made_key(settings, tx) is None
            before = shared_secret.read(tx)
            restoring.keep_ledger(tx)
            snapshot.empty_out(database, tx)
            rows = _fill(archive, tx, step)
            snapshot.renumber(database, tx)
            forgotten = restoring.return_ledger(database, tx)
            in_flight = restoring.in_flight(tx)
            if not database.is_sqlite:
                _share_key(archive, tx, before)
            if not resume:
                restoring.doubt(tx, archive.about.made_at)
            files.forget(settings, forgotten)
            files.swap_in()
    except BaseException:
        files.undo()
        raise
    finally:
        files.close()
    with suppress(DatabaseDown):  # it is restored; the sweep clears the traces every minute
        database.forget_traces()
    return Restored(rows, in_flight, own_key, len(forgotten))


def _share_key(archive: Archive, tx: Connection, before: str | None) -> None:
    """The key that the machines share is the backup's, or stays what it was."""
    packed = b"".join(archive.pieces(SECRET_KEY)) if SECRET_KEY in archive.members else b""
    if key := packed.decode("ascii", "replace").strip() or before:
        shared_secret.put(tx, key)


def _refuse_to_replace(tx: Connection, settings: Settings) -> None:
    if not snapshot.is_empty(tx) or outbox_letters(settings.data_dir):
        raise click.ClickException(
            "This line is not empty; restore onto a new one, or say --replace to lose what it "
            "holds (make a backup of it first)."
        )


def _fill(archive: Archive, tx: Connection, step: Step) -> dict[str, int]:
    filled = {}
    for table in snapshot.kept_tables():
        name = f"tables/{table.name}.jsonl"
        member = archive.members.get(name)
        if member is None:
            raise BadArchive(DAMAGED)
        try:
            filled[table.name] = snapshot.fill(tx, table, _told(archive.lines(name), step))
        except snapshot.DoesNotFit as error:
            raise BadArchive(f"A row of its table {table.name} does not fit here.") from error
        if filled[table.name] != member.rows:
            raise BadArchive(DAMAGED)
    return filled


def _told(rows: Iterator[dict[str, Any]], step: Step) -> Iterator[snapshot.Row]:
    for row in rows:
        yield row
        step(1)
