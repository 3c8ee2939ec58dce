"""A message that is spoken after a call: what is kept of it, who is told, and what never leaves."""

import logging
from collections.abc import Callable

import pytest

from sms_line.store.tables import calls, conversations, letters, texts
from tests.doubles.twilio_call import TwilioCall
from tests.whole_line import ANA, TO_YES, WholeLine

RECORDING = "https://api.twilio.example/Recordings/RE1"
WORDS = "My brother has been in there since June. Please bring him home."
LINE = "+13075550199"
TO_THE_END = ("82001", "2", "2", "2")
"""All offices are skipped."""


@pytest.fixture
def line(open_line: Callable[..., WholeLine]) -> WholeLine:
    return open_line(transcribe="yes")


def ring(line: WholeLine, *keys: str) -> TwilioCall:
    application = line.application
    call = TwilioCall(application.server, application.signature, ANA, LINE).start()
    for each in keys:
        call.press(each)
    return call


def speak(line: WholeLine) -> TwilioCall:
    """Up to the words that are read back."""
    call = ring(line, *TO_THE_END, "1")
    call.speak("Ana Diaz")
    call.press("1")
    call.record(20, RECORDING)
    call.transcribe(WORDS)
    call.say_nothing()
    assert WORDS in " ".join(call.heard[-2:])
    return call


def test_the_letters_hold_the_spoken_words_and_no_phrase_that_nobody_kept(line: WholeLine) -> None:
    speak(line).press("1")
    sent = line.rows(letters)
    assert len(sent) == 3
    for letter in sent:
        assert letter.sender_name == "Ana Diaz"
        assert WORDS in letter.body
        assert "person of faith" not in letter.body
    line.work()
    assert len(line.mail.taken) == 3


def test_who_only_rang_is_sent_no_text_about_it(line: WholeLine) -> None:
    speak(line).press("1")
    line.work()
    line.work()
    assert not line.twilio.taken
    assert not line.rows(texts)


def test_who_agreed_to_texts_gets_the_receipt(line: WholeLine) -> None:
    line.text("FREE")
    speak(line).press("1")
    line.work()
    assert "accepted" in line.twilio.taken[-1].body or "Barrasso" in line.twilio.taken[-1].body


@pytest.mark.parametrize("texted_before", [True, False], ids=["known by text", "never texted"])
def test_nobody_is_asked_by_text_to_write_again(line: WholeLine, texted_before: bool) -> None:
    if texted_before:
        line.text("FREE")
        line.text("82001")
    speak(line).press("1")
    assert line.count(letters) == 3
    answers = [line.text(body) for body in TO_YES]
    assert line.count(letters) == 3
    assert not any("on the way" in answer for answer in answers)
    assert ("STOP to quit" in answers[0]) is not texted_before, "the first text says what this is"


def test_a_message_whose_end_is_told_late_is_shown_to_an_organizer(line: WholeLine) -> None:
    application = line.application
    call = TwilioCall(
        application.server, application.signature, ANA, LINE, reports_end=False
    ).start()
    for each in (*TO_THE_END, "1"):
        call.press(each)
    call.speak("Ana Diaz")
    call.press("1")
    call.report("completed")
    call.record(20, RECORDING)
    (message,) = line.rows(texts)
    assert message.flagged
    assert RECORDING in message.body
    assert not line.rows(letters)


def test_forget_me_leaves_nothing_of_it(line: WholeLine) -> None:
    call = ring(line, *TO_THE_END, "1")
    call.speak("Ana Diaz")
    call.press("1")
    call.hang_up(20, RECORDING)
    assert line.count(texts, texts.c.flagged) == 1
    line.text("FORGET ME")
    assert not line.count(texts, texts.c.flagged)
    assert not line.count(texts, texts.c.body.contains("twilio.example"))
    assert not line.count(conversations, conversations.c.state.contains("Ana Diaz"))
    assert not line.count(conversations, conversations.c.state.contains("twilio.example"))
    assert not line.count(calls, calls.c.phone == ANA)


def test_words_without_a_signature_are_refused(line: WholeLine) -> None:
    call = ring(line, *TO_THE_END, "1")
    call.speak("Ana Diaz")
    call.press("1")
    call.record(20, RECORDING)
    form = {"CallSid": call.sid, "RecordingSid": "RE1", "TranscriptionText": "Not mine."}
    assert line.post("/twilio/voice/transcription", form, signature="forged").status_code == 403


def test_words_of_a_call_that_nobody_knows_do_nothing(line: WholeLine) -> None:
    form = {
        "CallSid": "CA1",
        "RecordingSid": "RE1",
        "TranscriptionStatus": "completed",
        "TranscriptionText": "Who?",
    }
    assert line.post("/twilio/voice/transcription", form).status_code == 204


def test_nothing_of_it_goes_into_a_log(line: WholeLine, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    speak(line).press("1")
    line.work()
    ours = [record for record in caplog.records if record.name != "mail.log"]
    written = "\n".join(str(vars(record)) for record in ours)
    for secret in ("brother", "Ana Diaz", "twilio.example/Recordings", ANA):
        assert secret not in written, secret
