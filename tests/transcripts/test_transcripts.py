"""Every golden transcript, on the core alone and through the front door; both must say the same."""

from collections.abc import Callable
from pathlib import Path

import pytest

from sms_line.core.action import Action
from sms_line.core.dictating import dictate
from sms_line.core.prompts import PROMPT_NAMES
from sms_line.core.segments import measure
from sms_line.core.voice import on_the_phone
from sms_line.core.web import on_a_page
from sms_line.ports import Directory
from tests.transcripts.play_core import CorePlayer
from tests.transcripts.play_door import DoorPlayer
from tests.transcripts.rows import Watch, rows
from tests.transcripts.script import FOLDER, Transcript, all_transcripts, read, whole

each_transcript = pytest.mark.parametrize("path", all_transcripts(), ids=lambda path: path.stem)


def core_player(
    directory: Directory,
    read_actions: Callable[[Transcript], list[Action]],
    transcript: Transcript,
) -> CorePlayer:
    rings = bool(transcript.headers("rings"))
    return CorePlayer(directory, read_actions(transcript), rings=rings)


@each_transcript
def test_on_the_core(
    path: Path,
    directory: Directory,
    read_actions: Callable[[Transcript], list[Action]],
    request: pytest.FixtureRequest,
) -> None:
    transcript = read(path)
    player = core_player(directory, read_actions, transcript)
    played = whole(transcript, player.play(transcript))
    if request.config.getoption("--update-transcripts"):
        path.write_text(played, "utf-8")
        return
    assert played == transcript.text


@each_transcript
def test_through_the_front_door(path: Path, door: Callable[[Transcript], DoorPlayer]) -> None:
    transcript = read(path)
    player = door(transcript)
    played = whole(transcript, player.play(transcript))
    assert played == transcript.text
    print(f"{path.stem}: {sum(measure(text).segments for text in player.texts)} segments out")


def test_every_row_of_the_table_is_reached(
    directory: Directory, read_actions: Callable[[Transcript], list[Action]]
) -> None:
    watch = Watch()
    for path in all_transcripts():
        transcript = read(path)
        player = core_player(directory, read_actions, transcript)
        watch.run(lambda player=player, transcript=transcript: list(player.play(transcript)))
    elsewhere = {table.__code__ for table in (on_the_phone, dictate, on_a_page)}
    texts = [row for row in rows() if row.code not in elsewhere]
    never = [row.pattern for row in texts if row not in watch.taken]
    assert not never, "no transcript reaches: " + "; ".join(never)


def test_every_prompt_is_said_in_some_transcript(
    directory: Directory, read_actions: Callable[[Transcript], list[Action]]
) -> None:
    said: set[str] = set()
    for path in all_transcripts():
        transcript = read(path)
        player = core_player(directory, read_actions, transcript)
        list(player.play(transcript))
        said |= player.prompts
    # Said only while no data is loaded, which is the front door's own test.
    assert PROMPT_NAMES - said == {"directory_down"}


def test_an_action_in_english_costs_six_segments(
    directory: Directory, read_actions: Callable[[Transcript], list[Action]]
) -> None:
    transcript = read(FOLDER / "cheyenne.txt")
    player = core_player(directory, read_actions, transcript)
    list(player.play(transcript))
    count = sum(measure(text).segments for text in player.texts)
    print(f"a whole action in English: {count} segments out")
    assert count <= 6


def test_every_text_is_gsm7_where_the_names_allow_it(
    directory: Directory, read_actions: Callable[[Transcript], list[Action]]
) -> None:
    for path in all_transcripts():
        transcript = read(path)
        player = core_player(directory, read_actions, transcript)
        list(player.play(transcript))
        for text in player.texts:
            assert measure(text).encoding == "GSM-7", (path.stem, measure(text).because)
