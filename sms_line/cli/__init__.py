"""The commands of `sms-line`, one module a group; each is loaded only when it is called."""

import os
import sys
from importlib import import_module

import click

from sms_line.settings import SettingsError
from sms_line.store.database import DatabaseDown

_COMMANDS = {
    "action": ("actions", "Actions: each is one Markdown file."),
    "backup": ("backup", "Write the whole state of the line into a file."),
    "block": ("block", "Numbers that nobody answers."),
    "broadcast": ("broadcast", "One text to many."),
    "call": ("call", "Ring the line from here."),
    "data": ("data", "Who represents whom."),
    "demo": ("demo", "See a supporter's whole action."),
    "doctor": ("doctor", "Is everything in order? What to do where it is not."),
    "export": ("export", "What happened, one row each."),
    "hear": ("ask", "What the line makes of a text."),
    "organizer": ("organizers", "Who may sign in to the organizers' pages."),
    "phone": ("phone", "Text the line from here."),
    "recording": ("recordings", "Audio files that callers hear in place of words."),
    "restore": ("backup", "Put a saved state on this line."),
    "segments": ("ask", "What a text costs: its encoding and its segments."),
    "serve": ("serve", "Serve the line, with a worker beside it."),
    "supporters": ("supporters", "Lists of supporters: bring in, write out, tag."),
    "token": ("tokens", "What other programs come in with."),
    "worker": ("serve", "Carry out what is due: letters, texts, broadcasts."),
}
"""Command → module of this package, where it is an attribute of the same name; and what it is for
in a line, so that the list of all of them loads none."""


class Commands(click.Group):
    """A group that loads a command's module when it is called, and ends in one clear sentence."""

    def list_commands(self, context: click.Context) -> list[str]:
        """All names, in order."""
        return sorted(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of this name."""
        if name not in _COMMANDS:
            return None
        module, _ = _COMMANDS[name]
        command: click.Command = getattr(import_module(f"sms_line.cli.{module}"), name)
        return command

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """What each is for."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, what) for name, (_, what) in sorted(_COMMANDS.items())])

    def invoke(self, context: click.Context) -> object:
        """Run it; what goes wrong becomes a sentence, never a traceback."""
        try:
            return super().invoke(context)
        except (SettingsError, DatabaseDown) as error:
            raise click.ClickException(str(error)) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            sys.stderr.close()  # whoever read our output has gone; there is nobody to tell
            raise click.exceptions.Exit(1) from None
        except Exception as error:
            # The message may quote a row, so only its kind is told.
            raise click.ClickException(
                f"Something unexpected happened ({type(error).__name__}). Run sms-line doctor; "
                "if that finds nothing, please report it with the command you typed."
            ) from error


@click.group(cls=Commands)
@click.version_option(package_name="sms-line")
def main() -> None:
    """An SMS and voice action line for advocacy groups."""
    # What the line writes down is people's: nobody else on this machine may read it.
    os.umask(0o077)
