"""The commands of `sms-line`, one module a group; each is loaded only when it is called."""

import os
import sys
from importlib import import_module

import click

from sms_line.settings import SettingsError
from sms_line.store.database import DatabaseDown

_COMMANDS = {
    "action": "actions",
    "block": "block",
    "broadcast": "broadcast",
    "call": "call",
    "data": "data",
    "demo": "demo",
    "doctor": "doctor",
    "backup": "backup",
    "export": "export",
    "hear": "ask",
    "organizer": "organizers",
    "phone": "phone",
    "recording": "recordings",
    "restore": "backup",
    "segments": "ask",
    "serve": "serve",
    "supporters": "supporters",
    "token": "tokens",
    "worker": "serve",
}
"""Command → module of this package, where it is an attribute of the same name."""


class Commands(click.Group):
    """A group that loads a command's module when it is called, and ends in one clear sentence."""

    def list_commands(self, context: click.Context) -> list[str]:
        """All names, in order."""
        return sorted(_COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of this name."""
        if name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"sms_line.cli.{_COMMANDS[name]}"), name)
        return command

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
