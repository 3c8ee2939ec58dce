"""Recordings in a call: played where there is one, said where there is none, served to anybody."""

from pathlib import Path

import pytest

from sms_line.bundle_paths import FIXTURES
from sms_line.store import actions
from tests.doubles.twilio_call import TwilioCall
from tests.whole_line import ANA, WholeLine

RECORDINGS = """
# Recordings
- greeting: https://audio.example/hello.mp3
- greeting (Spanish): https://audio.example/hola.mp3
- other_language (Spanish): oprima-2.mp3
- call_script: script.wav
- ask_zip (Spanish): not-there.mp3
"""
HELLO, HOLA = "https://audio.example/hello.mp3", "https://audio.example/hola.mp3"
HERE = "http://127.0.0.1:8000/recordings/"


def ring(line: WholeLine, tmp_path: Path) -> TwilioCall:
    """A call about an action that names these recordings, two of which are there."""
    folder = tmp_path / "recordings"
    folder.mkdir()
    (folder / "oprima-2.mp3").write_bytes(b"ID3 dos")
    (folder / "script.wav").write_bytes(b"RIFF script")
    (tmp_path / "secret.mp3").write_bytes(b"not for you")
    (folder / "link.mp3").symlink_to(tmp_path / "secret.mp3")
    (folder / "folder.mp3").mkdir()
    (folder / "notes.txt").write_text("not for you")
    source = (FIXTURES / "actions" / "freethemall.md").read_text("utf-8") + RECORDINGS
    with line.database.write() as tx:
        actions.add(tx, "freethemall", source, line.clock.now())
    server, signature = line.application.server, line.application.signature
    return TwilioCall(server, signature, ANA, "+13075550199").start()


def test_a_recording_is_played_in_place_of_the_words(line: WholeLine, tmp_path: Path) -> None:
    call = ring(line, tmp_path)
    assert call.heard[:2] == [HELLO, HERE + "oprima-2.mp3"]
    assert "ZIP" in call.heard[2], "said: the action has no recording of it in English"
    call.press("82001")
    assert call.heard[4] == HERE + "script.wav"
    assert "Barrasso" in call.heard[3], "names are always said"


def test_words_are_said_where_the_file_is_not_there(line: WholeLine, tmp_path: Path) -> None:
    call = ring(line, tmp_path)
    call.press("2")
    assert "código postal" in call.heard[-1]
    assert "not-there" not in " ".join(call.heard)


def test_the_files_are_there_for_anybody(line: WholeLine, tmp_path: Path) -> None:
    ring(line, tmp_path)
    client = line.application.server.test_client()
    for name, kind, content in (
        ("oprima-2.mp3", "audio/mpeg", b"ID3 dos"),
        ("script.wav", "audio/wav", b"RIFF script"),
    ):
        answer = client.get(f"/recordings/{name}")
        assert (answer.status_code, answer.mimetype, answer.data) == (200, kind, content)
        answer.close()


@pytest.mark.parametrize(
    ("name", "because"),
    [
        ("not-there.mp3", "no such file"),
        ("notes.txt", "no recording"),
        ("link.mp3", "leads out of the folder"),
        ("folder.mp3", "no file"),
        ("../secret.mp3", "a path"),
        ("..%2Fsecret.mp3", "a path in disguise"),
        ("%2e%2e/secret.mp3", "another"),
        ("", "no listing"),
    ],
)
def test_nothing_else_is(line: WholeLine, tmp_path: Path, name: str, because: str) -> None:
    ring(line, tmp_path)
    answer = line.application.server.test_client().get(f"/recordings/{name}")
    assert answer.status_code in {303, 404}, because
    assert b"not for you" not in answer.data, because
