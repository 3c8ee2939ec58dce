"""How commands answer: as words, or as JSON with --json."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import click

from sms_line.store.metadata import LARGEST_NUMBER

row_number = click.IntRange(1, LARGEST_NUMBER)
"""The number of a broadcast or a token."""
json_option = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


def show_json(value: Mapping[str, Any] | Sequence[Any]) -> None:
    """Print a value as JSON; letters of all scripts stay readable."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))
