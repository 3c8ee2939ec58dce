"""The README's first command, and the practice phone in the terminal, as a newcomer runs them."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from sms_line.bundle_paths import FIXTURES

ROOT = Path(__file__).parents[2]
CONVERSATION = ["FREE!", "82001", "Ana Diaz", "yes", "YES"]


def _run(
    *arguments: str, folder: Path, typed: str = "", packages: Path = ROOT
) -> "subprocess.CompletedProcess[str]":
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SMS_LINE", "TWILIO"))}
    environment |= {
        "PYTHONPATH": str(packages),
        "SMS_LINE_DATA_DIR": str(folder / "var"),
        "SMS_LINE_GEOCODER_URL": "",
    }
    return subprocess.run(
        [sys.executable, "-m", "sms_line", *arguments],
        cwd=folder,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def _check_demo(done: "subprocess.CompletedProcess[str]") -> None:
    assert done.returncode == 0, done.stderr
    for expected in (
        "> FREE!",
        "< Your senators: John Barrasso & Cynthia M. Lummis.",
        "< Sent: your letter to John Barrasso, Cynthia M. Lummis & Harriet M. Hageman.",
        "3 letters left",
        "I am your constituent from Cheyenne, and as a person of faith I ask you",
    ):
        assert expected in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_the_demo_from_a_checkout(tmp_path: Path) -> None:
    _check_demo(_run("demo", "--once", folder=tmp_path))


def test_the_demo_from_a_wheel_anywhere(tmp_path: Path) -> None:
    """The wheel carries templates, migrations and fixtures."""
    pytest.importorskip("hatchling")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    packages = tmp_path / "elsewhere"
    zipfile.ZipFile(wheel).extractall(packages)
    done = _run("demo", "--once", folder=tmp_path, packages=packages)
    _check_demo(done)
    asked = _run("segments", "hello", folder=tmp_path, packages=packages)
    assert asked.returncode == 0


def test_the_practice_phone_in_the_terminal(tmp_path: Path) -> None:
    loaded = _run("data", "sync", "--from", str(FIXTURES / "directory"), folder=tmp_path)
    assert loaded.returncode == 0, loaded.stderr
    action = FIXTURES / "actions" / "freethemall.md"
    assert _run("action", "load", str(action), folder=tmp_path).returncode == 0
    typed = "\n".join(CONVERSATION) + "\n"
    done = _run("phone", "--from", "307 555 0100", folder=tmp_path, typed=typed)
    assert done.returncode == 0, done.stderr
    said = [line for line in done.stdout.splitlines() if line.startswith("< ")]
    assert "What is your ZIP code?" in said[1]
    assert said[-1].startswith("< Sent: your letter to John Barrasso, Cynthia M. Lummis")
    assert len(list((tmp_path / "var" / "outbox").glob("*.eml"))) == 3
    again = _run("phone", "--from", "+13075550100", folder=tmp_path, typed="free\n")
    assert "we don't write twice" in again.stdout


def test_the_phone_says_what_is_missing(tmp_path: Path) -> None:
    done = _run("phone", folder=tmp_path, typed="FREE\n")
    assert done.returncode == 0
    assert "sms-line data sync" in done.stderr
    assert "sms-line action load" in done.stderr
    assert "There is no action right now" in done.stdout


def test_a_number_that_is_none(tmp_path: Path) -> None:
    done = _run("phone", "--from", "12", folder=tmp_path)
    assert done.returncode == 2
    assert "no telephone number" in done.stderr
