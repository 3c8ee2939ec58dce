"""What a broadcast is asked for with at the terminal: the options, and what they come to."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from sms_line.app import Application
from sms_line.broadcasting.composing import FASTEST, Filled, NoSuchAction, PlanMistake, compose
from sms_line.broadcasting.timing import TimeMistake
from sms_line.broadcasting.words_file import VARIANTS, completed, read_words
from sms_line.core.broadcasts.audience_mistakes import AudienceMistake
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.core.broadcasts.hours import Hours
from sms_line.core.broadcasts.words import WordsMistake
from sms_line.store import organizers
from sms_line.store.audit import COMMAND_LINE
from sms_line.web.desk.roles import May, may

Command = TypeVar("Command", bound=Callable[..., object])


def in_hours(context: click.Context, parameter: click.Parameter, said: str) -> tuple[int, int]:
    """ "9-20" as two hours. Raises BadParameter."""
    first, _, last = said.partition("-")
    if not (first.isdecimal() and last.isdecimal()):
        raise click.BadParameter("hours look like 9-20")
    try:
        Hours(int(first), int(last))
    except ValueError as unlawful:
        raise click.BadParameter(str(unlawful)) from unlawful
    return int(first), int(last)


def in_texts_a_second(
    context: click.Context, parameter: click.Parameter, said: float | None
) -> float | None:
    """A rate that can be kept. Raises BadParameter."""
    if said is not None and not 0 < said < FASTEST:
        raise click.BadParameter(
            f"a rate is a number of texts a second, such as 1 or 100: above 0, below {FASTEST:,}"
        )
    return said


def _in_links(context: click.Context, parameter: click.Parameter, said: str) -> str:
    return "" if said == "none" else said


_OPTIONS = (
    click.option("--body", default="", help="The words, in English."),
    click.option("--body-es", default="", help="The words, in Spanish."),
    click.option("--variant", "others", multiple=True, help="Other English words, to compare."),
    click.option("--variant-es", "others_es", multiple=True, help="Its words in Spanish."),
    click.option(
        "--file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="All words in a Markdown file: # Text, # Text (Spanish), # Text B, …",
    ),
    click.option("--audience", default="", help="Who: state:TX not wrote:SLUG. All if empty."),
    click.option("--at", default="", metavar="TIME", help="2026-11-24 10:00, or: 10:00 local."),
    click.option(
        "--rate",
        type=float,
        callback=in_texts_a_second,
        help="Texts a second, slower than SMS_LINE_RATE.",
    ),
    click.option(
        "--hours", default="9-20", callback=in_hours, show_default=True, help="Their own clock's."
    ),
    click.option(
        "--night",
        type=click.Choice(["wait", "skip"]),
        default="wait",
        show_default=True,
        help="Who sleeps is texted in the morning, or is left out.",
    ),
    click.option(
        "--links",
        type=click.Choice(["none", "broadcast", "person"]),
        default="none",
        callback=_in_links,
        show_default=True,
        help="Shorten links, and count who follows them: all together, or each person.",
    ),
    click.option("--action", default="", metavar="SLUG", help="The action that it is about."),
    click.option("--name", default="", help="For the organizers' list."),
)


def plan_options(command: Command) -> Command:
    """Everything that can be chosen about a broadcast."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


as_option = click.option(
    "--as", "email", default="", metavar="EMAIL", help="The organizer who does it."
)


def planned(line: Application, chosen: dict[str, Any]) -> Plan:
    """The plan that the options make.

    Raises UsageError for a wrong option, and ClickException for a file that cannot be used or an
    action that is not there.
    """
    body, body_es = chosen.pop("body"), chosen.pop("body_es")
    others, others_es = chosen.pop("others"), chosen.pop("others_es")
    file = chosen.pop("file")
    if file and (body or body_es):
        raise click.UsageError("Give --body or --file, not both: the file holds all words.")
    if not (file or body or body_es):
        raise click.UsageError("Give the words with --body, or a file of them with --file.")
    if file and (others or others_es):
        raise click.UsageError("The variants stand in the file, too: # Text B, # Text C.")
    try:
        words = (
            read_words(_text_of(file))
            if file
            else _variants([body, *others], [body_es, *others_es])
        )
        return compose(line.line.parts, Filled(words=words, **chosen))
    except (AudienceMistake, WordsMistake, TimeMistake, PlanMistake) as wrong:
        raise _said(wrong, in_a_file=bool(file)) from wrong


def _said(wrong: Exception, *, in_a_file: bool) -> click.ClickException:
    sentence = " ".join(str(wrong).split("\n"))
    match wrong:
        case AudienceMistake():
            return click.BadParameter(sentence, param_hint="--audience")
        case TimeMistake():
            return click.BadParameter(sentence, param_hint="--at")
        case NoSuchAction():
            return click.ClickException(sentence)
        case WordsMistake() | PlanMistake() if in_a_file:
            return click.ClickException(sentence)
        case _:
            return click.UsageError(sentence)


def _text_of(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeError) as error:
        raise click.ClickException("That file cannot be read; it must be UTF-8 text.") from error


def _variants(english: list[str], spanish: list[str]) -> tuple[Any, ...]:
    count = max(len(english), len(spanish))
    if count > len(VARIANTS):
        raise PlanMistake(f"There are at most {len(VARIANTS)} variants.")
    found: list[dict[str, str]] = [{} for _ in range(count)]
    for language, words in (("en", english), ("es", spanish)):
        for variant, said in zip(found, words, strict=False):
            if said:
                variant[language] = said
    return completed(found)


def who(line: Application, email: str) -> str:
    """Who plans or approves: an organizer who may, or "" the terminal. Raises ClickException."""
    if not email:
        return COMMAND_LINE
    with line.line.parts.database.read() as tx:
        found = organizers.find(tx, email)
    if found is None:
        raise click.ClickException(
            "There is no organizer with this address; see: sms-line organizer list"
        )
    if not may(found.role, May.BROADCAST):
        raise click.ClickException(f"{found.email} is a {found.role} and may only look.")
    return found.email
