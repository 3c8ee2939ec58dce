"""`sms-line organizer`: who may sign in, made and unmade at the terminal."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sms_line.cli import main

ANA, BEN = "ana@line.example", "ben@line.example"


@pytest.fixture(autouse=True)
def a_line_of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SMS_LINE_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("SMS_LINE_PUBLIC_URL", "https://line.example")
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["organizer", *words])


def roles() -> dict[str, str]:
    return {each["email"]: each["role"] for each in json.loads(run("list", "--json").stdout)}


def test_the_first_is_the_owner() -> None:
    first = run("add", ANA)
    assert first.exit_code == 0
    assert first.stdout.startswith(f"{ANA} is now an owner.\n")
    assert "https://line.example/sign-in/" in first.stdout
    run("add", BEN)
    run("add", "cleo@line.example", "--role", "viewer")
    assert roles() == {ANA: "owner", BEN: "organizer", "cleo@line.example": "viewer"}


def test_adding_again_makes_a_new_link_and_keeps_the_role() -> None:
    run("add", ANA)
    first, second = run("add", BEN, "--role", "viewer"), run("add", BEN.upper(), "--json")
    again = json.loads(second.stdout)
    assert (again["email"], again["role"]) == (BEN, "viewer")
    assert again["link"] not in first.stdout
    assert run("add", BEN, "--role", "organizer").stdout.startswith(f"{BEN} is already an org")
    assert roles()[BEN] == "organizer"


@pytest.mark.parametrize("words", [("remove", ANA), ("add", ANA, "--role", "viewer")])
def test_there_is_always_an_owner(words: tuple[str, ...]) -> None:
    run("add", ANA)
    run("add", BEN)
    refused = run(*words)
    assert refused.exit_code == 1
    assert "is the only owner; make another one first" in refused.stderr
    run("add", BEN, "--role", "owner")
    assert run(*words).exit_code == 0


def test_the_last_one_may_go() -> None:
    run("add", ANA)
    assert run("remove", ANA).stdout == f"{ANA} can no longer sign in.\n"
    assert "There is no organizer" in run("list").stdout
    assert run("remove", ANA).exit_code == 1


@pytest.mark.parametrize(
    "email",
    [
        "ana",
        "ana@",
        "@line.example",
        "a b@line.example",
        "ana@line",
        "a" * 250 + "@line.example",
        "İ" * 200 + "@l.org",
    ],
)
def test_an_address_that_is_none(email: str) -> None:
    wrong = run("add", email)
    assert wrong.exit_code == 2
    assert "looks like ana@example.org" in wrong.stderr
    assert roles() == {}


def test_the_list_for_people() -> None:
    run("add", ANA)
    assert run("list").stdout == f"{ANA}  owner  not signed in\n"


def test_who_has_lost_everything_is_given_a_link() -> None:
    run("add", ANA)
    answer = run("reset", ANA).stdout
    assert answer.startswith(f"{ANA} has no password and no second factor any more.\n")
    assert "https://line.example/sign-in/" in answer
    assert run("reset", BEN).exit_code == 1
