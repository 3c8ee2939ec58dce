"""The practice telephone in the terminal, as a newcomer runs it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sms_line.bundle_paths import FIXTURES
from sms_line.cli import main

ROOT = Path(__file__).parents[2]


def _settings(folder: Path, **more: str) -> dict[str, str]:
    return {"SMS_LINE_DATA_DIR": str(folder / "var"), "SMS_LINE_GEOCODER_URL": "", **more}


def _run(*arguments: str, folder: Path, typed: str = "", **settings: str) -> Result:
    environment: dict[str, str | None] = {
        name: None for name in os.environ if name.startswith(("SMS_LINE", "TWILIO"))
    }
    environment |= _settings(folder, **settings)
    return CliRunner().invoke(main, list(arguments), input=typed, env=environment)


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where a line has the fixtures' legislators and action; to be copied."""
    folder = tmp_path_factory.mktemp("loaded")
    done = _run("data", "sync", "--from", str(FIXTURES / "directory"), folder=folder)
    assert done.exit_code == 0, done.output
    action = str(FIXTURES / "actions" / "freethemall.md")
    assert _run("action", "load", action, folder=folder).exit_code == 0
    return folder


@pytest.fixture
def folder(loaded: Path, tmp_path: Path) -> Path:
    """The same, a test's own."""
    shutil.copytree(loaded, tmp_path, dirs_exist_ok=True)
    return tmp_path


def test_at_a_real_terminal(folder: Path) -> None:
    """All other tests run the command in their own process, which takes a tenth of the time."""
    done = subprocess.run(
        [sys.executable, "-m", "sms_line", "call", "--from", "307 555 0100", "--hours", "open"],
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **_settings(folder)},
        input="82001\n",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    printed = done.stdout.splitlines()
    assert "> (keys 82001)" in printed
    assert printed[-1] == "> (hangs up)"


def _call(folder: Path, *typed: str, hours: str = "open", number: str = "") -> list[str]:
    """Ring, do this, and give what was printed."""
    number = number or "307 555 0100"
    done = _run(
        "call",
        "--from",
        number,
        "--hours",
        hours,
        folder=folder,
        typed="".join(f"{each}\n" for each in typed),
    )
    assert done.exit_code == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_a_call_is_printed_as_a_transcript(folder: Path) -> None:
    printed = _call(folder, "82001", "1", "busy", "1", "answers 90", "1", "2", "2")
    assert printed[:5] == [
        "> (rings)",
        "< Hello, this is Neighbors Together (demo). We put you through to your members of"
        " Congress.",
        "< Para español, oprima 2.",
        "< Please key or say the five digits of your ZIP code.",
        "> (keys 82001)",
    ]
    done = [line for line in printed if line[0] in ">*~"]
    for expected in (
        "* puts through to +1 202-224-6441 (John Barrasso, Washington)",
        "~ the office is busy",
        "* leg recorded: John Barrasso, Washington, busy",
        "* puts through to +1 307-772-2451 (John Barrasso, office in Cheyenne)",
        "~ the office picks up for 90 seconds",
        "* leg recorded: John Barrasso, district, completed, spoke",
        "* leg recorded: Harriet M. Hageman, skipped",
    ):
        assert expected in done
    assert printed[-1] == "* hangs up"


def test_the_end_of_the_input_hangs_up(folder: Path) -> None:
    printed = _call(folder, "82001")
    assert printed[-1] == "> (hangs up)"
    assert "* hangs up" not in printed


def test_star_silence_and_words(folder: Path) -> None:
    printed = _call(folder, "", "it is 82001", "1", "*")
    assert "> (silence)" in printed
    assert '> (says "it is 82001")' in printed
    at = printed.index("> (keys *)")
    assert printed[at + 1].startswith("< How did it go?")


def test_the_script_is_texted_to_who_may_be_texted(folder: Path) -> None:
    assert _run("phone", "--from", "3075550100", folder=folder, typed="FREE\n").exit_code == 0
    printed = _call(folder, "82001", "1", "voicemail", "2")
    assert any(line.startswith("* texts the caller: What you may say:") for line in printed)
    assert "~ the office picks up for 30 seconds" in printed


def test_offices_closed_for_practice_and_a_number_withheld(folder: Path) -> None:
    printed = _call(folder, "82001", hours="closed", number="anonymous")
    assert "* leg recorded: John Barrasso, closed" in printed
    assert printed[-1] == "* hangs up"


def test_a_word_that_no_office_knows(folder: Path) -> None:
    typed = "82001\n1\nsleeps\nfails\n"
    done = _run("call", "--hours", "open", folder=folder, typed=typed)
    assert done.exit_code == 0
    assert "Type what happens there: busy, no answer" in done.stderr
    assert "~ the line fails" in done.stdout


def test_it_says_what_is_missing(tmp_path: Path) -> None:
    done = _run("call", folder=tmp_path)
    assert done.exit_code == 0
    assert "sms-line data sync" in done.stderr
    assert done.stdout.splitlines()[-1] == "* hangs up"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [(("--from", "12"), "no telephone number"), (("--hours", "never"), "'never' is not one of")],
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, str], says: str) -> None:
    done = _run("call", *arguments, folder=tmp_path)
    assert done.exit_code == 2
    assert says in done.stderr
    assert done.stdout == ""


def test_hours_are_practised_without_twilio_only(tmp_path: Path) -> None:
    live = {
        "TWILIO_ACCOUNT_SID": "AC" + "1" * 32,
        "TWILIO_AUTH_TOKEN": "0" * 32,
        "SMS_LINE_NUMBER": "+13075550199",
        "SMS_LINE_PUBLIC_URL": "https://line.example",
    }
    done = _run("call", "--hours", "open", folder=tmp_path, **live)
    assert done.exit_code == 2
    assert "in practice mode only" in done.stderr


def test_a_database_that_is_down(tmp_path: Path) -> None:
    url = "postgresql://nobody@127.0.0.1:1/none"
    done = _run("call", folder=tmp_path, SMS_LINE_DATABASE_URL=url)
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_the_switchboard_is_named_as_such(folder: Path) -> None:
    printed = _call(folder, "95928", "2", "2", "1", "busy")
    ringing = [line for line in printed if line.startswith("* puts through")]
    shown = "(James Gallagher, through the switchboard)"
    assert ringing[0] == f"* puts through to +1 202-224-3121 {shown}"


def test_whoever_practises_may_be_rung_back_and_speak_a_message(folder: Path) -> None:
    typed = ["1", "82001", "2", "2", "2", "1", "Ana Ruiz", "1", "My brother is in there.", "", "1"]
    arguments = ("call", "--from", "307 555 0100", "--hours", "open", "--rung-back")
    lines = "".join(f"{each}\n" for each in typed)
    done = _run(*arguments, folder=folder, typed=lines, SMS_LINE_TRANSCRIBE="yes")
    assert (done.exit_code, done.stderr) == (0, "")
    printed = done.stdout.splitlines()
    assert printed[0] == "> (is rung back)"
    assert printed[1].endswith("You asked us to call. Press 1 to begin.")
    assert any("My brother is in there." in line for line in printed if line.startswith("< "))
    refused = _run("call", "--from", "anonymous", "--rung-back", folder=folder)
    assert refused.exit_code == 2


_THERE = {
    "the office is busy": "busy",
    "nobody answers at the office": "no answer",
    "the line fails": "fails",
}


def _typed(line: str) -> str:
    """What one types for this line of a transcript."""
    if line.startswith("~ "):
        happens = line.removeprefix("~ ")
        picks_up = re.fullmatch(r"the office picks up for (\d+) seconds", happens)
        return f"answers {picks_up[1]}" if picks_up else _THERE[happens]
    does = line.removeprefix("> (").removesuffix(")")
    return "" if does == "silence" else does.partition(" ")[2].strip('"')


@pytest.mark.parametrize(
    "name",
    [
        "cheyenne",
        "cheyenne_in_spanish",
        "busy",
        "mailbox_full",
        "switchboard",
        "star_on_the_line",
        "silence",
    ],
)
def test_what_is_printed_is_a_transcript_of_the_tests(folder: Path, name: str) -> None:
    """So that an organizer's report is a failing test already."""
    transcript = (FIXTURES / "transcripts" / "voice" / f"{name}.txt").read_text("utf-8")
    played = transcript.partition("\n\n")[2].splitlines()
    deeds = [line for line in played if line[0] in ">~" and "rings)" not in line]
    typed = [_typed(line) for line in deeds if line != "> (hangs up)"]
    assert _call(folder, *typed) == played
