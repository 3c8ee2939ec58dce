"""`-` for a file: what is piped in or out, as into a container, where the file itself is not."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

import click


def is_dash(file: Path) -> bool:
    """Is standard input or output meant?"""
    return file == Path("-")


@contextmanager
def whole_input() -> Iterator[IO[bytes]]:
    """Standard input as a file in which one can go back and forth. Raises OSError."""
    with TemporaryFile() as whole:  # has no name, so that nothing is left if we are killed
        shutil.copyfileobj(sys.stdin.buffer, whole)
        whole.seek(0)
        yield whole


@contextmanager
def bytes_out(example: str) -> Iterator[IO[bytes]]:
    """Standard output for bytes, which no terminal shows. Raises UsageError, OSError."""
    if sys.stdout.isatty():
        raise click.UsageError(f"This is nothing to read; send it into a file: {example}")
    yield sys.stdout.buffer
    sys.stdout.buffer.flush()
