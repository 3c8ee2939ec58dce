"""`sms-line supporters`: lists in and out; no list undoes a STOP."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import Table, select

from sms_line.bundle_paths import FIXTURES
from sms_line.cli import main
from sms_line.store.broadcast_tables import tags
from sms_line.store.tables import consents, supporters, suppressions
from sms_line.supporter_lists import importing
from tests.cli.conftest import ANA, CommandLine, MakeLine

Write = Callable[..., str]
"""Writes a list of these rows and gives its path."""
HEADER = "phone,name,zip,consent_at,consent_source"
BEN = "+13075550101"


@pytest.fixture
def ready(synced: CommandLine) -> CommandLine:
    """A line that knows who represents whom, and an action."""
    synced.does("action", "load", str(FIXTURES / "actions" / "freethemall.md"))
    return synced


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def one(*rows: str, header: str = HEADER) -> str:
        path = tmp_path / "list.csv"
        path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
        return str(path)

    return one


def besides_the_log(line: CommandLine) -> dict[str, list[dict[str, Any]]]:
    """All rows but those of the log, which says that there was an import."""
    return {name: rows for name, rows in line.contents().items() if name != "audit"}


def table(line: CommandLine, name: Table) -> list[dict[str, Any]]:
    with line.database() as database, database.read() as tx:
        return [dict(row._mapping) for row in tx.execute(select(name))]


def test_the_good_come_in_the_bad_are_told(
    ready: CommandLine, write: Write, tmp_path: Path
) -> None:
    file = write(
        "307-555-0100,Ana Diaz,82001,2026-11-01T10:00:00Z,web form",
        "12,Ben,82001,2026-11-01,web form",
        "307-555-0102,Cy,82001,,",
        ",,,,",
        "307-555-0103,=Di,,11/2/2026,paper",
        "307-555-0104,Ed,82001,2026-11-01,web,too,many",
    )
    errors = tmp_path / "bad.csv"
    result = ready.run("supporters", "import", file, "--errors", str(errors), "--tag", "Nov")
    assert result.exit_code == 0
    assert result.stdout == "2 new supporters\n3 rows left out\n"
    assert [line.partition(":")[0] for line in result.stderr.splitlines()] == [
        "line 3",
        "line 4",
        "line 7",
    ]
    left = list(csv.DictReader(io.StringIO(errors.read_text("utf-8"))))
    assert [(row["line"], row["name"]) for row in left] == [("3", "Ben"), ("4", "Cy"), ("7", "Ed")]
    ana, di = table(ready, supporters)
    assert (ana["phone"], ana["name"], ana["city"], ana["district"]) == (
        (ANA, "Ana Diaz", "Cheyenne", "WY-AL")
    )
    assert di["name"] == "=Di"
    proof = table(ready, consents)[0]
    assert (proof["phone"], proof["kind"], proof["source"], proof["words"]) == (
        (ANA, "opt-in", "import", "web form")
    )
    assert proof["at"] == datetime(2026, 11, 1, 10, tzinfo=UTC)
    assert {row["tag"] for row in table(ready, tags)} == {"nov"}


def test_twice_the_same_changes_nothing(ready: CommandLine, write: Write) -> None:
    file = write(
        "307-555-0100,Ana Diaz,82001,2026-11-01,web form",
        "307-555-0101,Ben,,2026-11-01,paper",
    )
    ready.does("supporters", "import", file, "--tag", "nov")
    before = besides_the_log(ready)
    answer = json.loads(ready.does("supporters", "import", file, "--tag", "nov", "--json"))
    assert (answer["new"], answer["known"], answer["bad"]) == (0, 2, 0)
    assert besides_the_log(ready) == before


def test_the_first_row_of_a_number_wins_and_the_next_fill_blanks(
    ready: CommandLine,
    write: Write,
) -> None:
    file = write(
        "307-555-0100,Ana Diaz,,2026-11-01,web form",
        "(307) 555-0100,A. D.,82001,2026-10-01,paper",
    )
    assert ready.does("supporters", "import", file).startswith("1 new supporter\n1 known before")
    (ana,) = table(ready, supporters)
    assert (ana["name"], ana["zip"], ana["state"]) == ("Ana Diaz", "82001", "WY")
    assert len(table(ready, consents)) == 2


def test_what_people_said_themselves_stays(ready: CommandLine, write: Write) -> None:
    ready.text("free", "82001", "Ana Diaz", "no", "yes")
    file = write("307-555-0100,Somebody Else,00901,2026-11-01,web form")
    ready.does("supporters", "import", file)
    (ana,) = table(ready, supporters)
    assert (ana["name"], ana["zip"], ana["district"]) == ("Ana Diaz", "82001", "WY-AL")


@pytest.mark.parametrize(
    ("words", "reason", "told"),
    [
        (("free", "stop"), "opt-out", "1 said STOP, kept out"),
        (("free", "forget me"), "forgotten", "1 asked to be forgotten, kept out"),
    ],
)
def test_no_list_undoes_a_stop(
    ready: CommandLine,
    write: Write,
    words: tuple[str, ...],
    reason: str,
    told: str,
) -> None:
    ready.text(*words)
    before = ready.contents()
    # They agreed later than they said STOP, if the list is to be believed.
    now = datetime.now(UTC).isoformat()
    file = write(f"307-555-0100,Ana,82001,{now},web", f"307-555-0101,Ben,82001,{now},web")
    assert told in ready.does("supporters", "import", file)
    answer = json.loads(ready.does("supporters", "import", file, "--json"))
    assert answer["kept_out"] == {reason: 1}
    assert ready.contents()["suppressions"] == before["suppressions"]
    mine = [row for row in table(ready, consents) if row["phone"] == ANA]
    assert [row["source"] for row in mine].count("import") == 0
    assert [row["phone"] for row in table(ready, suppressions)] == [ANA]


def test_an_imported_supporter_is_not_asked_again(ready: CommandLine, write: Write) -> None:
    ready.does("supporters", "import", write("307-555-0100,Ana Diaz,82001,2026-11-01,web form"))
    ready.text("free")
    (ana,) = table(ready, supporters)
    assert (ana["name"], ana["zip"], ana["district"]) == ("Ana Diaz", "82001", "WY-AL")
    asked = [row["body"] for row in ready.contents()["texts"] if row["direction"] == "out"]
    assert "ZIP" not in asked[0]
    assert "What is your name" not in asked[0]


def test_a_blank_does_not_overwrite_an_imported_name(ready: CommandLine, write: Write) -> None:
    ready.text("free")
    ready.does("supporters", "import", write("307-555-0100,Ana Diaz,82001,2026-11-01,web form"))
    ready.text("español")
    (ana,) = table(ready, supporters)
    assert (ana["name"], ana["zip"], ana["language"]) == ("Ana Diaz", "82001", "es")


def test_a_dry_run_counts_as_the_import_will(
    ready: CommandLine, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    ana, ben, cy = (f"307-555-010{each},Ana,,2026-11-01,web" for each in (0, 1, 2))
    file = write(ana, ben, cy, ana, "12,,,,", ben, ben)
    tried = json.loads(ready.does("supporters", "import", file, "--dry-run", "--json"))
    done = json.loads(ready.does("supporters", "import", file, "--json"))
    assert (done["new"], done["known"], done["bad"]) == (3, 3, 1)
    assert tried == done | {"dry_run": True}


def test_a_dry_run_writes_nothing(ready: CommandLine, write: Write) -> None:
    before = ready.contents()
    file = write("307-555-0100,Ana,82001,2026-11-01,web", "12,,,,")
    said = ready.does("supporters", "import", file, "--dry-run")
    assert said.startswith("Nothing was written; an import would come to this:\n1 new supporter\n")
    assert ready.contents() == before


def test_from_standard_input(ready: CommandLine) -> None:
    result = CliRunner().invoke(
        main,
        ["supporters", "import", "-"],
        env=ready.environment,
        input=f"{HEADER}\n307-555-0100,Ana,82001,2026-11-01,web\n",
    )
    assert (result.exit_code, result.stdout) == (0, "1 new supporter\n")


def test_what_is_written_out_can_be_brought_in(
    ready: CommandLine,
    write: Write,
    other: CommandLine,
    tmp_path: Path,
) -> None:
    file = write(
        "307-555-0100,=Ana,82001,2026-11-01T10:00:00Z,web form,es,a;b",
        "307-555-0101,Ben,,2026-11-02,paper,,",
        header=HEADER + ",language,tags",
    )
    ready.does("supporters", "import", file)
    ready.text("stop", sender=BEN)
    ready.text("free", sender="+13075550102")
    written = ready.does("supporters", "export")
    ana, ben, cy = csv.DictReader(io.StringIO(written, newline=""))
    assert list(ana)[:5] == HEADER.split(",")
    assert (ana["name"], ana["tags"], ana["language"], ana["district"], ana["status"]) == (
        ("'=Ana", "a;b", "es", "WY-AL", "subscribed")
    )
    assert ben["status"] == "stopped"
    assert (cy["consent_source"], cy["status"]) == ("text: free", "subscribed")
    again = tmp_path / "again.csv"
    ready.does("supporters", "export", "-o", str(again))
    assert again.read_text("utf-8") == written
    before = besides_the_log(ready)
    answer = json.loads(ready.does("supporters", "import", str(again), "--json"))
    assert (answer["known"], answer["bad_rows"], answer["unused_columns"]) == (
        (2, [{"line": 3, "reason": "status says that they are not subscribed"}], [])
    )
    assert besides_the_log(ready) == before
    other.does("data", "sync", "--from", str(FIXTURES / "directory"))
    other.does("supporters", "import", str(again))
    assert [row["name"] for row in table(other, supporters)] == ["=Ana", ""]
    rows = json.loads(ready.does("supporters", "export", "--json"))
    assert [row["status"] for row in rows] == ["subscribed", "stopped", "subscribed"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "The file is empty"),
        ("phone,name\n307-555-0100,Ana\n", "no column consent_at or consent_source"),
        ("phone,Phone,consent_at,consent_source\n", "Two columns are called phone"),
        (f"{HEADER}\n", "it has no rows"),
        (f"{HEADER}\n12,,,,\n", "none of its rows can be used"),
    ],
)
def test_nothing_to_use(ready: CommandLine, tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "list.csv"
    file.write_text(text, "utf-8")
    assert said in ready.fails("supporters", "import", str(file))


def test_wrong_usage(sqlite_line: MakeLine, tmp_path: Path) -> None:
    line = sqlite_line("new")
    line.fails("supporters", "import", str(tmp_path / "none.csv"), code=2)
    file = tmp_path / "list.csv"
    file.write_text(f"{HEADER}\n307-555-0100,Ana,82001,2026-11-01,web\n", "utf-8")
    assert "sms-line data sync" in line.fails("supporters", "import", str(file))
    line.fails("supporters", "import", str(file), "--tag", " ", code=2)
