"""Every golden transcript of a public page, on the core alone and through the front door."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sms_line.bundle_paths import TEMPLATES
from sms_line.core.action import Action
from sms_line.core.page_prompts import PagePrompt
from sms_line.core.people import Language
from sms_line.core.prompts import PROMPT_NAMES, prompt_name
from sms_line.core.web import on_a_page
from sms_line.ports import Directory
from tests.transcripts.play_door import DoorPlayer
from tests.transcripts.play_web import PAGES, WebCorePlayer, WebDoorPlayer
from tests.transcripts.rows import Watch, rows
from tests.transcripts.script import Transcript, all_transcripts, read, whole

each_transcript = pytest.mark.parametrize("path", all_transcripts(PAGES), ids=lambda p: p.stem)
ReadActions = Callable[[Transcript], list[Action]]
UNSAID = {"language_set", "hint", "directory_down", "action_over"}
"""The page shows its language by itself, and what one can do; the others are tests/web's."""


@each_transcript
def test_on_the_core(
    path: Path, directory: Directory, read_actions: ReadActions, request: pytest.FixtureRequest
) -> None:
    transcript = read(path)
    player = WebCorePlayer(directory, read_actions(transcript))
    played = whole(transcript, player.play(transcript))
    if request.config.getoption("--update-transcripts"):
        path.write_text(played, "utf-8")
        return
    assert played == transcript.text


@each_transcript
def test_through_the_front_door(path: Path, door: Callable[[Transcript], DoorPlayer]) -> None:
    transcript = read(path)
    assert whole(transcript, WebDoorPlayer(door(transcript)).play(transcript)) == transcript.text


def test_every_row_and_every_word_of_a_page_is_reached(
    directory: Directory, read_actions: ReadActions
) -> None:
    watch, said = Watch(), set[str]()
    for path in all_transcripts(PAGES):
        transcript = read(path)
        player = WebCorePlayer(directory, read_actions(transcript))
        watch.run(lambda player=player, transcript=transcript: list(player.play(transcript)))
        said |= player.prompts
    mine = [row for row in rows() if row.code is on_a_page.__code__]
    assert [row.pattern for row in mine if row not in watch.taken] == []
    page = {prompt_name(prompt) for prompt in PagePrompt.__args__}
    for language in Language:
        written = {path.stem for path in (TEMPLATES / "web" / language.value).glob("*.txt")}
        assert page <= written
        assert written - page <= PROMPT_NAMES
        assert written - page - UNSAID == said - UNSAID
