"""`sms-line export`: one row each, safe in a spreadsheet, whole in JSON, a stream."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from sms_line.core.states import Leg
from sms_line.store import calls
from sms_line.store.migrate import migrate
from sms_line.store.tables import texts
from tests.cli.conftest import ANA, CommandLine, MakeLine

COLUMNS = {
    "letters": ["id", "action", "bioguide", "office", "sender_name", "subject", "body", "at"],
    "texts": [
        *("id", "direction", "phone", "body", "at", "action"),
        *("status", "segments", "error", "flagged"),
    ],
    "calls": [
        *("call_id", "phone", "direction", "call_status", "call_seconds"),
        *("action", "bioguide", "kind", "status", "went", "seconds", "at"),
    ],
    "deliveries": [
        *("id", "letter_id", "action", "bioguide", "route"),
        *("status", "detail", "attempts", "at"),
    ],
}


def as_csv(line: CommandLine, kind: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(line.does("export", kind), newline="")))


def as_json(line: CommandLine, kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(line.does("export", kind, "--json"))
    return rows


@pytest.mark.parametrize("kind", COLUMNS)
def test_nothing_yet_is_a_header_and_an_empty_array(sqlite_line: MakeLine, kind: str) -> None:
    line = sqlite_line("new")
    assert line.does("export", kind) == ",".join(COLUMNS[kind]) + "\n"
    assert line.does("export", kind, "--json") == "[]\n"


def test_what_happened_in_both_shapes(lived_in: CommandLine) -> None:
    for kind in ("letters", "texts", "deliveries"):
        rows, cells = as_json(lived_in, kind), as_csv(lived_in, kind)
        assert [list(row) for row in rows] == [COLUMNS[kind]] * len(rows)
        assert len(rows) == len(cells) > 0
        for row, cell in zip(rows, cells, strict=True):
            assert {name: _as_cell(value) for name, value in row.items()} == cell


def test_what_is_taken_along_is_in_the_log(lived_in: CommandLine) -> None:
    lived_in.does("export", "letters")
    lived_in.does("supporters", "export")
    taken = [row for row in lived_in.contents()["audit"] if row["did"] == "took along as a file"]
    assert [(row["who"], row["kind"]) for row in taken] == [
        ("sms-line", "letters"),
        ("sms-line", "supporters"),
    ]


def _as_cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def test_each_kind_says_what_it_should(lived_in: CommandLine) -> None:
    deliveries = as_json(lived_in, "deliveries")
    assert [each["bioguide"] for each in deliveries] == ["B001261", "L000571", "H001096"]
    assert {
        (e["action"], e["route"], e["status"], e["detail"], e["attempts"]) for e in deliveries
    } == {("freethemall", "outbox", "accepted", "kept in the outbox", 1)}
    letters = as_json(lived_in, "letters")
    assert [each["id"] for each in letters] == [each["letter_id"] for each in deliveries]
    assert {each["sender_name"] for each in letters} == {"Ana Diaz"}
    assert all("Ana Diaz" in each["body"] for each in letters)
    sent = as_json(lived_in, "texts")
    assert [each["body"] for each in sent if each["direction"] == "in"][:2] == ["free", "82001"]
    assert {each["phone"] for each in sent} == {ANA}
    assert datetime.fromisoformat(sent[0]["at"]).tzinfo is not None


def test_a_row_for_each_office_that_was_rung(line: CommandLine) -> None:
    at = datetime(2026, 11, 23, 15, tzinfo=UTC)
    with line.database() as database:
        migrate(database)
        with database.write() as tx:
            for sid, phone in (("CA1", ANA), ("CA2", None)):
                calls.begin(
                    database, tx, sid=sid, phone=phone, line_number="", direction="in", now=at
                )
            for office in ("B001261", "L000571"):
                leg = Leg(office, "washington", "completed", "spoke")
                calls.record_leg(tx, 1, "freethemall", leg, 60, at)
    first, second, third = as_json(line, "calls")
    assert [first["bioguide"], second["bioguide"], third["bioguide"]] == [
        "B001261",
        "L000571",
        None,
    ]
    assert first == {
        "call_id": 1,
        "phone": ANA,
        "direction": "in",
        "call_status": "in-progress",
        "call_seconds": 0,
        "action": "freethemall",
        "bioguide": "B001261",
        "kind": "washington",
        "status": "completed",
        "went": "spoke",
        "seconds": 60,
        "at": at.isoformat(),
    }
    assert (third["call_id"], third["phone"], third["at"]) == (2, None, at.isoformat())
    assert as_csv(line, "calls")[2]["bioguide"] == ""


@pytest.mark.parametrize(
    ("body", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1 to that", "'+1 to that"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'\t=1+1"),  # a spreadsheet skips the tab
        ("\r\n=1+1", "'\r\n=1+1"),
        ("＝1+1", "'＝1+1"),  # a full-width sign is a sign in some countries
        ("+13075550100+1", "'+13075550100+1"),  # no telephone number
        ("+13075550100", "+13075550100"),  # a telephone number
        ("1-1=0", "1-1=0"),
        ("'=1+1", "'=1+1"),  # nothing to add
        ('say "no",\nall of you', 'say "no",\nall of you'),
        ("¿Qué? ✊🏽", "¿Qué? ✊🏽"),
    ],
)
def test_a_cell_is_no_formula(sqlite_line: MakeLine, body: str, cell: str) -> None:
    line = sqlite_line("cells")
    _receive(line, body)
    assert as_csv(line, "texts")[0]["body"] == cell
    assert as_json(line, "texts")[0]["body"] == body  # every word as it was
    assert as_csv(line, "texts")[0]["phone"] == ANA


def _receive(line: CommandLine, body: str, times: int = 1) -> None:
    row = {
        "direction": "in",
        "phone": ANA,
        "body": body,
        "at": datetime(2026, 11, 23, tzinfo=UTC),
        "status": "received",
    }
    with line.database() as database:
        migrate(database)
        with database.write() as tx:
            tx.execute(insert(texts), [row] * times)


def test_more_rows_than_are_fetched_at_once(line: CommandLine) -> None:
    _receive(line, "hello", times=2_500)
    assert [each["id"] for each in as_json(line, "texts")] == list(range(1, 2_501))
    assert len(as_csv(line, "texts")) == 2_500


def test_whoever_reads_may_stop(line: CommandLine, tmp_path: Path) -> None:
    _receive(line, "hello" * 20, times=5_000)
    for more in ([], ["--json"]):
        command = [sys.executable, "-m", "sms_line", "export", "texts", *more]
        root = Path(__file__).parents[2]
        # A terminal that is set to nothing sensible makes no difference.
        environment = {**os.environ, **line.environment, "PYTHONIOENCODING": "ascii"}
        environment["PYTHONPATH"] = str(root)
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout
            assert process.stderr
            assert process.stdout.readline()
            process.stdout.close()
            assert process.stderr.read() == b""


def test_wrong_usage(sqlite_line: MakeLine) -> None:
    line = sqlite_line("new")
    assert "'faxes' is not one of" in line.fails("export", "faxes", code=2)
    assert "Missing argument" in line.fails("export", code=2)
    line.more["SMS_LINE_DATABASE_URL"] = "postgresql://nobody@127.0.0.1:1/none"
    assert "The database does not answer" in line.fails("export", "texts")
