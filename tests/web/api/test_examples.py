"""docs/api.md does not go stale: its requests are made, its code is run, its events happen."""

import json
import os
import re
import shlex
import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from sms_line.bundle_paths import FIXTURES
from sms_line.store.api_tokens import Scope
from sms_line.store.outgoing import Event
from sms_line.web.api.description import SCOPES
from sms_line.web.api.pages import OPERATIONS
from sms_line.web.practice_call import ForKeys, ForOffice, PracticeCall
from sms_line.web.practice_hours import practising
from sms_line.work.webhooks.signing import headers
from tests.doubles.crm import Crm
from tests.web.api.conftest import Program
from tests.whole_line import ANA, WholeLine
from tests.work.test_webhooks import connect

PAGE = (Path(__file__).parents[3] / "docs" / "api.md").read_text("utf-8")
_BLOCK = re.compile(r"^```(\w+) ?(\w*)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
_STATUS = "curl() { command curl -sS -w '\\n%{http_code}' \"$@\"; }\n"
SECRET = "whsec_" + "c2VjcmV0" * 4

sqlite_only = pytest.mark.parametrize("prepared_url", ["sqlite"], indirect=True)


def blocks(*kinds: str) -> list[tuple[str, str, str]]:
    """Kind, name and text of each block of these kinds."""
    return [each for each in _BLOCK.findall(PAGE) if each[0] in kinds]


def examples() -> Iterator[tuple[str, Any]]:
    """Each command, and the answer that stands below it, if one does."""
    found = blocks("sh", "json")
    for number, (kind, _, command) in enumerate(found):
        if kind == "sh":
            below = found[number + 1 : number + 2]
            answered = below and below[0][:2] == ("json", "")
            yield command, json.loads(below[0][2]) if answered else None


@pytest.fixture
def served(line: WholeLine, tmp_path: Path) -> Iterator[dict[str, str]]:
    """The environment in which the commands run, beside a line that has had a day."""
    line.walk()
    line.work()
    demo = (FIXTURES / "actions" / "freethemall.md").read_text("utf-8")
    (tmp_path / "my-action.md").write_text(demo + "\n", "utf-8")
    server = make_server("127.0.0.1", 0, line.application.server, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield {"LINE": f"http://127.0.0.1:{server.port}", "TOKEN": Program(line).secret}
    server.shutdown()
    server.server_close()


@sqlite_only
def test_each_example_answers_as_the_page_says(served: dict[str, str], tmp_path: Path) -> None:
    ask = by_curl if shutil.which("curl") else by_urllib
    for command, promised in examples():
        status, answer = ask(command, served, tmp_path)
        wanted = promised["status"] if promised and "title" in promised else None
        assert status == wanted if wanted else 200 <= status < 300, (command, answer)
        if promised:
            assert shape(answer) == shape(promised), command
        if answer and "id" in answer:
            served["ID"] = str(answer["id"])


@sqlite_only
def test_without_curl_the_same_is_asked(served: dict[str, str], tmp_path: Path) -> None:
    command = next(command for command, _ in examples() if "-d" in command)
    assert by_urllib(command, served, tmp_path)[0] == 422


def by_curl(command: str, environment: dict[str, str], folder: Path) -> tuple[int, Any]:
    done = subprocess.run(
        ["sh", "-c", _STATUS + command],
        env={**os.environ, **environment, "NO_PROXY": "127.0.0.1"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    body, _, status = done.stdout.rpartition("\n")
    return int(status), json.loads(body) if body else None


def by_urllib(command: str, environment: dict[str, str], folder: Path) -> tuple[int, Any]:
    words = [
        re.sub(r"\$([A-Z]+)", lambda m: environment[m[1]], each)
        for each in shlex.split(command.replace("\\\n", " "))
    ]
    given: dict[str, list[str]] = {"-X": [], "-H": [], "-d": [], "--data-binary": []}
    rest = iter(words[1:])
    url = ""
    for word in rest:
        if word in given:
            given[word].append(next(rest))
        else:
            url = word
    files = [(folder / each.removeprefix("@")).read_bytes() for each in given["--data-binary"]]
    body = next(iter([*files, *(each.encode() for each in given["-d"])]), None)
    asked = urllib.request.Request(url, body, method=next(iter(given["-X"]), "GET"))
    for each in given["-H"]:
        asked.add_header(*each.split(": ", 1))
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked) as answer:
            said, status = answer.read(), answer.status
    except urllib.error.HTTPError as refused:
        said, status = refused.read(), refused.code
        refused.close()
    return status, json.loads(said) if said else None


def shape(value: Any) -> Any:
    """The names in it; of a list those of its first item. What a dictionary counts is left out."""
    if isinstance(value, list):
        return [shape(each) for each in value[:1]]
    if isinstance(value, dict):
        free = {"keywords", "letters", "call_outcomes", "left_out"}
        return {name: None if name in free else shape(each) for name, each in value.items()}
    return None


def test_every_operation_and_scope_is_on_the_page() -> None:
    commands = " ".join(command for command, _ in examples())
    for each in OPERATIONS:
        path = each.path.format(id="$ID", slug="freethemall", tag="volunteer")
        method = "" if each.method == "GET" else f"-X {each.method} "
        assert f'curl {method}"$LINE/api/v1{path}' in commands, each.name
    assert set(SCOPES) == set(Scope)
    assert all(f"`{each.value}`" in PAGE for each in Scope)


@pytest.mark.parametrize("code", [code for _, _, code in blocks("python")], ids=["library", "own"])
def test_the_code_that_checks_a_signature_does(code: str) -> None:
    defined: dict[str, Any] = {}
    exec(code, defined)
    verified: Callable[..., Any] = defined["verified"]
    body = b'{"type":"letter"}'
    signed = dict(headers(SECRET, "msg_1", datetime.now(UTC), body))
    assert verified(SECRET, signed, body) == {"type": "letter"}
    old = dict(headers(SECRET, "msg_1", datetime.fromtimestamp(time.time() - 900, UTC), body))
    for wrong in ((signed, body + b" "), ({**signed, "webhook-id": "msg_2"}, body), (old, body)):
        with pytest.raises(Exception, match=r"."):
            verified(SECRET, *wrong)


@sqlite_only
def test_events_look_as_the_page_says(open_line: Callable[..., WholeLine]) -> None:
    line = open_line(twilio_account_sid="", twilio_auth_token="")
    line.clock.moment = datetime.now(UTC)
    promised = {name: json.loads(said) for _, name, said in blocks("json") if name}
    assert set(promised) == {each.value for each in Event}
    with Crm() as crm:
        connect(line, crm, with_phone=True)
        line.walk()
        line.work()
        ring(line)
        for said in ("STOP", "FORGET ME", "yes"):
            line.text(said)
            line.work()
    told = {each["type"]: each for each in crm.taken}
    assert set(told) == set(promised)
    for event, said in told.items():
        assert shape({name: said[name] for name in promised[event]}) == shape(promised[event])


def ring(line: WholeLine) -> None:
    """A call in which one office answers."""
    with practising("open"):
        call = PracticeCall(line.application.phone, ANA)
        call.start()
        while isinstance(call.wait, ForKeys):
            call.press("1")
        assert isinstance(call.wait, ForOffice)
        call.office("answers")
        call.hang_up()
