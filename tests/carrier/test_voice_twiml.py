"""What the line says on the phone becomes documents that Twilio carries out, whatever is in it."""

from urllib.parse import quote
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.carrier.voice_twiml import document, unavailable
from sms_line.carrier.voice_words import SAY_LIMIT, portions
from sms_line.core.people import Language
from sms_line.core.speaking import Connect, HangUp, Keys, Refuse, Spoken, Take, Utterance, Wait
from tests.doubles import twiml_grammar
from tests.doubles.twilio_call import spoken

EN, ES = Language.ENGLISH, Language.SPANISH
STEP = "/twilio/voice/step"
CONNECT = Connect("+12025550110", "+13075550199", ring_seconds=25, limit_seconds=600)
WAITS: list[Wait] = [
    Keys(1),
    Keys(5, speech=True, hints="zero, one"),
    Keys(5, speech=True, aside=1),
    CONNECT,
    Take(60, EN),
    HangUp(),
    Refuse(),
]


def made(wait: Wait, *utterances: Utterance, transcribe: str = "") -> Element:
    """The document, held against Twilio's grammar."""
    said = utterances or (Utterance("Hello.", EN),)
    return twiml_grammar.read(document(Spoken(said, wait), STEP, transcribe_callback=transcribe))


def heard(*utterances: Utterance) -> list[str]:
    return [spoken(verb) for verb in made(HangUp(), *utterances) if verb.tag in {"Say", "Play"}]


def test_a_menu_can_be_interrupted_and_takes_every_key() -> None:
    (gather,) = made(Keys(1, seconds=6))
    assert gather.attrib == {
        "action": STEP,
        "method": "POST",
        "input": "dtmf",
        "numDigits": "1",
        "finishOnKey": "",
        "timeout": "6",
        "language": "en-US",
        "actionOnEmptyResult": "true",  # silence is posted too: nothing is asked again by itself
    }
    assert [say.tag for say in gather] == ["Say"]


def test_a_zip_may_be_spoken() -> None:
    (gather,) = made(Keys(5, speech=True, hints="zero, one"), Utterance("¿Su código?", ES))
    assert gather.get("input") == "dtmf speech"
    assert gather.get("language") == "es-US"
    assert (gather.get("hints"), gather.get("speechTimeout")) == ("zero, one", "auto")
    assert (gather.get("numDigits"), gather.get("finishOnKey")) == ("5", "#")


def test_a_zip_keyed_during_the_greeting_is_whole() -> None:
    """2 alone is for the other language, after a short wait; silence goes on to the question."""
    said = (Utterance("Hello.", EN), Utterance("Para español, oprima 2.", ES))
    aside, gather = made(Keys(5, speech=True, aside=2), *said, Utterance("Your ZIP?", EN))
    assert aside.attrib == {
        "action": STEP,
        "method": "POST",
        "input": "dtmf",
        "numDigits": "5",
        "finishOnKey": "#",
        "timeout": "3",
        "actionOnEmptyResult": "false",
    }
    assert [spoken(say) for say in aside] == ["Hello.", "Para español, oprima 2."]
    assert [spoken(say) for say in gather] == ["Your ZIP?"]
    assert gather.get("numDigits") == "5"


def test_what_is_said_in_the_room_does_not_cut_the_script_short() -> None:
    aside, gather = made(
        Keys(1, speech=True, aside=1), Utterance("You may say this.", EN), Utterance("1 or 2?", EN)
    )
    assert (aside.get("input"), gather.get("input")) == ("dtmf", "dtmf speech")
    assert (aside.get("numDigits"), aside.get("timeout")) == ("1", "1")


def test_an_aside_does_not_change_the_language_that_is_listened_for() -> None:
    (gather,) = made(Keys(1, speech=True), Utterance("Hello.", EN), Utterance("Oprima 2.", ES))
    assert gather.get("language") == "en-US"
    assert [(say.get("voice"), say.get("language")) for say in gather] == [
        ("Polly.Joanna-Neural", "en-US"),
        ("Polly.Lupe-Neural", "es-US"),
    ]


def test_one_leg() -> None:
    say, dial = made(CONNECT)
    assert say.tag == "Say"
    assert dial.attrib == {
        "action": STEP,
        "method": "POST",
        "timeout": "25",
        "timeLimit": "600",
        "callerId": "+13075550199",
        "hangupOnStar": "true",
        "answerOnBridge": "true",
    }
    assert [(number.tag, number.text) for number in dial] == [("Number", "+12025550110")]


@pytest.mark.parametrize(
    ("ring", "limit", "timeout", "time_limit"),
    [
        (1, 0, "5", "1"),  # Twilio would take its own: 30 seconds and four hours
        (9_999, 99_999, "600", "14400"),
    ],
)
def test_limits_that_twilio_would_ignore(
    ring: int, limit: int, timeout: str, time_limit: str
) -> None:
    dial = made(Connect("+12025550110", "+13075550199", ring, limit))[-1]
    assert (dial.get("timeout"), dial.get("timeLimit")) == (timeout, time_limit)


def test_a_message() -> None:
    _, record, redirect = made(Take(180, EN))
    assert (record.get("maxLength"), record.get("finishOnKey")) == ("180", "#")
    assert (record.get("playBeep"), record.get("action")) == ("true", STEP)
    assert record.get("transcribe") is None
    assert (redirect.tag, redirect.text) == ("Redirect", STEP), "an empty one is not posted"


def test_a_message_that_is_transcribed() -> None:
    record = made(Take(180, EN), transcribe="/twilio/voice/heard")[1]
    assert record.get("transcribe") == "true"
    assert record.get("transcribeCallback") == "/twilio/voice/heard"
    assert record.get("maxLength") == "119", "longer ones are not transcribed"
    spanish = made(Take(180, ES), transcribe="/twilio/voice/heard")[1]
    assert spanish.get("transcribe") is None, "a transcription takes no language"


def test_the_end() -> None:
    assert [verb.tag for verb in made(HangUp())] == ["Say", "Hangup"]
    assert [verb.tag for verb in made(Refuse())] == ["Reject"], "words would answer the call"


def test_an_apology() -> None:
    root = twiml_grammar.read(unavailable("Sorry, call again later.", EN))
    assert [verb.tag for verb in root] == ["Say", "Hangup"]


def test_a_recording_is_played_in_place_of_the_words() -> None:
    url = "https://line.example/a/greeting.mp3?v=1&w=2"
    assert heard(Utterance("Hello.", EN, recording=url)) == [url]


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("ZIP 82001.", [("digits", "82001")]),
        ("Is it 82001, or 00601?", [("digits", "82001"), ("digits", "00601")]),
        ("Call 202-224-3121.", [("telephone", "2022243121")]),
        ("(202) 224-3121", [("telephone", "2022243121")]),
        ("+12022243121", [("telephone", "2022243121")]),
        ("1 202 224 3121", [("telephone", "2022243121")]),
        ("One.\n\nTwo.", [("break", None)]),  # a new line is a breath
        ("10,000 people, $25000, 12345.67, 12345%", []),  # numbers, not ZIP codes
        ("123456 and A12345 and 82001-1234", []),
        ("Press 1, or 2. In 2026.", []),
    ],
)
def test_what_is_marked_up(words: str, marked: list[tuple[str, str | None]]) -> None:
    say = made(HangUp(), Utterance(words, EN))[0]
    assert [(each.get("interpret-as", each.tag), each.text) for each in say] == marked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('Ana <b>& "Co"</b> <break/>', 'Ana <b>& "Co"</b> <break/>'),  # never markup
        ("¿Señora Velázquez? ✊🏽", "¿Señora Velázquez? ✊🏽"),
        ("a\x00\x0b\x1bb\ud83d\uffff", "ab"),  # no XML can carry these
        ("82001\n202-224-3121 is it.", "82001\n202-224-3121 is it."),
        ("  Hello.\n", "Hello."),
    ],
)
def test_words_are_heard_as_they_are(words: str, said: str) -> None:
    assert heard(Utterance(words, EN)) == [said]


@pytest.mark.parametrize("words", ["", " \n ", "\x00"])
def test_nothing_to_say_is_not_said(words: str) -> None:
    assert heard(Utterance(words, EN)) == []
    (gather,) = made(Keys(1), Utterance(words, EN))
    assert len(gather) == 0


def test_a_long_text_is_cut_between_sentences() -> None:
    sentence = "The letter asks your senators to vote for the bill. "
    parts = heard(Utterance(sentence * 200, EN))
    assert len(parts) > 3
    assert all(part.endswith("bill.") for part in parts)
    assert " ".join(parts) == (sentence * 200).strip()


@pytest.mark.parametrize("words", ["word " * 2_000, "x" * 9_000, "✊" * 2_000, "é. " * 3_000])
def test_what_has_no_sentences_is_cut_all_the_same(words: str) -> None:
    said = "".join(heard(Utterance(words, EN)))
    assert said.replace(" ", "") == words.replace(" ", "")


@given(st.text(max_size=400), st.sampled_from(WAITS), st.sampled_from([EN, ES]))
def test_any_words_make_a_sound_document(words: str, wait: Wait, language: Language) -> None:
    made(wait, Utterance(words, language))


@given(st.lists(st.text(max_size=300), max_size=40).map(" ".join))
def test_portions_lose_no_word_and_keep_the_limit(words: str) -> None:
    cut = portions(words)
    assert all(len(quote(part, safe="")) <= SAY_LIMIT for part in cut)
    assert "".join("".join(cut).split()) == "".join("".join(portions_of_one(words)).split())


def portions_of_one(words: str) -> list[str]:
    """Each character by itself: what is left of the words, uncut."""
    return [part for character in words for part in portions(character)]
