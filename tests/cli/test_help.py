"""The list of all commands, without loading any of them."""

import subprocess
import sys

import pytest
from click.testing import CliRunner

from sms_line.cli import _COMMANDS, main

HEAVY = ("sqlalchemy.orm", "flask", "twilio", "aiohttp")


def test_each_command_is_listed_and_there() -> None:
    listed = CliRunner().invoke(main, ["--help"], env={"COLUMNS": "100"}).stdout
    for name, (_, what) in _COMMANDS.items():
        assert f"  {name} " in listed
        assert what in " ".join(listed.split())


@pytest.mark.parametrize("name", _COMMANDS)
def test_each_command_helps(name: str) -> None:
    helped = CliRunner().invoke(main, [name, "--help"])
    assert helped.exit_code == 0
    assert f"Usage: main {name}" in helped.stdout


def test_the_list_loads_no_command() -> None:
    asks = (
        "import sys; from click.testing import CliRunner; from sms_line.cli import main;"
        "CliRunner().invoke(main, ['--help']); print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "sms_line.cli" in loaded
    assert not [each for each in loaded if each.startswith(HEAVY) or each == "sms_line.app"]
