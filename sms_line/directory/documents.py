"""Bytes into records: JSON, YAML and tables, each mistake as one sentence that names the file."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import yaml

from sms_line.directory.gathered import SyncFailed

# The C reader takes 0.5 s for the legislators, the pure one 2.3 s; some builds lack it.
_YAML: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def records(file: str, data: bytes) -> list[Any]:
    """The entries of a JSON or YAML list, by the file's ending. Raises SyncFailed."""
    document = mapping_or_list(file, data)
    if not isinstance(document, list) or not document:
        raise SyncFailed(f"{file} is not the list that it should be.")
    return document


def mapping_or_list(file: str, data: bytes) -> Any:
    """A JSON or YAML document, by the file's ending. Raises SyncFailed."""
    try:
        if file.endswith(".json"):
            return json.loads(data)
        return yaml.load(data, Loader=_YAML)  # noqa: S506 - both loaders are the safe ones
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise SyncFailed(f"{file} cannot be read: it is cut short or is another file.") from error


def table(
    file: str, data: bytes, delimiter: str = ","
) -> tuple[list[str], Iterator[Mapping[str, str]]]:
    """The header and the rows of a table whose first line names its columns. Raises SyncFailed."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SyncFailed(f"{file} is not a text file.") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    return list(reader.fieldnames or ()), reader


@contextmanager
def entry(file: str, number: int) -> Iterator[None]:
    """Turn a surprise in one entry into a sentence that says which (the first is 1)."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, csv.Error) as error:
        raise SyncFailed(
            f"{file}: entry {number} is not of the expected shape; the file is cut short or "
            "has changed."
        ) from error
