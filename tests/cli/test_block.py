"""`sms-line block`: numbers that are not answered, at the terminal."""

import json

import pytest

from sms_line.store.desk_tables import audit
from tests.cli.conftest import ANA, CommandLine


def test_add_list_remove(line: CommandLine) -> None:
    assert line.does("block", "list") == "No number is blocked.\n"
    assert line.does("block", "add", "307-555-0100", "--reason", "sells roofs") == (
        f"{ANA} is blocked.\n"
    )
    assert line.does("block", "add", ANA) == f"{ANA} was blocked before.\n"
    listed = line.does("block", "list")
    assert listed.startswith(f"{ANA}  since 20")
    assert listed.endswith("UTC  by sms-line  sells roofs\n")
    (row,) = json.loads(line.does("block", "list", "--json"))
    assert (row["phone"], row["reason"], row["who"]) == (ANA, "sells roofs", "sms-line")
    assert line.does("block", "remove", "(307) 555-0100") == f"{ANA} is no longer blocked.\n"
    assert json.loads(line.does("block", "list", "--json")) == []
    with line.database() as database, database.read() as tx:
        done = [row.did for row in tx.execute(audit.select().order_by(audit.c.id))]
    assert done == ["blocked", "unblocked"]


def test_what_is_not_blocked(line: CommandLine) -> None:
    assert "This number is not blocked" in line.fails("block", "remove", ANA)


@pytest.mark.parametrize("typed", ["FREE", "12", "+1", "555-01000000000000"])
def test_what_is_no_number(line: CommandLine, typed: str) -> None:
    assert "a number looks like" in line.fails("block", "add", typed, code=2)


def test_a_reason_too_long(line: CommandLine) -> None:
    assert "at most 200" in line.fails("block", "add", ANA, "--reason", "x" * 201, code=2)
