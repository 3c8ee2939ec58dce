"""CSV files as programs really save them."""

import pytest

from sms_line.supporter_lists.records import LONGEST_RECORD, NoTable, Record, records


def read(raw: bytes) -> list[tuple[int, tuple[str, ...] | None]]:
    return [(each.line, each.cells) for each in records(iter(raw.splitlines(keepends=True)))]


@pytest.mark.parametrize(
    ("raw", "cells", "why"),
    [
        (b"a,b\n1,2\n", ("1", "2"), "plain"),
        (b"a,b\r\n1,2", ("1", "2"), "Windows' line ends, none at the end"),
        (b"\xef\xbb\xbfa,b\n1,2\n", ("1", "2"), "Excel's mark of UTF-8"),
        (b"a;b\n1;2,5\n", ("1", "2,5"), "Excel where the comma is in numbers"),
        (b"a\tb\n1\t2\n", ("1", "2"), "pasted from a sheet"),
        (b"a,b\n\xc3\xb1,2\n", ("ñ", "2"), "UTF-8"),
        (b"a,b\n\xf1,2\n", ("ñ", "2"), "Latin-1"),
        (b"a,b\n\x93so\x94,2\n", ("“so”", "2"), "Windows' curly quotes"),
        (b"a,b\n\x81,2\n", ("\x81", "2"), "in no alphabet, and still a row"),
        (b'a,b\n"1,5",2\n', ("1,5", "2"), "a comma in quotes"),
        (b'a,b\n"say ""no""",2\n', ('say "no"', "2"), "quotes in quotes"),
        (b'a,b\n"two\nlines",2\n', ("two\nlines", "2"), "a line end in quotes"),
        (b'a,b\nAna "Nan" D,2\n', ('Ana "Nan" D', "2"), "quotes in the middle are letters"),
        (b"a,b\n\n  \n1,2\n", ("1", "2"), "empty lines"),
    ],
)
def test_a_row_is_read(raw: bytes, cells: tuple[str, ...], why: str) -> None:
    assert read(raw)[1][1] == cells, why
    assert len(read(raw)) == 2, why


def test_a_mark_of_utf_8_is_not_in_the_first_name() -> None:
    assert read(b"\xef\xbb\xbfa,b\n")[0] == (1, ("a", "b"))


def test_a_quotation_mark_that_nobody_closed_costs_one_row() -> None:
    raw = b'a,b\n"open,2\n3,4\n5,6\n'
    assert read(raw) == [(1, ("a", "b")), (2, None), (3, ("3", "4")), (4, ("5", "6"))]


def test_nor_does_it_reach_to_the_next_one() -> None:
    raw = b'a,b\n"open,2\n3,4\nx,"fine, too"\n7,8\n'
    assert read(raw)[1:] == [(2, None), (3, ("3", "4")), (4, ("x", "fine, too")), (5, ("7", "8"))]


def test_nor_does_a_long_file_lie_in_memory_for_it() -> None:
    asked = 0

    def endless() -> object:
        nonlocal asked
        yield b"a,b\n"
        yield b'"open,2\n'
        while True:
            asked += 1
            yield b"3,4\n"

    found = records(endless())  # type: ignore[arg-type]
    assert [next(found).line for _ in range(3)] == [1, 2, 3]
    assert asked <= LONGEST_RECORD


def test_what_cannot_be_read_is_kept_as_it_stands() -> None:
    rows = records([b"a,b\n", b'"x" y,2\r\n'])
    assert list(rows)[1] == Record(2, None, '"x" y,2')


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        ("a,b\n".encode("utf-16"), "UTF-16"),
        (b"PK\x03\x04\x14\x00", "workbook"),
    ],
)
def test_no_table(raw: bytes, said: str) -> None:
    with pytest.raises(NoTable, match=said):
        read(raw)
