"""Recordings in place of the voice: what an action may name, and every mistake with its line."""

import pytest

from sms_line.actions.mistakes import ActionFileError
from sms_line.actions.parse import parse
from sms_line.core.people import Language

EN, ES = Language.ENGLISH, Language.SPANISH
AT = "https://audio.example/hello.mp3"
FIRST = 30
"""The line of the first recording."""


def source(right: str, *recordings: str) -> str:
    return right + "\n# Recordings\n" + "\n".join(recordings) + "\n"


@pytest.mark.parametrize(
    ("recording", "language", "name", "where", "because"),
    [
        (f"- greeting: {AT}", EN, "greeting", AT, "English, where no language is named"),
        (f"- greeting (Spanish): {AT}", ES, "greeting", AT, "as a section names its language"),
        (f"- Call script (español): {AT}", ES, "call_script", AT, "as the section is written"),
        (f"* ask-zip : <{AT}>", EN, "ask_zip", AT, "Markdown's other bullet, and its brackets"),
        ("- noted: thanks-1.wav", EN, "noted", "thanks-1.wav", "a file in the data folder"),
        (f"- other_language: {AT}?v=2", EN, "other_language", f"{AT}?v=2", "a query is no harm"),
    ],
)
def test_ways_to_name_a_recording(
    right: str, recording: str, language: Language, name: str, where: str, because: str
) -> None:
    action = parse(source(right, recording), slug="free")
    assert action.recordings == {language: {name: where}}, because


def test_an_action_without_recordings(right: str) -> None:
    assert parse(right, slug="free").recordings == {}


@pytest.mark.parametrize(
    ("recordings", "code", "because"),
    [
        ((AT,), "recording", "an address alone: of what?"),
        (("- greeting",), "recording", "a name alone"),
        ((f"- hello: {AT}",), "recording-name", "there is no such prompt"),
        ((f"- represented: {AT}",), "recording-name", "a recording knows nobody's legislators"),
        ((f"- welcome: {AT}",), "recording-name", "a text, which nobody hears"),
        ((f"- greeting (French): {AT}",), "recording-language", "not spoken here"),
        (("- greeting: http://audio.example/a.mp3",), "recording-where", "anybody may change it"),
        (("- greeting: https://me:pass@audio.example/a.mp3",), "recording-where", "a password"),
        (("- greeting: https:///a.mp3",), "recording-where", "no host"),
        (("- greeting: https://[audio/a.mp3",), "recording-where", "brackets that make no sense"),
        (("- greeting: https://audio.example/my file.mp3",), "recording-where", "a blank"),
        ((f"- greeting: https://audio.example/{'a' * 500}",), "recording-where", "no such length"),
        (("- greeting: ../secret-key.mp3",), "recording-where", "a path out of the folder"),
        (("- greeting: /etc/hello.wav",), "recording-where", "a path"),
        (("- greeting: .hello.mp3",), "recording-where", "a hidden file"),
        (("- greeting: hello.ogg",), "recording-where", "Twilio plays mp3 and wav"),
    ],
)  # fmt: skip
def test_mistakes(right: str, recordings: tuple[str, ...], code: str, because: str) -> None:
    with pytest.raises(ActionFileError) as error:
        parse(source(right, *recordings), slug="free")
    assert [(m.line, m.code) for m in error.value.mistakes] == [(FIRST, code)], because
    assert error.value.mistakes[0].sentence.endswith(".")


def test_the_same_recording_twice(right: str) -> None:
    twice = source(
        right, f"- greeting: {AT}", f"- greeting (English): {AT}", "- greeting (es): a.mp3"
    )
    with pytest.raises(ActionFileError) as error:
        parse(twice, slug="free")
    assert [(m.line, m.code) for m in error.value.mistakes] == [(FIRST + 1, "recording-twice")]


def test_the_section_has_no_language_of_its_own(right: str) -> None:
    with pytest.raises(ActionFileError) as error:
        parse(right + f"\n# Recordings (Spanish)\n- greeting: {AT}\n", slug="free")
    assert [m.code for m in error.value.mistakes] == ["section-one-language"]
