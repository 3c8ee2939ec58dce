"""Every golden transcript of a call, on the core alone and through the front door."""

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from sms_line.bundle_paths import TEMPLATES
from sms_line.core.action import Action
from sms_line.core.call_prompts import AfterCallPrompt
from sms_line.core.dictating import dictate
from sms_line.core.prompts import prompt_name
from sms_line.core.voice import on_the_phone
from sms_line.directory.lookup import DirectoryFromStore
from tests.transcripts.caller import messages_of, moment_of, number_of
from tests.transcripts.play_call_core import CallCorePlayer
from tests.transcripts.play_call_door import CallDoorPlayer
from tests.transcripts.play_core import CorePlayer
from tests.transcripts.play_door import DoorPlayer, StoryClock
from tests.transcripts.rows import Watch, rows
from tests.transcripts.script import CALLS, Transcript, all_transcripts, read, whole

VOICE = {on_the_phone.__code__, dictate.__code__}
each_call = pytest.mark.parametrize("path", all_transcripts(CALLS), ids=lambda path: path.stem)
OnTheCore = Callable[[Transcript], CallCorePlayer]


@pytest.fixture(scope="module")
def on_the_core(
    directory: DirectoryFromStore, read_actions: Callable[[Transcript], list[Action]]
) -> OnTheCore:
    return lambda transcript: CallCorePlayer(
        directory,
        read_actions(transcript),
        StoryClock(moment_of(transcript)),
        number_of(transcript),
        messages=messages_of(transcript),
        rings=bool(transcript.headers("rings")),
    )


@each_call
def test_on_the_core(path: Path, on_the_core: OnTheCore, request: pytest.FixtureRequest) -> None:
    transcript = read(path)
    played = whole(transcript, on_the_core(transcript).play(transcript))
    if request.config.getoption("--update-transcripts"):
        path.write_text(played, "utf-8")
        return
    assert played == transcript.text


@each_call
def test_through_the_front_door(path: Path, door: Callable[[Transcript], DoorPlayer]) -> None:
    transcript = read(path)
    player = CallDoorPlayer(door(transcript), number_of(transcript))
    player.door.clock.moment = moment_of(transcript)
    assert whole(transcript, player.play(transcript)) == transcript.text
    assert player.call is not None
    assert player.call.over, "a transcript ends with the call"


def _watched(on_the_core: OnTheCore) -> Watch:
    watch = Watch()
    for path in all_transcripts(CALLS):
        transcript = read(path)
        player = on_the_core(transcript)
        watch.run(lambda player=player, transcript=transcript: list(player.play(transcript)))
    return watch


def test_every_row_of_a_call_is_reached(on_the_core: OnTheCore) -> None:
    taken = _watched(on_the_core).taken
    never = [r.pattern for r in rows() if r.code in VOICE and r not in taken]
    assert not never, "no transcript reaches: " + "; ".join(never)


def test_text_and_voice_share_rows(
    on_the_core: OnTheCore,
    directory: DirectoryFromStore,
    read_actions: Callable[[Transcript], list[Action]],
) -> None:
    watch = Watch()
    for path in all_transcripts():
        transcript = read(path)
        player = CorePlayer(directory, read_actions(transcript))
        watch.run(lambda player=player, transcript=transcript: list(player.play(transcript)))
    by_text, by_voice = watch.taken, _watched(on_the_core).taken
    both = by_text & by_voice
    print(
        f"rows of the table: {len(both)} serve texts and calls, "
        f"{len(by_text - both)} only texts, {len(by_voice - both)} only calls"
    )
    assert len(both) >= 10


def test_every_prompt_of_a_call_is_said_in_some_transcript(on_the_core: OnTheCore) -> None:
    said: set[str] = set()
    for path in all_transcripts(CALLS):
        transcript = read(path)
        player = on_the_core(transcript)
        list(player.play(transcript))
        said |= player.prompts
    words = {path.stem for path in (TEMPLATES / "voice" / "en").glob("*.txt")}
    words |= {prompt_name(prompt) for prompt in get_args(AfterCallPrompt)}
    # While the database is down,
    # while no data is loaded, and of somebody who has left the directory since the call began;
    # everybody in it can at least be rung through the switchboard.
    assert words - said == {
        "unavailable",
        "directory_down",
        "office_without_phone",
    }
