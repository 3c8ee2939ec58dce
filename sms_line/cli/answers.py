"""How commands answer: as words, or as JSON with --json."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import click

from sms_line.store.metadata import LARGEST_NUMBER


def row_number(said: str) -> int:
    """The number of a broadcast or a token, as lists show it; a type of Click's. Raises
    BadParameter."""
    said = said.strip()
    if not (said.isascii() and said.isdecimal() and 0 < int(said[:12]) <= LARGEST_NUMBER):
        raise click.BadParameter(f"{said!r} is not the number of any; the list shows them.")
    return int(said)


json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


def show_json(value: Mapping[str, Any] | Sequence[Any]) -> None:
    """Print a value as JSON; letters of all scripts stay readable."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
