"""`sms-line data`: load who represents whom, say what is loaded, look a place up."""

import json
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from sms_line import settings
from sms_line.cli.data_answers import (
    NOTHING_LOADED,
    PlaceAnswer,
    described,
    place_answer,
    status_json,
)
from sms_line.directory.gathered import SyncFailed
from sms_line.directory.geocoder import CensusGeocoder
from sms_line.directory.lookup import DirectoryFromStore
from sms_line.directory.seats import DELEGATIONS, SEATS
from sms_line.directory.sources import opened
from sms_line.directory.status import status
from sms_line.directory.sync import sync
from sms_line.machine import SystemClock
from sms_line.ports import GeocoderDown, NoDataLoaded
from sms_line.store import directory_rows
from sms_line.store.database import Database
from sms_line.store.migrate import migrate

_ZIP = re.compile(r"([0-9]{5})(?:-[0-9]{4})?")


@click.group()
def data() -> None:
    """Who represents whom: load it, see what is loaded, look a place up."""


@data.command("sync")
@click.option(
    "--from",
    "where",
    metavar="DIR_OR_URL",
    help="A folder or a web address that has the files; without it, their publishers.",
)
@click.option(
    "--vacant-senate",
    multiple=True,
    type=click.Choice(sorted(SEATS.keys() - DELEGATIONS), case_sensitive=False),
    metavar="STATE",
    help="A state of which you know that a seat in the Senate is vacant.",
)
def sync_command(where: str | None, vacant_senate: tuple[str, ...]) -> None:
    """Fetch who represents whom, check it, and swap it in whole or not at all."""
    with _database() as database:
        try:
            sync(database, opened(where, _progress), _now(), frozenset(vacant_senate))
        except SyncFailed as failure:
            kept = " What was loaded before stays in use." if status(database, _now()) else ""
            raise click.ClickException(f"{failure}{kept}") from failure
        loaded = status(database, _now())
    if loaded:
        click.echo("\n".join(described(loaded, _now())))


@data.command("revert")
def revert_command() -> None:
    """Go back to what was in use before the last sync."""
    with _database() as database, database.write() as tx:
        if not directory_rows.revert(tx):
            raise click.ClickException("There is nothing before the last sync to go back to.")
    click.echo("What was in use before the last sync is in use again.")


@data.command("status")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def status_command(as_json: bool) -> None:
    """What is loaded, from when, how old, what is missing; what is wrong with it as alarms."""
    with _database() as database:
        loaded = status(database, _now())
    if as_json:
        click.echo(json.dumps(status_json(loaded, _now()), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(described(loaded, _now())) if loaded else NOTHING_LOADED)


@data.command("lookup")
@click.argument("zip_code", metavar="ZIP")
@click.option("--street", help="A street address, which the geocoder settles.")
@click.option("--json", "as_json", is_flag=True, help="Answer as JSON.")
def lookup_command(zip_code: str, street: str | None, as_json: bool) -> None:
    """Who represents this place."""
    matched = _ZIP.fullmatch(zip_code)
    if not matched:
        raise click.BadParameter("a ZIP code has five digits, such as 82001.", param_hint="ZIP")
    try:
        with _database() as database:
            directory = DirectoryFromStore(database)
            answer = place_answer(directory.find(matched[1]))
            if answer and street:
                answer = _at_street(directory, answer, street)
    except NoDataLoaded as nothing:
        raise click.ClickException(NOTHING_LOADED) from nothing
    if answer is None:
        raise click.ClickException(f"There is no ZIP code {matched[1]} in the data.")
    if as_json:
        click.echo(json.dumps(answer.as_json(), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(answer.as_text()))


def _at_street(directory: DirectoryFromStore, answer: PlaceAnswer, street: str) -> PlaceAnswer:
    """What the geocoder says; what the ZIP code says where it finds no such street."""
    url = settings.read().geocoder_url
    geocoder = CensusGeocoder(url, SystemClock(), lines=directory.congress)
    try:
        districts = geocoder.locate(street, answer.zip)
    except GeocoderDown as down:
        raise click.ClickException(
            f"The street could not be looked up: {down}; without --street, "
            "the answer is what the ZIP code alone says."
        ) from None
    if not districts:
        click.echo("The geocoder knows no such street; this is what the ZIP code says.", err=True)
        return answer
    choices = [directory.represents(district) for district in districts]
    known = tuple(choice for choice in choices if choice is not None)
    if len(known) < len(districts):
        raise click.ClickException("The street lies in a district that the loaded data has not.")
    question = "" if len(known) == 1 else "the street matches several districts"
    return PlaceAnswer(answer.zip, known[0].district.state, known, question)


def _now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def _database() -> Iterator[Database]:
    """The line's database, migrated; closed afterwards."""
    database = Database(settings.read().database_url)
    try:
        migrate(database)
        yield database
    finally:
        database.close()


@contextmanager
def _progress(file: str, length: int | None) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, which shows nothing but the name where that is no terminal."""
    if length is None:
        click.echo(file, err=True)
        yield lambda _: None
        return
    with click.progressbar(length=length, label=file, file=sys.stderr) as bar:
        yield bar.update
