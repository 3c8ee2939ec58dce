"""`-` for a file: what is piped into a container and out of it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sms_line.bundle_paths import FIXTURES
from sms_line.cli import main
from tests.cli.conftest import CommandLine, MakeLine

ACTION = (FIXTURES / "actions" / "freethemall.md").read_bytes()


def piped(line: CommandLine, content: bytes, *words: str) -> Result:
    return CliRunner().invoke(main, list(words), input=content, env=dict(line.environment))


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_an_action_that_says_its_slug(sqlite_line: MakeLine, line_end: bytes) -> None:
    line = sqlite_line("line")
    source = ACTION.replace(b"---\n", b"---\nslug: release\n", 1).replace(b"\n", line_end)
    checked = piped(line, source, "action", "check", "-")
    assert checked.stdout.startswith("-: good. "), checked.output
    loaded = piped(line, source, "action", "load", "-")
    assert loaded.stdout.startswith("release, version 1, is loaded."), loaded.output
    assert line.does("action", "show", "release").encode() == source.replace(line_end, b"\n")


@pytest.mark.parametrize("command", ["check", "load"])
def test_an_action_without_a_name(sqlite_line: MakeLine, command: str) -> None:
    refused = piped(sqlite_line("line"), ACTION, "action", command, "-")
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Error: -:1: ")
    assert "slug" in refused.stderr


def test_a_backup_there_and_back(lived_in: CommandLine, other: CommandLine) -> None:
    made = lived_in.run("backup", "-")
    assert made.exit_code == 0
    assert made.stderr.startswith("-: ")
    restored = piped(other, made.stdout_bytes, "restore", "-", "--resume")
    assert restored.exit_code == 0, restored.output
    assert other.contents() == lived_in.contents()
    assert other.outbox() == lived_in.outbox() != {}


def test_a_backup_that_broke_off(lived_in: CommandLine, other: CommandLine) -> None:
    half = lived_in.run("backup", "-").stdout_bytes[:-100]
    refused = piped(other, half, "restore", "-")
    assert refused.exit_code == 1
    assert "Nothing was restored." in refused.stderr
    assert not other.outbox()


def test_a_backup_is_nothing_to_read(sqlite_line: MakeLine, tmp_path: Path) -> None:
    line = sqlite_line("line")
    assert "leave --json out" in line.fails("backup", "-", "--json", code=2)
    screen, terminal = os.openpty()
    command = [sys.executable, "-m", "sms_line", "backup", "-"]
    try:
        environment = {**os.environ, **line.environment}
        ended = subprocess.run(
            command, stdout=terminal, stderr=subprocess.PIPE, env=environment, check=False
        )
    finally:
        os.close(terminal)
        os.close(screen)
    assert ended.returncode == 2
    assert b"sms-line backup - > line.backup" in ended.stderr
