"""`sms-line hear` and `sms-line segments`: what the line makes of a text, and what one costs."""

from collections.abc import Mapping

import click

from sms_line import settings
from sms_line.actions.catalog import StoredCatalog
from sms_line.cli.answers import json_option, show_json
from sms_line.core import events
from sms_line.core.counted import counted
from sms_line.core.listening import listen
from sms_line.core.people import Language
from sms_line.core.segments import measure
from sms_line.core.states import Resting
from sms_line.store.database import Database
from sms_line.store.migrate import migrate


@click.command()
@click.argument("text")
@json_option
def hear(text: str, as_json: bool) -> None:
    """What the line makes of TEXT when it answers no question."""
    database = Database(settings.read().database_url)
    migrate(database)
    keywords = StoredCatalog(database).keywords()
    meaning, value = _meaning(text, keywords)
    database.close()
    if as_json:
        show_json({"meaning": meaning, "value": value})
    else:
        click.echo(f"{meaning}: {value}" if value else meaning)


def _meaning(text: str, keywords: Mapping[str, tuple[str, Language]]) -> tuple[str, str]:
    """The contract's word for it, and the value that goes with it."""
    event = listen(text, Resting(), keywords)
    match event:
        # Who wants to be forgotten wants no more texts either.
        case events.Stop() | events.ForgetMe():
            return "stop", text.strip()
        case events.Start():
            return "start", text.strip()
        case events.Help():
            return "help", text.strip()
        case events.KeywordGiven(slug, language):
            said = (slug, language)
            return "keyword", next(word for word, opens in keywords.items() if opens == said)
        case events.ZipGiven(code):
            return "zip", code
        case _:
            return "words", text.strip()


@click.command()
@click.argument("text")
@json_option
def segments(text: str, as_json: bool) -> None:
    """What TEXT costs: its encoding and its segments."""
    cost = measure(text)
    if as_json:
        show_json(
            {
                "encoding": cost.encoding,
                "characters": cost.characters,
                "segments": cost.segments,
                "because": list(cost.because),
            }
        )
        return
    length = counted(cost.characters, "character")
    click.echo(f"{counted(cost.segments, 'segment')}, {length} in {cost.encoding}")
    if cost.because:
        click.echo(f"Not GSM-7 because of: {' '.join(cost.because)}")
