"""`sms-line phone`: a practice phone in the terminal."""

import contextlib
import sys

import click

from sms_line import settings
from sms_line.app import Application, build, prepare
from sms_line.cli.practice import Background, Conversation, carry_out
from sms_line.web.phone import NotTaken, normal_number

SOMEBODY = "+13075550142"
"""From the range that is kept free for stories and tests."""


@click.command()
@click.option(
    "--from", "number", default=SOMEBODY, show_default=True, help="The number you text from."
)
def phone(number: str) -> None:
    """Text the line from here: each line you type is a text. Ends with the input."""
    sender = normal_number(number)
    if not sender:
        raise click.UsageError(f"{number} is no telephone number; try one like {SOMEBODY}.")
    application = build(settings.read())
    prepare(application)
    for sentence in application.missing():
        click.echo(f"Note: {sentence}", err=True)
    if not application.settings.practice:
        click.echo("Note: this is the live line; a letter that you say YES to is sent.", err=True)
    with contextlib.ExitStack() as stack:
        stack.callback(application.close)
        if application.settings.practice:
            # So that letters leave and receipts come without a server beside this; a worker
            # that runs all the same does no harm: whoever claims a row first has it.
            stack.enter_context(Background(lambda: carry_out(application)))
        _talk(application, Conversation(application, application.phone, sender))


def _talk(application: Application, conversation: Conversation) -> None:
    typing = sys.stdin.isatty()
    if typing:
        click.echo(f"This is {application.settings.number}. Type a text; Ctrl-D ends.", err=True)
    with Background(conversation.show_news) if typing else contextlib.nullcontext():
        for line in sys.stdin:
            text = line.rstrip("\r\n")
            if not text.strip():
                continue
            try:
                conversation.say(text, echo=not typing)
            except NotTaken:
                raise click.ClickException(
                    "The line did not take that text; run sms-line doctor to see why."
                ) from None
            if not typing:
                conversation.settle()
    conversation.settle()
