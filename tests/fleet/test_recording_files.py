"""`sms-line recording`: a file that one machine was given is played and served by another."""

import json
from collections.abc import Callable
from pathlib import Path

from sms_line.bundle_paths import FIXTURES
from sms_line.store import actions
from tests.cli.conftest import CommandLine
from tests.doubles.twilio_call import TwilioCall
from tests.whole_line import ANA, WholeLine

NAMED = "\n# Recordings\n- greeting: hello.mp3\n"


def test_a_file_of_one_machine_is_heard_from_another(
    open_line: Callable[..., WholeLine], tmp_path: Path
) -> None:
    line = open_line()
    source = (FIXTURES / "actions" / "freethemall.md").read_text("utf-8") + NAMED
    with line.database.write() as tx:
        actions.add(tx, "freethemall", source, line.clock.now())
    elsewhere = CommandLine(line.database.url, tmp_path / "another-machine")
    file = tmp_path / "hello.mp3"
    file.write_bytes(b"ID3 hello")
    elsewhere.does("recording", "add", str(file))
    server, signature = line.application.server, line.application.signature
    call = TwilioCall(server, signature, ANA, "+13075550199").start()
    assert call.heard[0].endswith("/recordings/hello.mp3")
    answer = server.test_client().get("/recordings/hello.mp3")
    assert (answer.status_code, answer.mimetype, answer.data) == (200, "audio/mpeg", b"ID3 hello")
    piece = server.test_client().get("/recordings/hello.mp3", headers={"Range": "bytes=4-8"})
    assert (piece.status_code, piece.data) == (206, b"hello")
    listed = json.loads(elsewhere.does("recording", "list", "--json"))
    assert listed == [{"name": "hello.mp3", "bytes": 9}]
    file.write_bytes(b"ID3 hello again")
    elsewhere.does("recording", "add", str(file))
    assert server.test_client().get("/recordings/hello.mp3").data == b"ID3 hello again"
    elsewhere.does("recording", "remove", "hello.mp3")
    assert server.test_client().get("/recordings/hello.mp3").status_code == 404


def test_what_cannot_be_kept(tmp_path: Path) -> None:
    line = CommandLine(f"sqlite:///{tmp_path / 'line.db'}", tmp_path)
    wrong = tmp_path / "notes.txt"
    wrong.write_text("no sound")
    assert "ends in .mp3 or .wav" in line.fails("recording", "add", str(wrong))
    large = tmp_path / "large.wav"
    with large.open("wb") as file:
        file.truncate((10 << 20) + 1)
    assert "larger than 10 MB" in line.fails("recording", "add", str(large))
    assert "no such recording" in line.fails("recording", "remove", "gone.mp3")
    assert line.does("recording", "list") == "No recording is kept.\n"
