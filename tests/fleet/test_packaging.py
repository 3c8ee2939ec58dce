"""The files that machines are made from: Dockerfile, compose.yaml, and what they promise."""

import re
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import yaml

from sms_line.cli import main
from sms_line.settings import Settings, _name, read
from tests.transcripts.script import ROOT

LINES = (ROOT / "Dockerfile").read_text().replace("\\\n", " ").splitlines()
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
IGNORED = (ROOT / ".dockerignore").read_text().splitlines()
SECRETS = re.compile(r"TOKEN|SECRET|PASSWORD|AUTH", re.IGNORECASE)


def steps(instruction: str) -> list[str]:
    return [line.partition(" ")[2] for line in LINES if line.startswith(f"{instruction} ")]


def copied() -> list[str]:
    """What the image takes from the checkout."""
    here = [step.split()[:-1] for step in steps("COPY") if not step.startswith("--from")]
    return [source.removeprefix("./") for sources in here for source in sources]


@pytest.mark.parametrize("name", copied())
def test_the_image_is_built_from_what_is_there(name: str) -> None:
    assert (ROOT / name).exists()
    assert f"!{name}" in IGNORED, "or the builder never sees it"


def test_only_what_is_copied_is_sent_to_the_builder() -> None:
    assert IGNORED[1] == "*"
    assert {line[1:] for line in IGNORED if line.startswith("!")} == set(copied())


def test_of_the_fixtures_the_image_has_what_the_demo_plays() -> None:
    there = {f"fixtures/{each.name}" for each in (ROOT / "fixtures").iterdir()}
    left_out = {line for line in IGNORED if line.startswith("fixtures/")}
    assert there - left_out == {"fixtures/actions", "fixtures/directory"}
    assert left_out <= there


def test_the_wheel_finds_what_it_bundles() -> None:
    import tomllib

    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]
    bundled = wheel["targets"]["wheel"]["force-include"]
    assert {*bundled, *wheel["targets"]["wheel"]["packages"]} <= set(copied())


def test_the_image_runs_as_nobody_special_and_holds_no_secret() -> None:
    assert steps("USER") == ["line"]
    assert "pip uninstall --yes --quiet setuptools pip" in " ".join(steps("RUN"))
    assert not any(SECRETS.search(step) for step in [*steps("ENV"), *steps("ARG")])
    assert all(re.fullmatch(r"python:3\.\d+-slim( AS build)?", step) for step in steps("FROM"))


def test_the_web_side_is_asked_whether_it_answers_and_a_worker_is_not() -> None:
    """`docker compose up --wait` fails on a health check that is switched off."""
    assert "/healthz" in COMPOSE["services"]["web"]["healthcheck"]["test"][-1]
    assert "healthcheck" not in COMPOSE["services"]["worker"]
    assert not steps("HEALTHCHECK")


@pytest.mark.parametrize("service", ["web", "worker"])
def test_the_commands_are_ones_that_the_line_has(service: str) -> None:
    words = COMPOSE["services"][service]["command"]
    command = main.get_command(None, words[0])  # type: ignore[arg-type]
    assert command
    options = {name for each in command.params for name in each.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_web_two_workers_and_a_database_that_is_waited_for() -> None:
    services = COMPOSE["services"]
    assert services["worker"]["deploy"]["replicas"] == 2
    # While the database is made, a server answers on its socket that goes away again.
    assert "--host" in services["postgres"]["healthcheck"]["test"]
    for name in ("web", "worker"):
        assert services[name]["depends_on"] == {"postgres": {"condition": "service_healthy"}}
        assert services[name]["init"] is True, "or SIGTERM is not heard before there is a database"
        assert services[name]["stop_grace_period"] == "60s"
    assert services["caddy"]["profiles"] == ["tls"]
    assert {each.partition(":")[0] for s in services.values() for each in s.get("volumes", [])} == (
        set(COMPOSE["volumes"])
    )


def test_web_side_and_workers_keep_their_files_together() -> None:
    """Or FORGET ME, which the web side hears, leaves the letters that a worker wrote."""
    folder = next(each for step in steps("ENV") for each in step.split() if "DATA_DIR" in each)
    folder = folder.partition("=")[2]
    for name in ("web", "worker"):
        assert COMPOSE["services"][name]["volumes"] == [f"files:{folder}"]
    made = next(step for step in steps("RUN") if "useradd" in step)
    assert "--owner line" in made
    assert made.endswith(f" {folder}"), "or the volume is root's"


def test_the_image_is_built_once() -> None:
    web, worker = COMPOSE["services"]["web"], COMPOSE["services"]["worker"]
    assert web["build"] == "."
    assert (worker.get("build"), worker["pull_policy"]) == (None, "never")
    assert web["image"] == worker["image"]


def test_no_image_names_a_registry() -> None:
    for service in COMPOSE["services"].values():
        assert re.fullmatch(r"[a-z-]+(:[0-9.]+)?", service["image"])


def test_a_password_is_never_written_down() -> None:
    for service in COMPOSE["services"].values():
        for name, value in service.get("environment", {}).items():
            if SECRETS.search(name) or "postgresql://" in value:
                assert "${POSTGRES_PASSWORD:?" in value
    example = (ROOT / ".env.example").read_text()
    assert not re.search(r"^(\w*(TOKEN|SECRET|PASSWORD)\w*)=.+", example, re.MULTILINE)


@pytest.mark.parametrize("name", [_name(each.name) for each in fields(Settings)])
def test_the_readme_lists_every_setting(name: str) -> None:
    table = [line for line in (ROOT / "README.md").read_text().splitlines() if line[:1] == "|"]
    assert any(f"`{name}`" in line.split("|")[1] for line in table)


def test_the_example_names_settings_that_exist() -> None:
    known = {_name(each.name) for each in fields(Settings)} | {"POSTGRES_PASSWORD", "LINE_HOST"}
    example = (ROOT / ".env.example").read_text()
    assert set(re.findall(r"^#?(\w+)=", example, re.MULTILINE)) <= known


def test_the_example_as_it_stands_practises_here(tmp_path: Path) -> None:
    chosen = read({"SMS_LINE_DATA_DIR": str(tmp_path)}, ROOT / ".env.example")
    assert chosen.practice
    assert chosen.public_url == "http://127.0.0.1:8000"


def test_the_page_on_running_is_linked_and_its_links_lead_somewhere() -> None:
    assert "(docs/running.md)" in (ROOT / "README.md").read_text()
    page = ROOT / "docs" / "running.md"
    for link in re.findall(r"\]\(([^)#]+)", page.read_text()):
        assert (page.parent / link).exists(), link


def test_the_redis_extra_is_one() -> None:
    assert import_module("redis")
    assert "[redis]" in " ".join(steps("RUN"))
    assert Path(ROOT / "constraints.txt").read_text().count("\nredis==") == 1
