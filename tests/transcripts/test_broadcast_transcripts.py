"""Every golden transcript of a broadcast, on a whole line of both kinds."""

from pathlib import Path

import pytest

from tests.transcripts.play_broadcast import BROADCASTS, BroadcastPlayer
from tests.transcripts.script import all_transcripts
from tests.whole_line import WholeLine


@pytest.mark.parametrize("path", all_transcripts(BROADCASTS), ids=lambda path: path.stem)
def test_on_a_whole_line(path: Path, line: WholeLine, request: pytest.FixtureRequest) -> None:
    played = BroadcastPlayer(line).play(path)
    if request.config.getoption("--update-transcripts"):
        path.write_text(played, "utf-8")
    assert played == path.read_text("utf-8")
