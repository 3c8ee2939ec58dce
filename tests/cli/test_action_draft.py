"""`sms-line action draft`: an alert in, Markdown out, the notes beside it."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from sms_line.bundle_paths import FIXTURES
from sms_line.cli import main
from tests.cli.conftest import CommandLine, MakeLine

SEED = FIXTURES / "alerts" / "seed.txt"


@pytest.fixture
def line(sqlite_line: MakeLine) -> CommandLine:
    return sqlite_line("line")


def test_the_markdown_goes_out_and_the_notes_beside_it(line: CommandLine) -> None:
    result = line.run("action", "draft", str(SEED))
    assert result.exit_code == 0
    assert result.stdout == (FIXTURES / "alerts" / "seed.md").read_text("utf-8")
    assert result.stderr.startswith('Found:\n  Title: "#FreeThemAll National Day of Action')
    assert "\nMissing:\n  The alert does not say which group it is from;" in result.stderr
    assert "\nA Spanish version wants:\n" in result.stderr


def test_from_standard_input_with_the_lines_own_group(line: CommandLine) -> None:
    line.more["SMS_LINE_ORGANIZATION"] = "Neighbors Together"
    result = CliRunner().invoke(
        main,
        ["action", "draft", "-", "--contact", "help@example.org"],
        input=SEED.read_bytes(),
        env=dict(line.environment),
    )
    assert result.exit_code == 0
    assert "\norganization: Neighbors Together\ncontact: help@example.org\n" in result.stdout
    assert "Missing" not in result.stderr


def test_the_draft_is_checked_and_loaded_as_it_stands(line: CommandLine, tmp_path: Path) -> None:
    drafted = tmp_path / "draft.md"
    assert line.does("action", "draft", str(SEED), "-o", str(drafted)) == ""
    assert "good" in line.does("action", "check", str(drafted))
    assert "is loaded" in line.does("action", "load", str(drafted))
    # The word is taken now, so a second alert gets another one.
    assert "keywords: {en: FREETHEMALL}" in line.run("action", "draft", str(SEED)).stdout


def test_what_somebody_has_written_is_not_written_over(line: CommandLine, tmp_path: Path) -> None:
    mine = tmp_path / "mine.md"
    mine.write_text("mine", "utf-8")
    assert (
        "cannot be written: File exists"
        in line.run("action", "draft", str(SEED), "-o", str(mine)).stderr
    )
    assert mine.read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "There are no words here; paste the text of the alert."),
        (b"x" * 300_000, "paste only the alert itself."),
        (b"<nav>Home</nav>", "There are no words here"),
    ],
)
def test_what_is_no_alert(line: CommandLine, tmp_path: Path, content: bytes, sentence: str) -> None:
    pasted = tmp_path / "alert.txt"
    pasted.write_bytes(content)
    assert sentence in line.fails("action", "draft", str(pasted))


def test_a_file_that_is_not_there(line: CommandLine) -> None:
    assert "No such file" in line.fails("action", "draft", "nowhere.txt", code=2)
