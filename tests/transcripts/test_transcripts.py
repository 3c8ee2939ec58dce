"""Every golden transcript, on the core alone and through the front door; both must say the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sms_line.core.action import Action
from sms_line.core.segments import measure
from sms_line.ports import Directory
from tests.transcripts.play_core import CorePlayer
from tests.transcripts.play_door import DoorPlayer
from tests.transcripts.script import Transcript, all_transcripts, read, whole

each_transcript = pytest.mark.parametrize("path", all_transcripts(), ids=lambda path: path.stem)


@each_transcript
def test_on_the_core(
    path: Path,
    directory: Directory,
    read_actions: Callable[[Transcript], list[Action]],
    request: pytest.FixtureRequest,
) -> None:
    transcript = read(path)
    player = CorePlayer(directory, read_actions(transcript))
    played = whole(transcript, player.play(transcript))
    if request.config.getoption("--update-transcripts"):
        path.write_text(played, "utf-8")
        return
    assert played == transcript.text


@each_transcript
def test_through_the_front_door(
    path: Path, door: Callable[[Transcript], DoorPlayer]
) -> None:
    transcript = read(path)
    player = door(transcript)
    played = whole(transcript, player.play(transcript))
    assert played == transcript.text
    print(f"{path.stem}: {sum(measure(text).segments for text in player.texts)} segments out")
