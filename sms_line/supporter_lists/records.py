"""From the bytes of a CSV file to its records, one after another: of any length, in flat memory.

A record that cannot be read spoils no other: each line is read by itself, and only a quotation
mark that is still open asks for the next.
"""

import codecs
import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

LONGEST_RECORD = 20
"""Lines: a cell with more line ends is a quotation mark that nobody closed."""
_SEPARATORS = ",;\t|"
_Line = tuple[int, str]
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class NoTable(Exception):
    """The file cannot be read as a CSV file at all. The message is one clear sentence."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row: the line on which it begins, and its cells."""

    line: int
    cells: tuple[str, ...] | None
    """None where it cannot be read."""
    text: str = ""
    """What stands there, where it cannot be read."""


def records(raw: Iterable[bytes]) -> Iterator[Record]:
    """The records of a file that is given line by line, header first; empty lines are left out.

    UTF-8 with and without its mark, and lines in Windows' Western alphabet, as Excel saves them.
    The cells stand apart by what separates the header's. Raises NoTable.
    """
    lines = _numbered(raw)
    first = next((each for each in lines if each[1].strip()), None)
    if first is None:
        raise NoTable("The file is empty; its first line names the columns.")
    separator = max(_SEPARATORS, key=first[1].count)
    waiting = deque([first])
    while _one_waits(waiting, lines):
        if waiting[0][1].strip():
            yield _record(waiting, lines, separator)
        else:
            waiting.popleft()


def _one_waits(waiting: deque[_Line], lines: Iterator[_Line]) -> bool:
    if not waiting:
        waiting.extend(islice(lines, 1))
    return bool(waiting)


def _numbered(raw: Iterable[bytes]) -> Iterator[_Line]:
    for number, line in enumerate(raw, 1):
        if number == 1 and line.startswith(_UTF_16):
            raise NoTable("The file is in UTF-16; save it as CSV UTF-8 and try again.")
        if number == 1 and line.startswith(b"PK\x03\x04"):
            raise NoTable("The file is a workbook; save the sheet as CSV UTF-8 and try again.")
        yield number, _decoded(line.removeprefix(codecs.BOM_UTF8) if number == 1 else line)


def _decoded(line: bytes) -> str:
    for encoding in ("utf-8", "cp1252"):
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("latin-1")


def _record(waiting: deque[_Line], lines: Iterator[_Line], separator: str) -> Record:
    """The record that begins with the first waiting line; what it does not need goes on waiting."""
    number, first = waiting[0]
    text, taken = first, 1
    while text.count('"') % 2 and taken < LONGEST_RECORD:
        if len(waiting) == taken:
            waiting.extend(islice(lines, 1))
        if len(waiting) == taken:
            break
        text += waiting[taken][1]
        taken += 1
    cells = _cells(text, separator)
    for _ in range(taken if cells is not None else 1):
        waiting.popleft()
    return Record(number, cells, "" if cells is not None else first.rstrip("\r\n"))


def _cells(text: str, separator: str) -> tuple[str, ...] | None:
    try:
        (row,) = csv.reader([text], delimiter=separator, strict=True)
    except csv.Error:
        return None
    return tuple(row)
